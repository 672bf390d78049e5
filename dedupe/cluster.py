"""Which postings stand together: constrained average link, the strongest edge first.

Two groups join where one of the strongest pairs between them is the same vacancy, no pair across
them is in conflict, and the pairs across them agree on average. So A never joins C merely because
both resemble B.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Key = tuple[str, ...]

#: What the pairs across two groups must reach on average.
MEAN = 0.5
#: A pair that scores no more is in conflict.
CONFLICT = 0.02


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
    known = {frozenset(pair): score for pair, score in scores.items()}
    home = {node: [node] for node in keys}
    for left, right in _strongest_first(keys, scores, same):
        ours, theirs = home[left], home[right]
        if ours is not theirs and _agree(ours, theirs, known):
            ours.extend(theirs)
            for node in theirs:
                home[node] = ours
    groups = {id(group): group for group in home.values()}.values()

    ordered = [sorted(group, key=keys.__getitem__) for group in groups]
    return sorted(ordered, key=lambda group: keys[group[0]])


def _strongest_first(
    keys: Mapping[K, Key], scores: Mapping[tuple[K, K], float], same: float
) -> Iterable[tuple[K, K]]:
    def rank(pair: tuple[K, K]) -> tuple:
        ends = sorted((keys[pair[0]], keys[pair[1]]))
        return (-scores[pair], ends)

    return sorted((pair for pair, score in scores.items() if score >= same), key=rank)


def _agree(ours: list[K], theirs: list[K], known: Mapping[frozenset[K], float]) -> bool:
    across = [known.get(frozenset((a, b))) for a in ours for b in theirs]
    said = [score for score in across if score is not None]
    return min(said) > CONFLICT and sum(said) / len(said) >= MEAN
