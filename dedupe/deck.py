"""Many sketches side by side: a column a number, a sparse matrix a set, so that pairs are compared in bulk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from scipy.sparse import csr_array

from dedupe.packing import HEAD, NUMBERS, SETS, Packed, pack
from dedupe.sketch import Sketch

#: The columns of a matrix: whatever a 31-bit number can be.
WIDTH = 2**31 - 1


@dataclass
class Deck:
    """Hold sketches in the order of IDS, which ascend."""

    ids: np.ndarray
    titles: list[str]
    employers: list[str]
    numbers: dict[str, np.ndarray]
    sets: dict[str, csr_array]

    @classmethod
    def of(cls, packed: Sequence[Packed]) -> Self:
        """Lay PACKED sketches, sorted by posting, side by side."""
        items = np.frombuffer(b"".join(one.numbers for one in packed), dtype="<i4")
        lengths = np.array([len(one.numbers) // 4 for one in packed], dtype=np.int64)
        starts = np.cumsum(lengths) - lengths
        head = items[starts[:, None] + np.arange(HEAD)]
        sizes = head[:, len(NUMBERS) :].astype(np.int64)
        begins = starts[:, None] + HEAD + np.cumsum(sizes, axis=1) - sizes
        return cls(
            ids=np.array([one.posting for one in packed], dtype=np.int64),
            titles=[one.title for one in packed],
            employers=[one.employer for one in packed],
            numbers={name: head[:, at] for at, name in enumerate(NUMBERS)},
            sets={n: _matrix(items, begins[:, at], sizes[:, at]) for at, n in enumerate(SETS)},
        )

    def rows(self, postings: np.ndarray) -> np.ndarray:
        """Return where POSTINGS stand in the deck; KeyError where one does not."""
        at = np.searchsorted(self.ids, postings)
        found = at < len(self.ids)
        if not found.all() or (self.ids[at] != postings).any():
            raise KeyError("a posting has no sketch")
        return at


def _matrix(items: np.ndarray, begins: np.ndarray, sizes: np.ndarray) -> csr_array:
    """Cut one set of each sketch out of ITEMS: row by row, sorted, each item once."""
    ends = np.cumsum(sizes)
    flat = np.repeat(begins - (ends - sizes), sizes) + np.arange(sizes.sum())
    indptr = np.concatenate([[0], ends]).astype(np.int32)
    data = np.ones(len(flat), dtype=np.int8)
    return csr_array((data, items[flat], indptr), shape=(len(sizes), WIDTH))


@dataclass
class Pairs:
    """Hold pairs of rows of a deck, and what was once found out about them."""

    deck: Deck
    left: np.ndarray
    right: np.ndarray
    _known: dict[object, np.ndarray] = field(default_factory=dict)

    @classmethod
    def between(cls, lefts: Sequence[Sketch], rights: Sequence[Sketch]) -> Self:
        """Pair sketches one by one; their ids do not matter."""
        both = [pack(one)._replace(posting=at) for at, one in enumerate([*lefts, *rights])]
        rows = np.arange(len(both))
        return cls(Deck.of(both), rows[: len(lefts)], rows[len(lefts) :])

    def __len__(self) -> int:
        return len(self.left)

    def take(self, which: np.ndarray) -> "Pairs":
        """Return the pairs WHICH, and what is known of them."""
        known = {name: values[which] for name, values in self._known.items()}
        return Pairs(self.deck, self.left[which], self.right[which], known)

    def numbers(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the number NAME of the left and of the right."""
        column = self.deck.numbers[name]
        return column[self.left], column[self.right]

    def sizes(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Return how large the set NAME of the left and of the right is."""
        sizes = np.diff(self.deck.sets[name].indptr)
        return sizes[self.left], sizes[self.right]

    def shared(self, name: str, other: str = "") -> np.ndarray:
        """Count what the left's set NAME has in common with the right's set OTHER, or NAME."""
        return self.known(("shared", name, other), lambda: self._shared(name, other or name))

    def _shared(self, name: str, other: str) -> np.ndarray:
        ours, theirs = self.deck.sets[name], self.deck.sets[other]
        left, right = np.diff(ours.indptr)[self.left], np.diff(theirs.indptr)[self.right]
        both = np.flatnonzero((left > 0) & (right > 0))
        counts = np.zeros(len(self), dtype=np.int64)
        if len(both):
            common = ours[self.left[both]].multiply(theirs[self.right[both]])
            counts[both] = np.diff(common.tocsr().indptr)
        return counts

    def turned(self) -> "Pairs":
        """Return the pairs with left and right exchanged."""
        return Pairs(self.deck, self.right, self.left)

    def known(self, name: object, find: Callable[[], np.ndarray]) -> np.ndarray:
        """Return what is known under NAME, and FIND it out first where nothing is."""
        if name not in self._known:
            self._known[name] = find()
        return self._known[name]

    def says(self, column: list[str], ask: Callable[[str, str], Iterable[int]]) -> np.ndarray:
        """Count which of the codes that ASK gives for two strings the right's text says.

        ASK gets the strings of every two in COLUMN only once, in the order left, right.
        """
        every, where = self._strings(column)
        asked = [sorted(ask(left, right)) for left, right in every]
        items = np.array([item for codes in asked for item in codes], dtype=np.int32)
        sizes = np.array([len(codes) for codes in asked], dtype=np.int64)
        wanted = _matrix(items, np.cumsum(sizes) - sizes, sizes)
        some, counts = np.flatnonzero(sizes[where]), np.zeros(len(self), dtype=np.int64)
        said = self.deck.sets["said"][self.right[some]].multiply(wanted[where[some]])
        counts[some] = np.diff(said.tocsr().indptr)
        return counts

    def each(
        self, column: list[str], compare: Callable[[str, str], Sequence[float]], width: int
    ) -> np.ndarray:
        """COMPARE two strings of each pair, every two only once; return WIDTH columns.

        COMPARE gets the two in the order left, right.
        """
        every, where = self._strings(column)
        said = [compare(left, right) for left, right in every]
        return np.array(said, dtype=float).reshape(len(every), width)[where]

    def _strings(self, column: list[str]) -> tuple[list[tuple[str, str]], np.ndarray]:
        """List every two strings that stand in a pair, each once, and say which each pair has."""
        numbers: dict[str, int] = {}
        rows, ends = np.unique(np.concatenate([self.left, self.right]), return_inverse=True)
        named = np.array([numbers.setdefault(column[row], len(numbers)) for row in rows.tolist()])
        left, right = named[ends[: len(self)]], named[ends[len(self) :]]
        keys, where = np.unique(left * len(numbers) + right, return_inverse=True)
        words = list(numbers)
        every = [(words[k // len(words)], words[k % len(words)]) for k in keys.tolist()]
        return every, where
