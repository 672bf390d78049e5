"""Whom a posting is compared with: those it shares a block with, never everybody.

Each index is bounded: a block of shingles that grew beyond its cap is boilerplate and is left out;
of some others, a posting meets its neighbours in the order of days there. So work grows with the
postings, not with their square; what was cut off is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from dedupe.sketch import Sketch

#: How many of a text's smallest shingles, and of a title's terms, become blocks; and how many of
#: those shingles become blocks with title and town.
SHINGLES, TERMS, PASSAGES = 12, 4, 3


@dataclass(frozen=True, slots=True)
class Index:
    """Say how many postings one block may hold, and how many neighbours are met beyond that."""

    name: str
    cap: int
    neighbours: int


#: The number of an index stands in the last bits of its blocks.
BITS = 4
INDEXES = (
    Index("shingle", 40, 0),
    Index("employer and title", 30, 6),
    Index("title and town", 20, 3),
    Index("employer and town", 25, 6),
    Index("term and demands", 20, 4),
    Index("address", 20, 6),
    Index("reference", 20, 6),
    Index("title", 15, 0),
    # Finer than title and town: they hold where a trade fills a town.
    Index("title and demands", 20, 6),
    Index("title and passage", 20, 2),
)


def blocks(sketch: Sketch) -> list[int]:
    """Return the blocks that SKETCH stands in."""
    who, what, where = sketch.employer.key, sketch.title.key, sorted(sketch.places)
    asked, terms = (sketch.contract, sketch.years), sorted(sketch.title.terms)[:TERMS]
    texts = [int(n) for n in sketch.shingles[:SHINGLES]]
    keys: list[tuple[int, object]] = [(0, n) for n in texts]
    if who and what:
        keys += [(1, (name, what)) for name in {who, sketch.employer.words[0]}]
    if what:
        keys.append((7, what))
        keys += [(2, (what, place)) for place in where]
        keys += [(4, (term, place, asked)) for place in where for term in terms]
        keys += [(8, (what, place, asked, sorted(sketch.amounts))) for place in where]
        keys += [(9, (what, place, n)) for place in where for n in texts[:PASSAGES]]
    if who:
        keys += [(3, (who, place)) for place in where or ["?"]]
    keys += [(5, page) for page in sorted(sketch.addresses)]
    if sketch.reference:
        keys.append((6, sketch.reference))
    return sorted({_number(index, key) for index, key in keys})


def _number(index: int, key: object) -> int:
    digest = blake2b(repr(key).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> BITS + 1 << BITS | index


def name(block: int) -> str:
    """Name the index that BLOCK belongs to."""
    return INDEXES[block & (1 << BITS) - 1].name


def packed(numbers: Iterable[int]) -> bytes:
    """Write blocks as the column sketches.blocks holds them: sorted, each once, eight bytes each.

    >>> packed([2, 1, 2]).hex()
    '01000000000000000200000000000000'
    """
    return np.array(sorted(set(numbers)), dtype="<i8").tobytes()


def rank(source: str, ref: str, day: int | None) -> int:
    """Order postings by DAY, and on a day by a hash of their key: never by when they arrived.

    >>> rank("beta", "1", 738000) >> 40, rank("beta", "1", None) < 1 << 40
    (738000, True)
    """
    digest = blake2b(f"{source}\n{ref}".encode(), digest_size=5).digest()
    return (day or 0) << 40 | int.from_bytes(digest, "big")
