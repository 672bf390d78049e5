"""A town's name with a slip in it, or put into Latin letters in another way."""

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipelines.normalisers.gazetteer import ARABIC, towns, urban

_ARTICLE = re.compile(r"\b(?:el|al|er|es|ed|ech|ad|l|la|le)\b")
_SPELLINGS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"\b(?:beni|bni|ben|ibn|bani)\b", "bn"),
        (r"\b(?:oulad|ouled|awlad|wlad|ulad)\b", "uld"),
        (r" ", ""),
        (r"tch|sh|sch", "x"),
        (r"ch", "x"),
        (r"[kg]h|qu|c(?![eiy])|q", "k"),
        (r"g(?=[ei])|dj", "j"),
        (r"ou|oo|[ow]", "u"),
        (r"ei|ai|ie|ee|y", "i"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=...)[ae]$", ""),
    )
)


# In Berber names the long vowel, the article (with its alif or without) and the emphatic letters come and go.
_ARABIC_VOWELS = re.compile(r"(?:^| )ا?ل|(?<=.)ا| ")
_EMPHATIC = str.maketrans("طصضقج", "تسدكك")


def sound(key: str) -> str:
    """Write a folded name as it sounds, whatever way its Arabic was put into Latin letters.

    >>> sound("ouarzazate") == sound("warzazat"), sound("beni mellal") == sound("bni melal")
    (True, True)
    """
    key = _ARTICLE.sub("", key).strip()
    for pattern, letter in _SPELLINGS:
        key = pattern.sub(letter, key)
    return key


Heard = dict[str, tuple[str, tuple[str, ...]]]


@cache
def _sounds() -> Heard:
    return _heard(urban())


@cache
def _village_sounds() -> Heard:
    return _heard(towns())


def _heard(named: dict[str, str]) -> Heard:
    """Return {sound: (code, names)} of the towns; a sound that two towns share is not kept."""
    heard: dict[str, dict[str, str]] = {}
    for key, code in named.items():
        if len(sounded := sound(key)) > 4 and not ARABIC.search(key):
            heard.setdefault(sounded, {})[key] = code
    return {
        sounded: (next(iter(found.values())), tuple(found))
        for sounded, found in heard.items()
        if len(set(found.values())) == 1
    }


@cache
def _unspaced() -> dict[str, str]:
    return {key.replace(" ", ""): code for key, code in urban().items() if " " in key}


@cache
def _arabic_sounds() -> dict[str, set[tuple[str, str]]]:
    heard: dict[str, set[tuple[str, str]]] = {}
    for key, code in towns().items():
        if ARABIC.match(key):
            heard.setdefault(_arabic_sound(key), set()).add((code, key))
    return heard


def _arabic_sound(key: str) -> str:
    return _ARABIC_VOWELS.sub("", key).translate(_EMPHATIC)


def _in_arabic(key: str) -> str | None:
    """Return the one town that sounds like KEY, a name in Arabic, and looks like it."""
    sounded = _arabic_sound(key)
    alike = _arabic_sounds().get(sounded, set()) if len(sounded) > 4 else set()
    found = {code for code, written in alike if OSA.distance(key, written) < 3}
    return found.pop() if len(found) == 1 else None


@cache
def _arabic_names() -> Heard:
    named = urban().items()
    return {key: (code, (key,)) for key, code in named if len(key) > 5 and ARABIC.match(key)}


@lru_cache(maxsize=4096)
def near(key: str) -> str | None:
    """Return the one town that KEY, a folded name, is a misspelling of: by ear, else by one letter.

    >>> near("casablaca"), near("warzazat"), near("benimellal"), near("marseille")
    ('casablanca', 'ouarzazate', 'beni-mellal', None)
    """
    if not 5 <= len(key) <= 40:
        return None
    if key in _unspaced():
        return _unspaced()[key]
    if ARABIC.match(key) and (heard := _in_arabic(key)):
        return heard
    known, sought = (_arabic_names(), key) if ARABIC.match(key) else (_sounds(), sound(key))
    if sought in known:
        return known[sought][0]
    if sought in _village_sounds():
        return _village_sounds()[sought][0]
    slips = 0 if len(sought) < 6 else 1 if len(sought) < 11 else 2
    alike = process.extract(sought, known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=8)
    # What only sounds alike (Marseille, Martil) looks too different on paper.
    found = {
        (slip, known[name][0])
        for name, slip, _ in alike
        if min(OSA.distance(key, written) for written in known[name][1]) <= slips + 1
    }
    nearest = {code for slip, code in found if slip == min(found)[0]}
    return nearest.pop() if len(nearest) == 1 else None
