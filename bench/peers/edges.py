"""Pairs that were compared, and the clusters they make at a threshold."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

#: Pairs weighed at once.
LOAD = 200_000


@dataclass(frozen=True)
class Edges:
    """Hold pairs of the first COUNT numbers, each with its weight."""

    count: int
    left: np.ndarray
    right: np.ndarray
    weight: np.ndarray

    def clusters(self, threshold: float) -> np.ndarray:
        """Give each number its cluster, joining pairs whose weight reaches THRESHOLD.

        >>> Edges(3, np.array([0, 1]), np.array([1, 2]), np.array([0.9, 0.5])).clusters(0.8).tolist()
        [0, 0, 1]
        """
        kept = self.weight >= threshold
        joined = (np.ones(kept.sum(), dtype=bool), (self.left[kept], self.right[kept]))
        return connected_components(coo_matrix(joined, (self.count, self.count)), directed=False)[1]


def weighed(
    count: int, pairs: np.ndarray, weigh: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> Edges:
    """Weigh PAIRS load by load, so that memory stays bounded."""
    left, right = pairs[:, 0], pairs[:, 1]
    loads = range(0, len(pairs), LOAD)
    weights = [weigh(left[at : at + LOAD], right[at : at + LOAD]) for at in loads]
    return Edges(count, left, right, np.concatenate([np.empty(0), *weights]))


def as_pairs(found: list[tuple[int, int]]) -> np.ndarray:
    """Give pairs as an array of two columns, also where there are none."""
    return np.array(found, dtype=np.int64).reshape(-1, 2)
