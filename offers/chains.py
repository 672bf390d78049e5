"""How the postings of one offer hang together: from one to each other, link by link."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)


def reached(start: K, links: Mapping[tuple[K, K], float]) -> dict[K, K]:
    """Return for each node that LINKS lead to from START the one before it: fewest steps, then the strongest.

    >>> reached("a", {("a", "b"): 0.9, ("c", "b"): 0.8, ("c", "d"): 0.9, ("b", "d"): 0.7})
    {'b': 'a', 'c': 'b', 'd': 'b'}
    """
    doors: dict[K, list[tuple[float, K]]] = {}
    for (left, right), score in links.items():
        doors.setdefault(left, []).append((score, right))
        doors.setdefault(right, []).append((score, left))
    before: dict[K, K] = {}
    layer = [start]
    while layer:
        found: dict[K, tuple[float, K]] = {}
        for here in layer:
            for score, there in doors.get(here, ()):
                known = there == start or there in before
                if not known and (there not in found or score > found[there][0]):
                    found[there] = (score, here)
        before |= {there: here for there, (_, here) in found.items()}
        layer = list(found)
    return before


def steps(end: K, before: Mapping[K, K]) -> list[Any]:
    """List the nodes between the start of BEFORE and END, in order.

    >>> steps("d", {"b": "a", "c": "b", "d": "c"})
    ['b', 'c']
    """
    found: list[K] = []
    while (end := before[end]) in before:
        found.append(end)
    return found[::-1]
