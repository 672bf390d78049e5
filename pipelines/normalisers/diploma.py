"""The least diploma that a posting asks for."""

import re
from functools import cache, lru_cache

from offers.lexicons import Lexicon
from offers.taxonomy import lookup, rows, vocabulary
from offers.text import fold, unaccented
from pipelines.normalisers.silence import is_silent

_PARTS = re.compile(r"\s*[,;|/•&\n()]\s*|\s[-–—]\s")
#: "Bac +4 minimum - Licence": a level that is called the least is the least, whatever follows.
_MINIMUM = re.compile(r"\bmin(?:imum|imale?|i)?\b|\bau moins\b|على الاقل|علي الاقل")
#: A text is read so far: what is asked stands behind the duties, before the employer's praise.
READ = 8000
#: So much round its cue a diploma may stand.
BEFORE, BEHIND = 60, 110
#: Round these a text speaks of diplomas; to look for them is quick.
_CUES = (
    "bac", "dipl", "licenc", "master", "encg", "iscae", "bts", "dut", "deug", "dts", "doctor", "phd", "bachelor", "degree",
    "high school", "nieur", "cole", "niveau", "technicien sp", "education",
    "docteur", "aucune form", "bsc", "msc", "ng school", "ss school",
)  # fmt: skip
_ARABIC_CUES = (
    "شهاد",
    "دبلوم",
    "مستوى",
    "دكتور",
    "باك",
    "كالوريا",
    "مهندس",
    "جاز",
    "متخصص",
    "ماست",
)
_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
# What stands before a text's colon, where a form's words may follow.
_LABEL = re.compile(
    r"(?:niveau (?:d[' ]?(?:etudes?|instruction)|scolaire|de formation|academique)|diplomes?|formation|etudes"
    r"|education(?:al)?(?: level)?|degree|المستوي الدراسي|الشهاده|الدبلوم)"
    r"[ a-z]{0,24}\s?:\s*([^\n:]{2,70})"
)
#: Who speaks of one diploma only, in one word, must speak of studies besides.
_STUDIES = re.compile(
    r"dipl|titulaire|formation|niveau|niv\b|issu|degree|educat|etud|bac ?\+|bac plus|universit|exige|requis"
    r"|required|qualification|holder|graduat|laureat|equivalent|enrolled|student|حاصل|حصول|ادني|شهاد|دبلوم|مستو|خريج"
)
#: A school is a diploma only where somebody comes from it; it may be the employer.
_SCHOOLS = frozenset(("ecole", "ecoles", "grande", "grandes", "engineering", "business"))
#: What makes of a diploma a wish, in the same part of its sentence.
_WISH = frozenset(("un plus", "a plus", "atout", "asset", "advantage", "preferred", "facultatif"))
#: Whose diploma is spoken of where others are taught.
_TAUGHT = re.compile(
    r"\b(?:cours|eleves?|soutien|enseign\w{0,8}|classes?|etudiants? (?:d[eu]|au))\b[^.\n]{0,30}"
    r"\b(?:niveau|bac|baccalaureat|licence|master|lycee|college)\b"
)
#: What begins the name of a level: behind it one word is enough.
_LEVELS = frozenset(("bac", "باك", "niveau", "niv", "sans", "بدون", "مستوى", "مستوي"))
_BEFORE_LEVELS = frozenset(("niveau", "niv", "مستوى", "مستوي"))
_FRENCH_BAC = frozenset(("baccalaureat", "baccalaureats", "bacc", "bacs"))
_BACS = frozenset(("bac", "باك", "الباك"))
_ARABIC_BAC = dict.fromkeys(("باك", "باكالوريا", "بكالوريا", "باكلوريا", "بكلوريا"), "باك")
#: "Bac (+2)": the bracket parts nothing.
_BRACKETED = re.compile(r"\(\s?(\+\s?\d(?:\s?[/à]\s?\+?\d)?)\s?\)")
#: Words for any degree: another that is named besides says which.
_ANY = frozenset(("degree in", "university degree", "university degree in", "relevant degree", "academic degree",
                  "college degree"))  # fmt: skip


def read_diploma(
    diploma: str | None, title: str | None = None, text: str | None = None
) -> str | None:
    """Return the code of the least diploma asked: from its field, else the title, else the text.

    >>> read_diploma("Bac+2 - Bac+3 - Bac+4 - Bac+5 et plus"), read_diploma("NIV BAC ET MOINS / BAC")
    ('bac2', 'avant_bac')
    >>> read_diploma(None, text="Titulaire d'un BTS ou d'une licence. Permis B exigé.")
    'bac2'
    >>> read_diploma("باكالوريا زائد 2"), read_diploma(None, "Scrum master"), read_diploma("Autre")
    ('bac2', None, None)
    """
    return (
        (_from_field(_joined(diploma[:300])) if diploma else None)
        or (_from_title(_joined(title[:300])) if title else None)
        or (_from_text(_joined(text[:READ])) if text else None)
    )


def says_no_diploma(diploma: str | None) -> bool:
    """Tell whether the field leaves the diploma open: silence, or the words of another field.

    >>> says_no_diploma("Non précisé"), says_no_diploma("Français / Anglais"), says_no_diploma("Xyz")
    (True, True, False)
    """
    if is_silent(diploma):
        return True
    return all(lookup("languages", part) or is_silent(part) for part in _PARTS.split(diploma or ""))


@cache
def rank(code: str) -> int:
    """Return the rank of a diploma on the ladder.

    >>> rank("none"), rank("bac2")
    (0, 5)
    """
    return next(int(row["rank"]) for row in rows("diplomas") if row["code"] == code)


def least(found: list[str]) -> str | None:
    """Return the least of the diplomas named; of equals the first.

    >>> least(["bac5", "bac3"])
    'bac3'
    """
    return min(found, key=rank, default=None)


def _joined(text: str) -> str:
    return _BRACKETED.sub(r"\1", text) if "(+" in text or "( +" in text else text


def _column(name: str) -> dict[str, str]:
    return {
        fold(word): row["code"] for row in rows("diplomas") for word in row[name].split("|") if word
    }


def _lexicon(known: dict[str, str]) -> Lexicon:
    phrases = {_words(phrase): code for phrase, code in known.items()}
    return Lexicon({words: code for words, code in phrases.items() if not _mere_bac(words, code)})


def _mere_bac(words: tuple[str, ...], code: str) -> bool:
    """Tell whether WORDS are "niveau bac": the bac alone will do, and a "+ 2" may follow."""
    digits = any(letter.isdigit() for word in words for letter in word)
    return code == "bac" and len(words) > 1 and words[-1] in _BACS and not digits


@cache
def _in_field() -> Lexicon:
    return _lexicon({w: c for w, c in vocabulary("diplomas").items() if len(w) > 1})


@cache
def _in_title() -> Lexicon:
    grades = _column("grades")
    return _lexicon(
        grades | {phrase.replace(" ", "s ", 1): code for phrase, code in grades.items()}
    )


@cache
def _in_text() -> Lexicon:
    """Know the phrases that are diplomas wherever they stand; a trap is a phrase without a code."""
    field_only = _column("field_only")
    known = {w: c for w, c in vocabulary("diplomas").items() if w not in field_only and len(w) > 1}
    return _lexicon(known | dict.fromkeys(_column("traps"), ""))


@lru_cache(maxsize=4096)
def _from_field(diploma: str) -> str | None:
    # The word "None" is a machine's silence, though it is our code for "no diploma".
    if fold(diploma) == "none":
        return None
    if code := lookup("diplomas", diploma):
        return code
    parts = [[code for *_, code in _in_field().spans(_words(p))] for p in _PARTS.split(diploma)]
    found = [code for part in parts for code in part]
    return found[0] if found and parts[0] and _MINIMUM.search(fold(diploma)) else least(found)


@lru_cache(maxsize=4096)
def _from_title(title: str) -> str | None:
    words = _words(title)
    for _, _, code in _in_title().spans(words):
        return code
    return least(
        [c for start, end, c in _in_text().spans(words) if c and _is_level(words, start, end)]
    )


def _words(text: str) -> tuple[str, ...]:
    """Fold TEXT into words, without the Arabic particles that are written as one with them."""
    words = fold(text).split()
    return tuple(_bare(word) if word[0] in "وبلفاb" else word for word in words)


def _bare(word: str) -> str:
    """Take off the particles; of the ways to write "baccalauréat" make one."""
    if word[0] == "b":
        return "bac" if word in _FRENCH_BAC else word
    if word[0] in "وبلف" and word[1:3] == "ال":
        word = word[1:]
    elif word.startswith("لل"):
        word = "ال" + word[2:]
    return _ARABIC_BAC.get(word.removeprefix("ال"), word)


def _is_level(words: tuple[str, ...], start: int, end: int) -> bool:
    """Tell whether there stands "bac + 2" or "niveau bac": that is a diploma wherever it stands."""
    if end - start > 1:
        return words[start] in _LEVELS
    return start > 0 and words[start - 1] in _BEFORE_LEVELS


def _from_text(text: str) -> str | None:
    found: list[tuple[str, str]] = []
    for start, end in _windows(text.lower()):
        plain = unaccented(text[start:end])
        for sentence in _SENTENCE.split(plain):
            found += _asked(sentence)
    named = [code for phrase, code in found if phrase not in _ANY]
    return least(named or [code for _, code in found])


def _windows(lower: str) -> list[tuple[int, int]]:
    """Return the stretches of LOWER, within their lines, where diplomas may be named."""
    windows: list[tuple[int, int]] = []
    cues = _CUES + _ARABIC_CUES if "ا" in lower else _CUES
    for at in sorted({at for cue in cues if cue in lower for at in _places(lower, cue)}):
        start = max(lower.rfind("\n", 0, at) + 1, at - BEFORE)
        line = lower.find("\n", at)
        end = min(at + BEHIND, line if line >= 0 else len(lower))
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _places(text: str, cue: str) -> list[int]:
    found, at = [], text.find(cue)
    while at >= 0:
        found.append(at)
        at = text.find(cue, at + len(cue))
    return found


def _asked(sentence: str) -> list[tuple[str, str]]:
    """Return the diplomas that a sentence asks for, each with its words."""
    if (label := _LABEL.search(sentence)) and (code := _from_field(label[1])):
        return [(label[1], code)]
    found: list[tuple[str, str]] = []
    for part in _PARTS.split(sentence):
        words = _words(part)
        for start, end, code in _in_text().spans(words):
            if code and not _is_wish(words[end : end + 6]):
                found.append((" ".join(words[start:end]), code))
    if not found or _TAUGHT.search(sentence):
        return []
    certain = len(found) > 1 or _is_plain(found[0][0]) or _STUDIES.search(sentence)
    return found if certain else []


def _is_plain(phrase: str) -> bool:
    """Tell whether PHRASE is a diploma without a word of studies beside it."""
    first, _, rest = phrase.partition(" ")
    return bool(rest) and first not in _SCHOOLS


def _is_wish(behind: tuple[str, ...]) -> bool:
    after = " ".join(behind)
    return any(wish in after for wish in _WISH)
