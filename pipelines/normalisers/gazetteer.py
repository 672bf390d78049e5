"""The names that a place can bear on a Moroccan site, each folded, with what it means."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from offers.taxonomy import rows, vocabulary
from offers.text import fold


class Meaning(NamedTuple):
    """Say what a name stands for: a town, what it lies in, or work from anywhere."""

    kind: str  # "town", "province", "region", "country", "remote"
    code: str


#: No name is longer than this many words.
LONGEST = 7

# A label that tells namesakes apart.
_PROVINCE = re.compile(r" \(.{2,60}\)$")
# The two letters that Arabic writes onto the next word: "in" and "and".
_JOINED = ("ب", "و")
ARABIC = re.compile("[\u0621-\u064a]")


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


@cache
def province_of() -> dict[str, str]:
    """Return {town's code: its province's code}, which HCP's code of a commune begins with."""
    return {row["code"]: row["hcp"][:6] for row in rows("cities")}


@cache
def namesakes() -> dict[str, tuple[str, ...]]:
    """Return {folded name: codes} of the names that more than one town, quarter or zone bears.

    >>> namesakes()["agdal"], namesakes()["tazarine"]
    (('rabat', 'fes'), ('tazarine-035610911', 'tazarine-085871141'))
    """
    bearers: dict[str, list[str]] = {}
    for row in rows("cities"):
        bare = (_PROVINCE.sub("", row["label"]), _PROVINCE.sub("", row["label_ar"]))
        for key in (*_words(row), *filter(None, map(fold, bare))):
            bearers.setdefault(key, []).append(row["code"])
    for row in rows("zones"):
        for key in filter(None, map(fold, row["beside"].split("|"))):
            bearers.setdefault(key, []).append(row["city_code"])
    known = {key: tuple(dict.fromkeys(found)) for key, found in bearers.items()}
    # What only quarters bear beside their town's name says nothing without it, not even alone.
    return {key: found for key, found in known.items() if len(found) > 1 or key not in towns()}


@cache
def provinces() -> dict[str, Meaning]:
    """Return {folded name: province}; "Figuig" is a town too, "Al Haouz" is not."""
    return {key: Meaning("province", code) for key, code in vocabulary("provinces").items()}


@cache
def seats() -> dict[str, Meaning]:
    """Return {folded name: province} of the provinces that bear no town's name."""
    own = {fold(row[key]) for row in rows("cities") for key in ("label", "label_ar", "label_en")}
    return {key: province for key, province in provinces().items() if key not in own}


@cache
def listed() -> dict[str, str]:
    """Return {folded name: region's code} of emploi.ma's list of regions: some are called by a town."""
    return {fold(name): row["code"] for row in rows("regions") for name in row["listed"].split("|")}


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
        if not key.isdigit():  # a number is a street's or a posting's, not HCP's
            known.setdefault(key, Meaning("region", code))
    for key, code in vocabulary("countries").items():
        known.setdefault(key, Meaning("country", code))
    for key in _remote():
        known.setdefault(key, Meaning("remote", "remote"))
    arabic = [(key, said) for key, said in known.items() if ARABIC.match(key)]
    for letter in _JOINED:
        for key, said in arabic:
            known.setdefault(letter + key, said)
    return known
