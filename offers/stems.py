"""Words cut to their stems, in French, Arabic and English: alike at index time and at question time.

French gender endings are levelled before Snowball, which keeps développeur and développeuse apart;
Arabic is stemmed lightly (prefixes and suffixes after Larkey's light10).
"""

import re
from functools import lru_cache
from string import ascii_lowercase

import Stemmer

from offers.text import apostrophes, unaccented

_FRENCH = Stemmer.Stemmer("french").stemWord
_ENGLISH = Stemmer.Stemmer("english").stemWord

#: (what the text must hold, the pattern, the word it becomes)
_TECHNICAL = tuple(
    (sign, re.compile(pattern), word)
    for sign, pattern, word in (
        ("c++", r"(?<!\w)c\+\+", " cplusplus "),
        ("#", r"(?<!\w)c ?#", " csharp "),
        (".net", r"(?<!\w)\.net\b", " dotnet "),
        ("js", r"\b(node|vue|next|react|express|angular)[. ]?js\b", r" \1js "),
        ("+", r"bac(?<!\wbac) ?\+ ?(\d)", r" bacplus\1 "),
        ("&", r"\br ?& ?d\b", " rnd "),
        ("stack", r"\bfull[ -]stack\b", " fullstack "),
        ("front", r"\bfront[ -]end\b", " frontend "),
        ("back", r"\bback[ -]end\b", " backend "),
    )
)
#: "développeur·se", "chargé(e)", "infirmier(ère)": the ending that stands for the other gender.
#: The sign comes first in the pattern, for what begins with one of a few signs is found fast.
_INCLUSIVE = re.compile(
    r"[.·•/(-](?<=\w[.·•/(-])(?:e|es|se|ne|trice|euse|ere|iere|rice|ienne|ve|ice)(?:[.·]s)?\)?(?!\w)"
)
_BOTH_GENDERS = re.compile(r"[hfm](?<!\w[hfm]) ?[/-] ?[hfmw](?: ?[/-] ?[dx])?\b")
_PERHAPS_BOTH = re.compile(r"[/-] ?[hfmw]\b")
#: The apostrophe behind a word that was cut short before the next.
_ELIDED = re.compile(
    r"'(?=\w)(?:(?<=\b[cdjlmnst]')|(?<=\bqu')|(?<=\bjusqu')|(?<=\b(?:lors|puis|quoi)qu'))"
)
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_TOKEN = re.compile(r"\w+")
_BLANKS = {code: " " for code in range(128) if not _TOKEN.match(chr(code))}
_ARABIC = re.compile("[\u0621-\u064a]")
_GENDER = tuple(
    (re.compile(ending), masculine)
    for ending, masculine in (
        (r"euses?$", "eur"),
        (r"trices?$", "teur"),
        (r"ieres?$", "ier"),
        (r"iennes?$", "ien"),
        (r"eaux$", "eau"),
        (r"ales?$|aux$", "al"),
        (r"(?<!i)eres?$|ers$", "er"),
        (r"ees?$", "e"),
    )
)
#: Words whose stem would be another word's (sales and sale), or not that of their own kind (أطباء and طبيب).
_IRREGULAR = {
    form: words.split()[0]
    for words in (
        "chef cheffe cheffes", "sales", "compta", "interne internes", "internal", "idee idees", "medecine",
        "animation animations", "operation operations", "formation formations", "engine engines",
        "engineer engineers engineering", "manager managers managing", "marketing", "econome",
        "accountant accountants accounting", "assistance", "commission commissions",
        "developer developers", "trainer trainers", "cleaner cleaners", "banker bankers", "worker workers",
        "استاذ استاد اساتذه الاساتذه", "عامل عمال العمال عمله", "حارس حراس الحراس", "طبيب اطباء الاطباء",
        "مدير مدراء المدراء", "خبير خبراء الخبراء", "وكيل وكلاء الوكلاء", "رييس روساء الروساء",
        "مسوول مسيول المسيول مسيولين", "اطار اطر الاطر", "عون اعوان الاعوان", "طالب طلبه طلاب الطلبه",
        "بنك بنوك ابناك الابناك البنوك", "مركز مراكز المراكز", "وظيفه وظايف الوظايف", "شركه شركات الشركات",
        "مشروع مشاريع المشاريع", "وكاله وكالات الوكالات الوكاله", "مباراه مباريات المباريات مباره المباراه",
        "صيدلي صيادله الصيادله", "بناء بناي البناء بنايين البنايين",
    )
    for form in words.split()
}  # fmt: skip
_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ي")
#: One-letter words that Arabic writes together with the next: with, for, as, so, and.
_PROCLITICS = "بلكفو"


def tokens(text: str) -> list[str]:
    """Cut TEXT into bare words: no accents, elisions, inclusive endings; c++, c#, .net survive.

    >>> tokens("Développeur·se C++ (H/F) d'études à l’agence, Bac +5")
    ['developpeur', 'cplusplus', 'etudes', 'a', 'agence', 'bacplus5']
    """
    plain = _INCLUSIVE.sub("", unaccented(apostrophes(text)))
    if _PERHAPS_BOTH.search(plain):
        plain = _BOTH_GENDERS.sub(" ", plain)
    for sign, pattern, word in _TECHNICAL:
        if sign in plain:
            plain = pattern.sub(word, plain)
    plain = _whole(plain) if "'" in plain else plain
    return plain.translate(_BLANKS).split() if plain.isascii() else _TOKEN.findall(plain)


def _whole(plain: str) -> str:
    """Drop what an apostrophe cuts short: "l'", "qu'", and English "'s"."""
    *before, last = _ELIDED.split(_POSSESSIVE.sub("", plain))
    return "".join([*(part.rstrip(ascii_lowercase) for part in before), last])


@lru_cache(200_000)
def stem(word: str, language: str = "fr") -> str:
    """Cut one bare WORD to its stem; a word in Arabic letters is stemmed as Arabic whatever LANGUAGE.

    >>> stem("developpeuses"), stem("engineers", "en"), stem("المحاسبه")
    ('developpeur', 'engineer', 'محاسب')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if _ARABIC.match(word):
        return _light10(word)
    if len(word) < 4 or any(c.isdigit() for c in word):
        return word
    return _ENGLISH(word) if language == "en" else _FRENCH(_masculine(word))


def without_proclitic(word: str) -> str | None:
    """Return WORD without the one-letter word that may be written before it, or None.

    >>> without_proclitic("بطنجه"), without_proclitic("طنجه")
    ('طنجه', None)
    """
    bare = len(word) >= 5 and word[0] in _PROCLITICS and _ARABIC.match(word)
    return word[1:] if bare else None


def _masculine(word: str) -> str:
    if len(word) < 6:
        return word
    for pattern, masculine in _GENDER:
        changed = pattern.sub(masculine, word)
        if changed != word:
            return changed
    return word


def _light10(word: str) -> str:
    if word.startswith("و") and len(word) > 4 and not word.startswith("وال"):
        word = word[1:]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            word = word[: -len(suffix)]
    return word
