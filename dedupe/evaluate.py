"""How good is the merge: precision and recall against the truth of a world, or labelled pairs."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

#: How a copy may differ from the posting before it, in Eurostat's words and two more, in order.
KINDS = ("FULL", "TEMPORAL", "NEAR", "PARTIAL", "SEMANTIC", "TRANSLATED")


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
        return _harmonic(self.precision, self.recall)


@dataclass(frozen=True)
class BCubed:
    """Hold how pure and how whole clusters are, as the mean over postings."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return _harmonic(self.precision, self.recall)


def pairwise(truth: Mapping[K, Hashable], found: Mapping[K, Hashable]) -> Measure:
    """Compare two partitions by all pairs of TRUTH's keys, counted, not listed.

    A key that is not in FOUND stands alone there.

    >>> pairwise({"a": 1, "b": 1, "c": 2}, {"a": 7, "b": 7, "c": 7}).precision
    0.3333333333333333
    """
    place = _places(truth, found)
    there = _pairs(Counter(truth.values()))
    said = _pairs(Counter(place.values()))
    right = _pairs(Counter((truth[key], place[key]) for key in truth))
    return Measure(_pairs([len(truth)]), right, said - right, there - right)


def bcubed(truth: Mapping[K, Hashable], found: Mapping[K, Hashable]) -> BCubed:
    """Compare two partitions posting by posting: how much of its cluster is of its vacancy, and the reverse.

    Unlike pairs, which a few large clusters decide, every posting weighs the same (Bagga and Baldwin,
    "Algorithms for Scoring Coreference Chains", 1998). A key that is not in FOUND stands alone there.

    >>> bcubed({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": 7, "b": 7, "c": 7, "d": 7})
    BCubed(precision=0.5, recall=1.0)
    """
    if not truth:
        return BCubed(1.0, 1.0)
    place = _places(truth, found)
    there, said = Counter(truth.values()), Counter(place.values())
    shared = Counter((truth[key], place[key]) for key in truth)
    pure = sum(n * n / said[at] for (_, at), n in shared.items())
    whole = sum(n * n / there[vacancy] for (vacancy, _), n in shared.items())
    return BCubed(pure / len(truth), whole / len(truth))


def by_kind(
    kinds: Mapping[K, str], truth: Mapping[K, Hashable], found: Mapping[K, Hashable]
) -> dict[str, Measure]:
    """Say for each kind of copy how many share an offer with an earlier posting of their vacancy.

    TRUTH's keys stand in the order they were posted; those without one of KINDS are no copies and
    come before all that are. A copy of what is not in TRUTH is not counted.

    >>> truth, found = {"a": 1, "b": 1, "c": 1}, {"a": 7, "b": 7, "c": 8}
    >>> told = by_kind({"b": "full", "c": "near"}, truth, found)
    >>> {kind: measure.recall for kind, measure in told.items()}
    {'FULL': 1.0, 'NEAR': 0.0}
    """
    place = _places(truth, found)
    seen: dict[Hashable, set[Hashable]] = defaultdict(set)
    answers: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for key in sorted(truth, key=lambda key: key in kinds):
        earlier = seen[truth[key]]
        if key in kinds and earlier:
            answers[kinds[key].upper()].append((True, place[key] in earlier))
        earlier.add(place[key])
    return {kind: Measure.count(answers[kind]) for kind in KINDS if kind in answers}


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


def _places(keys: Iterable[K], found: Mapping[K, Hashable]) -> dict[K, tuple[bool, Hashable]]:
    """Say in which cluster each of KEYS stands; one that is not in FOUND, in its own."""
    return {key: (True, found[key]) if key in found else (False, key) for key in keys}


def _harmonic(precision: float, recall: float) -> float:
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def _pairs(sizes: Counter | Iterable[int]) -> int:
    counts = sizes.values() if isinstance(sizes, Counter) else sizes
    return sum(size * (size - 1) // 2 for size in counts)
