"""How good is the merge: precision and recall against the truth of a world, or labelled pairs."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Measure:
    """Count pairs, those found rightly and wrongly, and those missed."""

    pairs: int
    right: int
    wrong: int
    missed: int

    @classmethod
    def count(cls, answers: Iterable[tuple[bool, bool]]) -> "Measure":
        """Count answers, each the truth and what was found.

        >>> Measure.count([(True, True), (True, False), (False, False)]).recall
        0.5
        """
        seen = Counter(answers)
        return cls(sum(seen.values()), seen[True, True], seen[False, True], seen[True, False])

    @property
    def precision(self) -> float:
        """Return which share of what was found is right; 1 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Return which share of what there is was found; 1 where there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(truth: Mapping[K, Hashable], found: Mapping[K, Hashable]) -> Measure:
    """Compare two partitions by all pairs of TRUTH's keys, counted, not listed.

    A key that is not in FOUND stands alone there.

    >>> pairwise({"a": 1, "b": 1, "c": 2}, {"a": 7, "b": 7, "c": 7}).precision
    0.3333333333333333
    """
    place = {key: (True, found[key]) if key in found else (False, key) for key in truth}
    there = _pairs(Counter(truth.values()))
    said = _pairs(Counter(place.values()))
    right = _pairs(Counter((truth[key], place[key]) for key in truth))
    return Measure(_pairs([len(truth)]), right, said - right, there - right)


def labelled(pairs: Iterable[tuple[bool, K, K]], found: Mapping[K, Hashable]) -> Measure:
    """Compare labelled pairs with the offers that their postings ended in.

    A posting that is not in FOUND was refused on its way and shares an offer with none.

    >>> labelled([(True, "a", "b")], {"a": 1, "b": 1}).f1
    1.0
    """
    return Measure.count(
        (same, left in found and right in found and found[left] == found[right])
        for same, left, right in pairs
    )


def _pairs(sizes: Counter | Iterable[int]) -> int:
    counts = sizes.values() if isinstance(sizes, Counter) else sizes
    return sum(size * (size - 1) // 2 for size in counts)
