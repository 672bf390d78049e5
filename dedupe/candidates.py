"""Candidates: the pairs of postings to be judged, a pure function of the set of postings.

Two postings are candidates where they share a block that holds no more postings than its index's
cap (of shingles: two such blocks), or stand within so many neighbours of each other, by rank, in a
block that holds more. Neither the order of arrival nor the split into crawls matters. Lay first
(dedupe.lay): what is asked of few postings is asked of the index, of many of all sketches at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from sqlite_utils import Database

from dedupe.standing import (
    AT_ONCE,
    Drawn,
    Standing,
    bounds,
    distinct,
    kinds,
    listed,
    load,
    meet,
    names,
    slices,
    stand,
)

#: Up to this share of all postings, the index is asked for each of them; for more, all are read.
FEW = 0.02
#: Postings that are asked for together, where they are few.
GROUP = 1000
#: Meetings looked at together, where they are many: they bound the memory.
MEETINGS = 1_000_000

NONE = np.empty((0, 2), np.int64)

LAST = "select coalesce(max(posting), 0) from sketches"
ALL = "select posting, rank, blocks from sketches order by rank, posting"
THESE = """
select posting, rank, blocks from sketches
where posting in (select value from json_each(?)) order by posting
"""
SIZES = """
select value, (select count(*) from (select 1 from blocks where block = value limit :most))
from json_each(:blocks)
"""
STANDING = """
select b.block, b.rank, b.posting from json_each(?) w cross join blocks b on b.block = w.value
"""
BEFORE = """
select rank, posting from blocks where block = ? and (rank, posting) < (?, ?)
order by rank desc, posting desc limit ?
"""
AFTER = """
select rank, posting from blocks where block = ? and (rank, posting) > (?, ?)
order by rank, posting limit ?
"""
GAINED = "select left, right from gained order by left, right"


@dataclass
class Candidates:
    """Yield pairs of posting ids, left < right, each pair once, in arrays of some 100,000.

    CAPPED counts the blocks beyond their cap, among those the postings asked for stand in.
    """

    chunks: Iterator[np.ndarray]
    capped: Counter[str]

    def __iter__(self) -> Iterator[np.ndarray]:
        return self.chunks

    def pairs(self) -> np.ndarray:
        """Return all pairs at once, sorted; for few postings."""
        return ordered(np.concatenate([NONE, *self.chunks]))


def candidates(db: Database, postings: Iterable[int]) -> Candidates:
    """Find the pairs with a side in POSTINGS, and those that older postings have gained since."""
    chosen = np.unique(np.fromiter(postings, np.int64))
    found = meeting(db, chosen)
    found.chunks = _also_gained(found.chunks, gained(db), chosen)
    return found


def meeting(db: Database, chosen: np.ndarray) -> Candidates:
    """Find the pairs with a side in CHOSEN, which is sorted."""
    return _of_few(db, chosen) if are_few(db, len(chosen)) else _of_many(db, chosen)


def are_few(db: Database, count: int) -> bool:
    """Say whether COUNT postings are so few that the index is asked for each."""
    return count <= FEW * db.conn.execute(LAST).fetchone()[0]


def gained(db: Database) -> np.ndarray:
    """Read the pairs of older postings that lay found to be candidates since."""
    return np.array(db.conn.execute(GAINED).fetchall(), np.int64).reshape(-1, 2)


def ordered(pairs: np.ndarray) -> np.ndarray:
    """Turn each pair so that left < right, and sort them."""
    pairs = np.sort(pairs, axis=1)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def sizes(db: Database, blocks: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Count who stands in each of BLOCKS, each as far as its MOST."""
    found = np.zeros(len(blocks), np.int64)
    for limit in np.unique(most).tolist():
        for some in slices(np.flatnonzero(most == limit), AT_ONCE):
            bound = {"blocks": str(blocks[some].tolist()), "most": limit}
            found[some] = [size for _, size in db.conn.execute(SIZES, bound)]
    return found


def around(db: Database, row: Iterable[int], count: int) -> list[tuple[int, int, int]]:
    """Find the COUNT rows of its block on either side of ROW (block, rank, posting)."""
    block, rank, posting = row
    return [
        (block, *near)
        for sql in (BEFORE, AFTER)
        for near in db.conn.execute(sql, (block, rank, posting, count))
    ]


def _also_gained(
    chunks: Iterator[np.ndarray], pairs: np.ndarray, chosen: np.ndarray
) -> Iterator[np.ndarray]:
    yield from chunks
    if len(old := pairs[~np.isin(pairs, chosen).any(axis=1)]):
        yield old


def _of_few(db: Database, chosen: np.ndarray) -> Candidates:
    touched = np.unique(load(db, THESE, str(chosen.tolist())).block)
    _, cap, _ = kinds(touched)
    size = sizes(db, touched, cap + 1)
    live, over = touched[(size > 1) & (size <= cap)], touched[size > cap]
    groups = (_of_group(db, chosen, group, live, over) for group in slices(chosen, GROUP))
    return Candidates(groups, names(over))


def _of_group(
    db: Database, chosen: np.ndarray, group: np.ndarray, live: np.ndarray, over: np.ndarray
) -> np.ndarray:
    drawn = load(db, THESE, str(group.tolist()))
    whole = listed(db, STANDING, np.intersect1d(drawn.block, live), 3)
    near = _near(db, drawn, over)
    people = np.unique(np.concatenate((group, whole[:, 2], near[:, 1])))
    there = stand(whole[:, 0], np.searchsorted(people, whole[:, 2]))
    meetings = meet(there, np.arange(len(whole)), np.isin(people, group))
    beside = np.searchsorted(people, np.sort(near, axis=1))
    weak = np.zeros((len(near), 1), np.int64)
    pairs = people[distinct(np.vstack((meetings, np.hstack((beside, weak)))), len(people))]
    earlier = chosen[chosen < group[0]]
    return ordered(pairs[~np.isin(pairs, earlier).any(axis=1)])


def _near(db: Database, drawn: Drawn, over: np.ndarray) -> np.ndarray:
    """Pair the postings of DRAWN with their neighbours in blocks OVER their cap."""
    rows = drawn.rows()
    rows = rows[np.isin(rows[:, 0], over)]
    reach = kinds(rows[:, 0])[2]
    rows, reach = rows[reach > 0], reach[reach > 0]
    pairs = [
        (row[2], other)
        for row, count in zip(rows.tolist(), reach.tolist(), strict=True)
        for *_, other in around(db, row, count)
    ]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _of_many(db: Database, chosen: np.ndarray) -> Candidates:
    drawn = load(db, ALL)
    wanted = np.isin(drawn.posting, chosen)
    ends = np.cumsum(drawn.count)
    there, places, capped = _all_standing(drawn, wanted)
    return Candidates(_chunks(drawn.posting, ends, wanted, there, places), capped)


def _all_standing(drawn: Drawn, wanted: np.ndarray) -> tuple[Standing, np.ndarray, Counter[str]]:
    """Stand everybody in their blocks; tell also where each standing of DRAWN, in its order, went."""
    who = np.repeat(np.arange(len(drawn.posting), dtype=np.int32), drawn.count)
    order = np.argsort(drawn.block, kind="stable")
    block, who = drawn.block[order], who[order]
    drawn.block = NONE  # as large as all the rest
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    del order
    starts, size = bounds(block)
    over = size > kinds(block[starts])[1]
    touched = np.logical_or.reduceat(wanted[who], starts) if len(starts) else over
    return stand(block, who), places, names(block[starts[over & touched]])


def _chunks(
    posting: np.ndarray, ends: np.ndarray, wanted: np.ndarray, there: Standing, places: np.ndarray
) -> Iterator[np.ndarray]:
    """Pair off the postings by rank, so many at a time that their meetings fill a chunk."""
    done = np.concatenate(([0], np.cumsum(there.reach[places], dtype=np.int64)))[ends]
    first = 0
    while first < len(posting):
        full = MEETINGS + (done[first - 1] if first else 0)
        last = max(first + 1, int(np.searchsorted(done, full, side="right")))
        rows = places[ends[first - 1] if first else 0 : ends[last - 1]]
        pairs = posting[distinct(meet(there, rows, wanted), len(posting))]
        if len(pairs):
            yield ordered(pairs)
        first = last
