"""Whom a posting is compared with: those it shares a block with, never everybody.

Each index is bounded: a block of shingles that grew beyond its cap is boilerplate and is left out;
of any other, a posting meets its neighbours in the order of arrival. So work grows with the
postings, not with their square; what was cut off is counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations

import numpy as np
from sqlite_utils import Database

from dedupe.sketch import Sketch

#: How many of a text's smallest shingles, and of a title's terms, become blocks.
SHINGLES, TERMS = 20, 4


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
    Index("title and town", 20, 6),
    Index("employer and town", 25, 6),
    Index("employer and term", 25, 0),
    Index("address", 20, 6),
    Index("reference", 20, 6),
    Index("title", 15, 0),
)

IN_BLOCK = "select posting from blocks where block = ? limit ?"
BEFORE = "select posting from blocks where block = ? and posting < ? order by posting desc limit ?"
AFTER = "select posting from blocks where block = ? and posting > ? order by posting limit ?"


@dataclass
class Candidates:
    """Hold the pairs to compare, each once and in order, and how many blocks were cut off."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    capped: Counter[str] = field(default_factory=Counter)


def blocks(sketch: Sketch) -> list[int]:
    """Return the blocks that SKETCH stands in."""
    who, what, where = sketch.employer.key, sketch.title.key, sorted(sketch.places)
    keys: list[tuple[int, object]] = [(0, int(n)) for n in sketch.shingles[:SHINGLES]]
    if who and what:
        keys += [(1, (name, what)) for name in {who, sketch.employer.words[0]}]
        keys += [(4, (who, term)) for term in sorted(sketch.title.terms)[:TERMS]]
    if what:
        keys += [(2, (what, place)) for place in where]
        keys.append((7, what))
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


def lay(db: Database, sketches: Iterable[Sketch]) -> dict[int, list[int]]:
    """Write the blocks of SKETCHES to the index, in place of older ones; return who stands in each."""
    members: dict[int, list[int]] = {}
    for sketch in sketches:
        db.conn.execute("delete from blocks where posting = ?", [sketch.id])
        for block in blocks(sketch):
            members.setdefault(block, []).append(sketch.id)
    # In the order of the key: pages of the index are written once.
    rows = ((block, posting, posting) for block in sorted(members) for posting in members[block])
    db.conn.executemany("insert into blocks (block, rank, posting) values (?, ?, ?)", rows)
    return members


def candidates(db: Database, members: dict[int, list[int]]) -> Candidates:
    """Find whom the postings in MEMBERS, just laid, are to be compared with."""
    found, pairs = Candidates(), set[tuple[int, int]]()
    by_text: Counter[tuple[int, int]] = Counter()
    for block in sorted(members):
        index = INDEXES[block & 15]
        there = [row[0] for row in db.conn.execute(IN_BLOCK, [block, index.cap + 1])]
        if len(there) <= index.cap:
            met = by_text if index is INDEXES[0] else pairs
            met.update(_all_pairs(members[block], there))
        else:
            found.capped[index.name] += 1
            pairs.update(_neighbours(db, block, members[block], index.neighbours))
    # One sentence is shared by many; two say more.
    pairs |= {pair for pair, times in by_text.items() if times >= 2}
    found.pairs = sorted(pairs)
    return found


def _all_pairs(new: list[int], there: list[int]) -> Iterator[tuple[int, int]]:
    fresh = set(new)
    for left, right in combinations(sorted(there), 2):
        if left in fresh or right in fresh:
            yield left, right


def _neighbours(db: Database, block: int, new: list[int], count: int) -> Iterator[tuple[int, int]]:
    for posting in new if count else ():
        for (other,) in db.conn.execute(BEFORE, [block, posting, count]):
            yield other, posting
        for (other,) in db.conn.execute(AFTER, [block, posting, count]):
            yield posting, other
