"""Who stands in which block, in memory: one row a standing, in the order of blocks."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlite_utils import Database

from dedupe import block as blocking

#: Rows taken from SQLite at once, and values handed to it at once.
AT_ONCE = 20_000


@dataclass(slots=True)
class Drawn:
    """Hold postings with their ranks, how many blocks each stands in, and all blocks in a row."""

    posting: np.ndarray
    rank: np.ndarray
    count: np.ndarray
    block: np.ndarray

    def rows(self) -> np.ndarray:
        """Write (block, rank, posting), one row a standing."""
        columns = (np.repeat(self.rank, self.count), np.repeat(self.posting, self.count))
        return np.column_stack((self.block, *columns))


@dataclass(slots=True)
class Standing:
    """Hold rows in the order of blocks: WHO stands there, and how many rows after it it meets.

    Two that meet only in WEAK rows are to meet in two of them.
    """

    who: np.ndarray
    reach: np.ndarray
    weak: np.ndarray


def load(db: Database, sql: str, *bound: Any) -> Drawn:
    """Read the (posting, rank, blocks) that SQL selects."""
    cursor = db.conn.execute(sql, bound)
    heads, blocks = [np.empty((0, 3), np.int64)], [np.empty(0, np.int64)]
    while rows := cursor.fetchmany(AT_ONCE):
        heads.append(np.array([(p, rank, len(blob) // 8) for p, rank, blob in rows], np.int64))
        blocks.append(np.frombuffer(b"".join(blob for *_, blob in rows), "<i8"))
    posting, rank, count = np.concatenate(heads).T
    return Drawn(posting, rank, count, np.concatenate(blocks))


def listed(db: Database, sql: str, values: Iterable[int], columns: int, *bound: Any) -> np.ndarray:
    """Read the rows that SQL selects for VALUES, its first parameter, a JSON list of some of them."""
    found, values = [np.empty((0, columns), np.int64)], np.asarray(values, np.int64)
    for some in slices(values, AT_ONCE):
        rows = db.conn.execute(sql, [json.dumps(some.tolist()), *bound]).fetchall()
        found.append(np.array(rows, np.int64).reshape(-1, columns))
    return np.concatenate(found)


def slices(values: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """Cut VALUES into slices of SIZE."""
    return (values[start : start + size] for start in range(0, len(values), size))


def bounds(block: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find where each block begins in a sorted column, and its size."""
    edges = np.flatnonzero(block[1:] != block[:-1]) + 1
    starts = np.concatenate(([0], edges)) if len(block) else edges
    return starts, np.diff(np.append(starts, len(block)))


def kinds(block: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tell of each block the number of its index, the index's cap, and its neighbours."""
    caps = np.array([index.cap for index in blocking.INDEXES], np.int64)
    neighbours = np.array([index.neighbours for index in blocking.INDEXES], np.int64)
    number = block & (1 << blocking.BITS) - 1
    return number, caps[number], neighbours[number]


def names(block: np.ndarray) -> Counter[str]:
    """Count blocks by the names of their indexes."""
    counts = np.bincount(kinds(block)[0], minlength=len(blocking.INDEXES)).tolist()
    return Counter({i.name: n for i, n in zip(blocking.INDEXES, counts, strict=True) if n})


def stand(block: np.ndarray, who: np.ndarray) -> Standing:
    """Tell from whole blocks, sorted, in each the members by rank, whom everybody meets."""
    starts, sizes = bounds(block)
    number, cap, neighbours = kinds(block[starts])
    live = sizes <= cap
    return Standing(
        who,
        _reach(starts, sizes, np.where(live, sizes, neighbours)),
        np.repeat(live & (number == 0), sizes),
    )


def _reach(starts: np.ndarray, sizes: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """Count the rows of its block that follow each row, up to the block's LIMIT."""
    after = np.repeat((starts + sizes - 1).astype(np.int32), sizes)
    after -= np.arange(len(after), dtype=np.int32)
    return np.minimum(after, np.repeat(limit.astype(np.int32), sizes))


def spread(reach: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pair each of ROWS with those that follow it within its reach."""
    counts = reach[rows]
    left = np.repeat(rows, counts)
    within = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    return left, left + 1 + within


def meet(there: Standing, rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """List the meetings that begin in ROWS, of which one side is CHOSEN: who, whom, whether weak."""
    left, right = spread(there.reach, rows)
    who, whom = there.who[left].astype(np.int64), there.who[right].astype(np.int64)
    kept = chosen[who] | chosen[whom]
    meetings = np.minimum(who, whom), np.maximum(who, whom), there.weak[left]
    return np.column_stack([column[kept] for column in meetings])


def distinct(meetings: np.ndarray, people: int) -> np.ndarray:
    """Keep each pair once, if it met but weakly then only if it met twice; PEOPLE bounds the numbers."""
    who, whom, weak = meetings.T
    keys = np.sort((who * people + whom) * 2 + (1 - weak))
    starts, times = bounds(keys >> 1)
    strong = keys[starts + times - 1] & 1 == 1
    pairs = keys[starts[strong | (times >= 2)]] >> 1
    return np.column_stack((pairs // max(people, 1), pairs % max(people, 1)))
