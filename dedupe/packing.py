"""A sketch as it is kept: two strings and a row of 32-bit numbers, which a million of fit in memory."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from struct import pack as pack_row
from typing import NamedTuple

from dedupe.employer import UNKNOWN, Employer
from dedupe.shingles import CODES
from dedupe.sketch import Sketch
from dedupe.title import Title

#: What a sketch says in one number each, and what in a set of them: their order is that of the blob.
NUMBERS = (
    "source", "agency", "language", "contract", "years", "reference", "day", "positions", "work",
)  # fmt: skip
SETS = (
    "said_levels", "levels", "markets", "title_towns", "places", "named", "text_towns", "amounts",
    "addresses", "quarters", "codes", "said", "shingles",
)  # fmt: skip
HEAD = len(NUMBERS) + len(SETS)
#: Levels that are said whenever they hold: silence is another level.
ALWAYS_SAID = {"intern", "apprentice", "deputy"}
#: The market that goes without saying.
UNSAID_MARKET = {"fr"}
#: What stands for an unknown number; of a word, 0.
UNKNOWN_NUMBER = -1
#: No larger number fits: what a text says beyond it is this much.
LARGEST = 2**31 - 2
#: Words whose numbers are remembered.
MOST_REMEMBERED = 100_000


class Packed(NamedTuple):
    """Hold one sketch as its row in the database does."""

    posting: int
    title: str
    employer: str
    numbers: bytes


def code(word: str) -> int:
    """Return the number that stands for a word, in 31 bits and never 0.

    >>> code("fes") == code("fes") != code("sale")
    True
    """
    return _HALVED[word]


class _Halved(dict[str, int]):
    def __missing__(self, word: str) -> int:
        number = CODES[word] >> 1 or 1
        if len(self) < MOST_REMEMBERED:
            self[word] = number
        return number


_HALVED = _Halved()


def pack(sketch: Sketch) -> Packed:
    """Pack SKETCH."""
    said = sketch.title.levels & ALWAYS_SAID
    numbers = (
        code(sketch.source),
        int(sketch.employer.agency),
        code(sketch.language) if sketch.language else 0,
        code(sketch.contract) if sketch.contract else 0,
        UNKNOWN_NUMBER if sketch.years is None else sketch.years,
        code(sketch.reference) if sketch.reference else 0,
        UNKNOWN_NUMBER if sketch.day is None else sketch.day,
        UNKNOWN_NUMBER if sketch.positions is None else min(sketch.positions, LARGEST),
        code(sketch.work) if sketch.work else 0,
    )
    sets = (
        _codes(said),
        _codes(sketch.title.levels - said),
        _codes(sketch.title.markets - UNSAID_MARKET),
        _codes(sketch.title.towns),
        _codes(sketch.places),
        _codes(sketch.places | sketch.text_towns),
        _codes(sketch.text_towns),
        sorted({min(amount, LARGEST) for amount in sketch.amounts}),
        _codes(sketch.addresses),
        _codes(sketch.title.quarters),
        _codes(sketch.codes),
        _codes(sketch.said),
    )
    shingles = (sketch.shingles >> 1).astype("<i4")  # the last of SETS
    row = [*numbers, *map(len, sets), len(shingles), *chain.from_iterable(sets)]
    blob = pack_row(f"<{len(row)}i", *row) + shingles.tobytes()
    return Packed(sketch.id, _title(sketch.title), _employer(sketch.employer), blob)


def _codes(words: Iterable[str]) -> list[int]:
    return sorted(set(map(_HALVED.__getitem__, words)))


def _title(title: Title) -> str:
    """Write the concepts of a title, and after a bar the words that no lexicon knows."""
    return f"{' '.join(sorted(title.terms - title.words))}|{' '.join(sorted(title.words))}"


def _employer(employer: Employer) -> str:
    names = employer.key or "", " ".join(employer.words), " ".join(employer.initials)
    return "|".join(names) if employer.key else ""


@lru_cache(maxsize=1 << 16)
def terms(title: str) -> tuple[frozenset[str], frozenset[str], str]:
    """Read a packed title: its terms, those that no lexicon knows, and all as one string.

    >>> terms("head|siebel")[2]
    'head siebel'
    """
    known, _, others = title.partition("|")
    words = frozenset(others.split())
    every = words.union(known.split())
    return every, words, " ".join(sorted(every))


@lru_cache(maxsize=1 << 16)
def employer(packed: str) -> Employer:
    """Read a packed employer, whether it hires for others aside."""
    key, words, initials = packed.split("|") if packed else ("", "", "")
    return Employer(key, tuple(words.split()), False, tuple(initials.split())) if key else UNKNOWN
