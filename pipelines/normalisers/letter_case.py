"""Capitals, as a page prints them: a name or a title that is shouted or whispered is written properly."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from offers import taxonomy
from offers.lexicons import lexicon_words, rows, stem, stems
from offers.text import fold, unaccented

_WORD = re.compile(r"[^\W_]+")
_ELIDED = re.compile(r"(?<=\w )[DL](?='\w)")
# "Groupe Scolaire La Palme", but "Ministère de la Santé".
_ARTICLE = re.compile(
    r"(?<=\w )(?<!\bde )(?<!\bet )(?<!\bà )(?<!\bpour )(?<!\bsur )(?<!\bdans )(?<!\bpar )\b(?:la|le|les)\b"
)
#: Of a text's letters this share is in capitals where it is shouted.
_SHOUTED = 0.72
_NO_VOWEL = re.compile(r"[^aeiouy]+")
_ONSET = re.compile(
    r"(?:[^aeiouy]?|[bcfgkp]l|[bcdfgkptvw]r|[cgkpstwz]h|chr|phr|s[cklmnpqtvw]|s[cpt]r|spl|sch|shr|thr"
    r"|dj|g[nu]|kn|ps|qu|ts|tch|tw|dw|mc|sph|rh|wh|[bm]n|lh|mh|nf|md)(?=[aeiouy]).*"
)
#: "GENERAL MANAGER" is no "Général".
_ENGLISH = re.compile(
    r"\b(?:OF|THE|AND|FOR|WITH|IN|MANAGER|ENGINEER|OFFICER|SALES|HEAD|LEAD|LEADER|SPECIALIST|ADVISOR|DEVELOPER|ANALYST|DIRECTOR"
    r"|REPRESENTATIVE|CUSTOMER|BUSINESS|ACCOUNT|DESIGNER|TEACHER|NURSE|EXECUTIVE|SUPERVISOR|COORDINATOR|TRAINER|OPERATOR|SPEAK\w+)\b"
)  # fmt: skip
_CODA = re.compile(r"[^aeiouy]{3}$")
_USUAL_CODA = re.compile(r"(?:[^aeiouy]{2}[sth]|tch|rck|ngl|ltz|rtz|ntz)$")


def is_shouted(text: str) -> bool:
    """Tell whether TEXT is written in capitals.

    >>> is_shouted("COMPTABLE (H/F)"), is_shouted("Ingénieur QA"), is_shouted("RH")
    (True, False, False)
    """
    if text.isupper():
        return sum(map(str.isupper, text)) > 3
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals > 3 and capitals >= _SHOUTED * (capitals + small)


@lru_cache(maxsize=4096)
def name_case(text: str) -> str:
    """Write a firm's name with its capitals.

    >>> name_case("BANQUE POPULAIRE DE FÈS"), name_case("sqli services"), name_case("L'ATELIER DU SUD")
    ('Banque Populaire de Fès', 'SQLI Services', "L'Atelier du Sud")
    """
    loud = text.upper() == text or text.lower() == text
    words = [match.span() for match in _WORD.finditer(text)]
    mended = _rewritten(text, words, lambda word, at, before: _in_name(word, at > 0, before, loud))
    return _ARTICLE.sub(lambda article: article[0].capitalize(), mended)


@lru_cache(maxsize=16384)
def _in_name(word: str, at: bool, before: str, loud: bool) -> str:
    key = fold(word)
    if at and before == "'" and key == "s":
        return "s"
    if key in _listed("joint") and at:
        return word.lower()
    if (accented := _accents("accent").get(key)) and word.isascii():
        return accented.capitalize()
    if (known := _spelt().get(key)) and key not in _listed("plain"):
        return known
    if _is_mixed(word):
        return word
    if any(letter.isdigit() for letter in key):
        return word.upper() if len(key) < 5 else word.capitalize()
    if _unsayable(key):
        return word.upper()
    if len(key) < 4 and key not in _listed("small") and (loud or word.isupper()) and key.isascii():
        return word.upper()
    return word.capitalize()


def sentence_case(text: str) -> str:
    """Write a title without shouting, its acronyms, tools and towns kept.

    >>> sentence_case("RESPONSABLE RH ET PAIE"), sentence_case("développeur PHP")
    ('Responsable RH et paie', 'Développeur PHP')
    >>> sentence_case("INGÉNIEUR C++ / JAVA"), sentence_case("Chef De Projet IT")
    ('Ingénieur C++ / Java', 'Chef de Projet IT')
    >>> sentence_case("DIRECTEUR GENERAL"), sentence_case("GENERAL MANAGER")
    ('Directeur général', 'General manager')
    """
    words = [match.span() for match in _WORD.finditer(text)]
    loud = is_shouted(text)
    if "'" in text:
        text = _ELIDED.sub(lambda elided: elided[0].lower(), text)
    french = loud and not _ENGLISH.search(text)
    mended = _rewritten(
        text, words, lambda word, at, before: _in_title(word, at > 0, before, loud, french)
    )
    first = next((start for start, end in words if not text[start:end].isdigit()), None)
    if first is None or not mended[first].islower() or _is_mixed(mended[first : first + 4]):
        return mended
    return mended[:first] + mended[first].upper() + mended[first + 1 :]


@lru_cache(maxsize=16384)
def _in_title(word: str, at: bool, before: str, loud: bool, french: bool) -> str:
    if not word[0].isascii() and not word[0].isupper() and not word[0].islower():
        return word  # a script without capitals
    key = unaccented(word)
    if key in _listed("joint") and at and (len(key) > 1 or loud):
        return word if word.isupper() and not loud and len(key) > 1 else word.lower()
    if (
        (known := _spelt().get(key))
        and (word.isupper() or key not in _listed("plain"))
        and key not in _listed("small")
    ):
        return known
    if not loud:
        # One word that is shouted among others: only what names work is no acronym for certain.
        shouted = len(key) > 4 and word.isupper() and stem(key) in _work_words()
        small = _accents("accent").get(word.lower(), word.lower()) if shouted else word
        return small if at or not shouted else small.capitalize()
    if _is_mixed(word) or before == ".":
        return word
    if (
        any(letter.isdigit() for letter in key)
        or (len(key) == 1 and before != "'")
        or _unsayable(key)
    ):
        return word
    if word.isascii() and (accented := _accents("accent").get(key)):
        return accented
    if french and at and word.isascii() and (accented := _accents("accent_french").get(key)):
        return accented
    return _towns().get(key, word.lower())


def _rewritten(
    text: str, words: list[tuple[int, int]], write: Callable[[str, int, str], str]
) -> str:
    parts: list[str] = []
    end = 0
    for at, (start, stop) in enumerate(words):
        parts += (text[end:start], write(text[start:stop], at, text[start - 1 : start]))
        end = stop
    return "".join((*parts, text[end:]))


def _is_mixed(word: str) -> bool:
    return not (word.isupper() or word.islower() or word[1:].islower() or len(word) < 2)


@lru_cache(maxsize=4096)
def _unsayable(key: str) -> bool:
    """Tell whether no French word is written so: an acronym."""
    if not key.isascii() or not 1 < len(key) < 7:
        return False
    if _NO_VOWEL.fullmatch(key):
        return True
    if (len(key) < 5 or _NO_VOWEL.fullmatch(key[:3])) and not _ONSET.fullmatch(key):
        return True
    return bool(_CODA.search(key) and not _USUAL_CODA.search(key))


@cache
def _spelt() -> dict[str, str]:
    """Return {folded word: how it is written} of acronyms and tools."""
    forms = (
        row["phrases"].split("|")
        for row in rows("spellings")
        if row["code"] in ("acronym", "brand")
    )
    return {fold(form): form for listed in forms for form in listed if fold(form).isalnum()}


@cache
def _listed(code: str) -> frozenset[str]:
    # "plain" are those that are acronyms only where capitals say so.
    words = (row["phrases"].split("|") for row in rows("spellings") if row["code"] == code)
    return frozenset(fold(word) for listed in words for word in listed)


@cache
def _accents(code: str) -> dict[str, str]:
    """Return {word without accents: with them}; those of "accent_french" are English words too."""
    words = (row["phrases"].split("|") for row in rows("spellings") if row["code"] == code)
    return {unaccented(word): word for listed in words for word in listed}


@cache
def _towns() -> dict[str, str]:
    labels = (row["label"] for row in taxonomy.rows("cities") if row["kind"] == "town")
    return {fold(label): label for label in labels if len(label) > 4 and fold(label).isalnum()}


@cache
def _work_words() -> frozenset[str]:
    words = lexicon_words("concepts") | lexicon_words("levels") | lexicon_words("noise")
    return frozenset(stems(words))
