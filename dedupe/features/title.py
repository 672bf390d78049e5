"""Do the two titles name the same work?"""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import cpdist

from dedupe.sketch import Sketch

#: Two words at least this alike are one word, typed twice.
TYPO = 0.93


def title(lefts: Sequence[Sketch], rights: Sequence[Sketch]) -> dict[str, np.ndarray]:
    """Measure how alike the terms of the titles are, and how they differ."""
    apart = [leftovers(a, b) for a, b in zip(lefts, rights, strict=True)]
    ratio = cpdist(
        [s.title.key for s in lefts], [s.title.key for s in rights], scorer=token_sort_ratio
    )
    named = np.array(
        [bool(a.title.terms and b.title.terms) for a, b in zip(lefts, rights, strict=True)]
    )
    only_left = np.array([len(left) for left, _ in apart])
    only_right = np.array([len(right) for _, right in apart])
    fewer, more = np.minimum(only_left, only_right), np.maximum(only_left, only_right)
    return {
        "title_same": named & (more == 0),
        "title_extra": np.where(named & (fewer == 0), np.minimum(more, 4) / 4, 0),
        "title_swapped": named & (fewer > 0),
        "title_alike": np.where(named, np.maximum(0, ratio / 50 - 1), 0),
    }


def leftovers(left: Sketch, right: Sketch) -> tuple[set[str], set[str]]:
    """Return the terms of each title that the other lacks, typing errors aside."""
    only_left = set(left.title.terms - right.title.terms)
    only_right = set(right.title.terms - left.title.terms)
    for term in sorted(only_left):
        twin = next((other for other in sorted(only_right) if _one_word(term, other)), None)
        if twin:
            only_left.discard(term)
            only_right.discard(twin)
    return only_left, only_right


def _one_word(left: str, right: str) -> bool:
    short = min(len(left), len(right))
    return short >= 5 and JaroWinkler.similarity(left, right) >= TYPO
