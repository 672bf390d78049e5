"""Which pairs of older postings met, or parted, because others came to or left their blocks.

A block that passes its cap parts those who met in it, one that falls back brings them together; in
a block beyond its cap, whoever comes between two pushes them apart.
"""

from dataclasses import dataclass

import numpy as np
from sqlite_utils import Database

from dedupe.candidates import ALL, STANDING, around, sizes
from dedupe.standing import Drawn, bounds, kinds, listed, load, spread


@dataclass(slots=True)
class Change:
    """Hold the rows (block, rank, posting) that came to the index, and those that left it."""

    came: np.ndarray
    left: np.ndarray

    def blocks(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """List the blocks concerned; to each, how many came and how many left."""
        block = np.unique(np.concatenate((self.came[:, 0], self.left[:, 0])))
        came, left = (
            np.bincount(np.searchsorted(block, rows[:, 0]), minlength=len(block))
            for rows in (self.came, self.left)
        )
        return block, came, left


@dataclass(slots=True)
class Blocks:
    """Hold blocks and their sizes, before and now."""

    block: np.ndarray
    before: np.ndarray
    now: np.ndarray

    def crossed(self) -> np.ndarray:
        """Tell which are no longer on the same side of their cap."""
        cap = kinds(self.block)[1]
        return (self.before <= cap) != (self.now <= cap)

    def shifted(self) -> np.ndarray:
        """Tell in which neighbours counted, and count still."""
        _, cap, neighbours = kinds(self.block)
        return (self.before > cap) & (self.now > cap) & (neighbours > 0)

    def only(self, kept: np.ndarray) -> "Blocks":
        return Blocks(self.block[kept], self.before[kept], self.now[kept])


def change(old: Drawn, new: Drawn) -> Change:
    """Compare the standings of postings as they are in the index with those they shall have."""
    before, after = old.rows(), new.rows()
    return Change(after[~among(after, before)], before[~among(before, after)])


def among(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell of each of ROWS whether it is one of OTHERS; neither holds a row twice."""
    both = np.concatenate((others, rows))
    order = np.lexsort(both.T)
    kept = both[order]
    again = np.flatnonzero((kept[1:] == kept[:-1]).all(axis=1)) + 1
    found = np.zeros(len(both), bool)
    found[order[again]] = True  # lexsort is stable: others come first
    return found[len(others) :]


def turned_few(db: Database, changed: Change) -> tuple[np.ndarray, np.ndarray]:
    """Find the pairs that met and those that parted, by asking the index, which is up to date."""
    block, came, left = changed.blocks()
    _, cap, _ = kinds(block)
    now = sizes(db, block, cap + came + 1)
    concerned = Blocks(block, now - came + left, now)
    crossed = concerned.block[concerned.crossed()]
    rows = [listed(db, STANDING, crossed, 3), _beside(db, changed, concerned)]
    concerned = concerned.only(concerned.crossed() | concerned.shifted())
    return _turned(np.unique(np.concatenate(rows), axis=0), changed, concerned)


def turned_many(db: Database, changed: Change) -> tuple[np.ndarray, np.ndarray]:
    """Find the pairs that met and those that parted, by reading all sketches."""
    block, came, left = changed.blocks()
    drawn = load(db, ALL)
    kept = np.flatnonzero(np.isin(drawn.block, block))
    owner = np.repeat(np.arange(len(drawn.posting), dtype=np.int32), drawn.count)[kept]
    rows = np.column_stack((drawn.block[kept], drawn.rank[owner], drawn.posting[owner]))
    now = np.bincount(np.searchsorted(block, rows[:, 0]), minlength=len(block))
    concerned = Blocks(block, now - came + left, now)
    concerned = concerned.only(concerned.crossed() | concerned.shifted())
    return _turned(rows[np.isin(rows[:, 0], concerned.block)], changed, concerned)


def _beside(db: Database, changed: Change, concerned: Blocks) -> np.ndarray:
    """Read the neighbours of those that came or left: whoever turned stands between them."""
    rows = np.concatenate((changed.came, changed.left))
    rows = rows[np.isin(rows[:, 0], concerned.block[concerned.shifted()])]
    counts = kinds(rows[:, 0])[2].tolist()
    asked = zip(rows.tolist(), counts, strict=True)
    found = [near for row, count in asked for near in around(db, row, count)]
    return np.array(found, np.int64).reshape(-1, 3)


def _turned(
    standing: np.ndarray, changed: Change, concerned: Blocks
) -> tuple[np.ndarray, np.ndarray]:
    """Pair those who stayed, and compare how near they stood before and stand now."""
    gone = changed.left[np.isin(changed.left[:, 0], concerned.block)]
    came = changed.came[np.isin(changed.came[:, 0], concerned.block)]
    standing = np.concatenate((standing[~among(standing, came)], came, gone))
    was = np.ones(len(standing), bool)
    now = was.copy()
    was[len(standing) - len(came) - len(gone) : len(standing) - len(gone)] = False
    now[len(standing) - len(gone) :] = False

    order = np.lexsort((standing[:, 2], standing[:, 1], standing[:, 0]))
    stayed = (was & now)[order]
    standing = standing[order][stayed]
    places = np.column_stack((np.cumsum(was[order])[stayed], np.cumsum(now[order])[stayed]))
    return _compared(standing, places, concerned)


def _compared(
    standing: np.ndarray, places: np.ndarray, concerned: Blocks
) -> tuple[np.ndarray, np.ndarray]:
    starts, counts = bounds(standing[:, 0])
    at = np.searchsorted(concerned.block, standing[starts, 0])
    _, cap, neighbours = kinds(concerned.block[at])
    limit = np.where(concerned.crossed()[at], counts, neighbours)
    after = np.repeat(starts + counts - 1, counts) - np.arange(len(standing))
    left, right = spread(np.minimum(after, np.repeat(limit, counts)), np.arange(len(standing)))

    home = np.repeat(np.arange(len(starts)), counts)[left]
    apart = places[right] - places[left]
    live = np.column_stack((concerned.before[at] <= cap, concerned.now[at] <= cap))[home]
    met = live | (apart <= neighbours[home, None])
    pairs = np.column_stack((standing[left, 2], standing[right, 2]))
    return pairs[met[:, 1] & ~met[:, 0]], pairs[met[:, 0] & ~met[:, 1]]
