"""Is it the same employer?"""

import numpy as np
from rapidfuzz.fuzz import token_sort_ratio

from dedupe import packing
from dedupe.deck import Pairs
from dedupe.employer import Employer, akin, is_arabic

#: What likeness() says, by number.
KINDS = ("unknown", "same", "alike", "other")


def employer(pairs: Pairs) -> dict[str, np.ndarray]:
    """Tell employers that are the same, alike, unknown on a side, or hiring for others."""
    kinds = likenesses(pairs)
    said = {f"employer_{kind}": kinds == at for at, kind in enumerate(KINDS)}
    return said | {"agency": said["employer_other"] & for_others(pairs)}


def for_others(pairs: Pairs) -> np.ndarray:
    """Say where one of the two hires for others."""
    ours, theirs = pairs.numbers("agency")
    return (ours | theirs) > 0


def likenesses(pairs: Pairs) -> np.ndarray:
    """Return the number in KINDS of the likeness of each pair's employers."""
    return pairs.known("employers", lambda: pairs.each(pairs.deck.employers, _likeness, 1)[:, 0])


def _likeness(left: str, right: str) -> tuple[int]:
    return (KINDS.index(likeness(packing.employer(left), packing.employer(right))),)


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
    if akin(left, right):
        return "alike"
    if is_arabic(left) != is_arabic(right):
        return "unknown"  # a name that was translated says nothing against
    ours, theirs = set(left.words), set(right.words)
    if ours <= theirs or theirs <= ours:
        return "alike"
    return "alike" if token_sort_ratio(left.key, right.key) >= 88 else "other"
