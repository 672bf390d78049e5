"""The words that a CV is read by, in one small file for the browser: skills, trades, towns, diplomas, languages."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from offers.lexicons import INCLUSIVE, split, stem
from offers.taxonomy import rows
from offers.text import fold, squeeze, unaccented

#: Words that bind the words of a name, and may be left out.
GLUE = frozenset(("de", "du", "des", "d", "l", "la", "le", "les"))
#: Kinds of skills that are asked of a visitor as a language or a diploma.
ELSEWHERE = ("language", "diploma")
LABELS = {"fr": "label", "ar": "label_ar", "en": "label_en"}
NAMES = tuple(LABELS.values())

#: Towns of three letters; other names so short are initials.
SHORT = ("fes", "فاس", "سلا")
#: An all-capital name no longer than this counts only so typed.
ACRONYM = 4

_INCLUSIVE = re.compile(INCLUSIVE.pattern, re.I)

Row = dict[str, str]
Names = Iterator[str]


class Kind(NamedTuple):
    """Say where the names of one kind of terms stand, and which names mean nothing of the kind."""

    vocabulary: str
    names: Callable[[Row], Names]
    kept: Callable[[Row], bool] = lambda row: True
    traps: str = ""


@cache
def lexicon(lang: str) -> str:
    """Write the lexicon as JSON: {kind: {"terms": [[code, label, names]], "traps": names}}.

    Names are parted by "|" and cut as `key` does; those of towns are whole words. "sag=Sage" counts only
    typed so, "~vent" only where it stands alone between two commas.
    """
    made = {
        name: {"terms": list(_terms(kind, lang)), "traps": "|".join(_traps(kind))}
        for name, kind in KINDS.items()
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def key(name: str) -> str:
    """Cut NAME to the stems of its words, without those that only bind.

    >>> key("Gestion des stocks"), key("المحاسبة")
    ('gestion stock', 'محاسب')
    """
    return " ".join(stem(word) for word in split(name) if word not in GLUE)


def skills(row: Row) -> Names:
    """List the names of a skill, each with when it counts; a name that counts only sometimes is not said again."""
    typed = {key(name): _typed(name) for name in _parts(row["as_typed"])}
    for name in _parts(row["beside"]):
        typed[key(name)] = "~" + (_typed(name) if name != name.lower() else key(name))
    plain = map(key, (*(row[column] for column in NAMES), *_parts(row["aliases"])))
    yield from typed.values()
    yield from (name for name in plain if name and name not in typed)


def trades(row: Row) -> Names:
    """List the names of a trade."""
    named = (*(row[column] for column in NAMES), *_parts(row["aliases"]), *_parts(row["english"]))
    return (_acronym(name) for name in named if key(name))


def towns(row: Row) -> Names:
    """List the names of a town, but not of its quarters, which are words and names of much else."""
    named = (*(row[column] for column in NAMES), *_parts(row["aliases"]))
    folded = (fold(name) for name in named if fold(name) not in _quarters())
    return (name for name in folded if len(name) > 3 or name in SHORT)


def diplomas(row: Row) -> Names:
    """List the names of a diploma that are its names wherever they stand."""
    vague = {fold(name) for name in _parts(row["field_only"])}
    named = (*(row[column] for column in NAMES), *_parts(row["aliases"]))
    return (_acronym(name) for name in named if key(name) and fold(name) not in vague)


def languages(row: Row) -> Names:
    """List the names of a language, and of those who speak it; codes of three letters are words elsewhere."""
    named = (*(row[column] for column in NAMES), *_parts(row["aliases"]), *_parts(row["speakers"]))
    return filter(None, (key(name) for name in named if not (name.isupper() and len(name) < 4)))


#: The kinds of terms, named as in the address of a search.
KINDS = {
    "skill": Kind("skills", skills, lambda row: row["kind"] not in ELSEWHERE, "unless"),
    # Rows without an occupation hold words that name no work.
    "job": Kind("isco_titles", trades, lambda row: bool(row["occupation"])),
    "city": Kind("cities", towns, lambda row: row["kind"] == "town" and bool(row["lat"])),
    "diploma": Kind("diplomas", diplomas, lambda row: row["code"] != "none", "traps"),
    "speaks": Kind("languages", languages),
}


def _terms(kind: Kind, lang: str) -> Iterator[list[str]]:
    """Yield [code, label, names]; the first row that bears a name keeps it."""
    known: set[str] = set()
    for row in filter(kind.kept, rows(kind.vocabulary)):
        names = [name for name in dict.fromkeys(kind.names(row)) if name not in known]
        known.update(names)
        yield [row["code"], row[LABELS[lang]] or row["label"], "|".join(names)]


def _traps(kind: Kind) -> list[str]:
    every = (row[kind.traps] for row in rows(kind.vocabulary)) if kind.traps else ()
    return sorted({key(name) for names in every for name in _parts(names)} - {""})


def _parts(names: str) -> list[str]:
    return [name for name in names.split("|") if name]


def _acronym(name: str) -> str:
    """Write initials as they are typed, any other name as its key."""
    return _typed(name) if name.isupper() and name.isascii() and len(name) <= ACRONYM else key(name)


def _typed(name: str) -> str:
    """Write a name that counts only as it is typed: its key, and itself without accents and signs.

    >>> _typed("SST-E"), _typed("Élec")
    ('sst=SST', 'elec=Elec')
    """
    bare = "".join(
        unaccented(letter).upper() if letter.isupper() else unaccented(letter) for letter in name
    )
    kept = (letter if letter.isalnum() else " " for letter in _INCLUSIVE.sub(" ", bare))
    return f"{key(name)}={squeeze(''.join(kept))}"


@cache
def _quarters() -> frozenset[str]:
    named = (row[column] for row in rows("zones") for column in NAMES)
    aliases = (name for row in rows("zones") for name in _parts(row["aliases"]))
    return frozenset(fold(name) for name in (*named, *aliases))
