"""The names that a place can bear on a Moroccan site, each folded, with what it means."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from offers.taxonomy import rows, vocabulary
from offers.text import fold


class Meaning(NamedTuple):
    """Say what a name stands for: a town, a region, a country, or work from anywhere."""

    kind: str  # "town", "region", "country", "remote"
    code: str


#: No name is longer than this many words.
LONGEST = 7

# The two letters that Arabic writes onto the next word: "in" and "and".
_JOINED = ("ب", "و")
_ARABIC = re.compile("[\u0621-\u064a]")
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


def _words(row: dict[str, str]) -> Iterator[str]:
    for word in (row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|")):
        if key := fold(word):
            yield key


@cache
def towns() -> dict[str, str]:
    """Return {folded name: code} of every town; what two rural communes share names neither."""
    bearers: dict[str, list[dict[str, str]]] = {}
    for row in rows("cities"):  # the towns stand first
        for key in dict.fromkeys(_words(row)):
            bearers.setdefault(key, []).append(row)
    return {
        key: first["code"]
        for key, (first, *others) in bearers.items()
        if first["kind"] == "town" or not others
    }


@cache
def urban() -> dict[str, str]:
    """Return {folded name: code} of the towns that are more than a rural commune."""
    proper = {row["code"] for row in rows("cities") if row["kind"] == "town"}
    return {key: code for key, code in towns().items() if code in proper}


@cache
def region_of() -> dict[str, str]:
    """Return {town's code: its region's code}."""
    return {row["code"]: row["region_code"] for row in rows("cities")}


def _remote() -> Iterator[str]:
    # "oui" and "100 %" answer a question; they are no place.
    for key, code in vocabulary("work_modes").items():
        if code == "remote" and len(key) > 5:
            yield key


@cache
def names() -> dict[str, Meaning]:
    """Return {folded name: what it means}; a town comes before a region, a region before a country.

    >>> names()["technopolis"], names()["casablanca settat"]
    (Meaning(kind='town', code='sale'), Meaning(kind='region', code='06'))
    """
    known = {key: Meaning("town", code) for key, code in towns().items()}
    for key, code in vocabulary("regions").items():
        known.setdefault(key, Meaning("region", code))
    for key, code in vocabulary("countries").items():
        known.setdefault(key, Meaning("country", code))
    for key in _remote():
        known.setdefault(key, Meaning("remote", "remote"))
    arabic = [(key, said) for key, said in known.items() if _ARABIC.match(key)]
    for letter in _JOINED:
        for key, said in arabic:
            known.setdefault(letter + key, said)
    return known


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
        if len(sounded := sound(key)) > 4 and not _ARABIC.search(key):
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
def _arabic_names() -> Heard:
    named = urban().items()
    return {key: (code, (key,)) for key, code in named if len(key) > 5 and _ARABIC.match(key)}


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
    known, sought = (_arabic_names(), key) if _ARABIC.match(key) else (_sounds(), sound(key))
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
