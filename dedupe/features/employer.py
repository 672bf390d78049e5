"""Is it the same employer?"""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.fuzz import token_sort_ratio

from dedupe.employer import Employer
from dedupe.sketch import Sketch


def employer(lefts: Sequence[Sketch], rights: Sequence[Sketch]) -> dict[str, np.ndarray]:
    """Tell employers that are the same, alike, unknown on a side, or hiring for others."""
    pairs = [(a.employer, b.employer) for a, b in zip(lefts, rights, strict=True)]
    kinds = np.array([likeness(a, b) for a, b in pairs])
    return {
        "employer_same": kinds == "same",
        "employer_alike": kinds == "alike",
        "employer_unknown": kinds == "unknown",
        "employer_other": kinds == "other",
        "agency": (kinds == "other") & np.array([a.agency or b.agency for a, b in pairs]),
    }


def likeness(left: Employer, right: Employer) -> str:
    """Say same, alike, other or unknown.

    >>> likeness(Employer("trigo", ("trigo",)), Employer("trigo", ("trigo",)))
    'same'
    >>> likeness(Employer("arrow", ("arrow",)), Employer(None))
    'unknown'
    """
    if left.key is None or right.key is None:
        return "unknown"
    if left.key == right.key:
        return "same"
    if _arabic(left) != _arabic(right):
        return "unknown"  # a name that was translated says nothing against
    ours, theirs = set(left.words), set(right.words)
    if ours <= theirs or theirs <= ours:
        return "alike"
    return "alike" if token_sort_ratio(left.key, right.key) >= 88 else "other"


def _arabic(employer: Employer) -> bool:
    return any(word[0] >= "\u0621" for word in employer.words)
