"""Which postings stand together: constrained average link, the strongest edge first.

Two groups join where one of the strongest pairs between them is the same vacancy, no pair across
them is in conflict, and the pairs across them agree on average. So A never joins C merely because
both resemble B.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Key = tuple[str, ...]
#: The pairs across two groups: the sum of their scores, how many they are, and the lowest.
Across = tuple[int, int, int]

#: Scores have four digits; as whole numbers their sums do not hang on the order of adding.
UNIT = 10_000
#: What the pairs across two groups must reach on average.
MEAN = UNIT // 2
#: A pair that scores no more is in conflict.
CONFLICT = 2 * UNIT // 100


def clusters(
    keys: Mapping[K, Key], scores: Mapping[tuple[K, K], float], same: float
) -> list[list[K]]:
    """Part the nodes of KEYS into clusters, each sorted by key, the clusters by their first.

    KEYS gives each node what ties are broken by, which must not depend on the order of arrival.
    A pair that is not in SCORES says nothing.

    >>> scores = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.0}
    >>> clusters({"a": ("a",), "b": ("b",), "c": ("c",)}, scores, same=0.6)
    [['a', 'b'], ['c']]
    """
    groups, home = {node: [node] for node in keys}, {node: node for node in keys}
    across = _across(keys, scores)
    for left, right in _strongest_first(keys, scores, same):
        ours, theirs = home[left], home[right]
        if ours != theirs and _agree(across[ours][theirs]):
            if len(across[ours]) + len(groups[ours]) < len(across[theirs]) + len(groups[theirs]):
                ours, theirs = theirs, ours
            _join(across, ours, theirs)
            home |= dict.fromkeys(groups[theirs], ours)
            groups[ours] += groups.pop(theirs)

    ordered = [sorted(group, key=keys.__getitem__) for group in groups.values()]
    return sorted(ordered, key=lambda group: keys[group[0]])


def _strongest_first(
    keys: Mapping[K, Key], scores: Mapping[tuple[K, K], float], same: float
) -> Iterable[tuple[K, K]]:
    def rank(pair: tuple[K, K]) -> tuple:
        ends = sorted((keys[pair[0]], keys[pair[1]]))
        return (-scores[pair], ends)

    return sorted((pair for pair, score in scores.items() if score >= same), key=rank)


def _across(nodes: Iterable[K], scores: Mapping[tuple[K, K], float]) -> dict[K, dict[K, Across]]:
    across: dict[K, dict[K, Across]] = {node: {} for node in nodes}
    for (left, right), score in scores.items():
        whole = round(score * UNIT)
        across[left][right] = across[right][left] = (whole, 1, whole)
    return across


def _join(across: dict[K, dict[K, Across]], ours: K, theirs: K) -> None:
    """Add to OURS what THEIRS, the smaller, has with each of its neighbours: the others are not touched."""
    kept = across[ours]
    del kept[theirs]
    for other, (total, count, lowest) in across.pop(theirs).items():
        if other == ours:
            continue
        if other in kept:
            more, many, low = kept[other]
            total, count, lowest = total + more, count + many, min(lowest, low)
        del across[other][theirs]
        kept[other] = across[other][ours] = (total, count, lowest)


def _agree(across: Across) -> bool:
    total, count, lowest = across
    return lowest > CONFLICT and total >= MEAN * count
