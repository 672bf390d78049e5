"""Do page and reference point to one vacancy?"""

import numpy as np

from dedupe.deck import Pairs


def trace(pairs: Pairs) -> dict[str, np.ndarray]:
    """Compare addresses, references and sources."""
    ours, theirs = pairs.numbers("source")
    reference, other = pairs.numbers("reference")
    return {
        # One source's own page that tells of several vacancies is no evidence that they are one.
        "address_same": (ours != theirs) & (pairs.shared("addresses") > 0),
        "reference_same": (reference > 0) & (reference == other),
        "source_same": ours == theirs,
    }


def days_apart(pairs: Pairs) -> np.ndarray:
    """Count the days between the two publications; -1 where one is unknown."""
    ours, theirs = pairs.numbers("day")
    return np.where((ours < 0) | (theirs < 0), -1, np.abs(ours - theirs))
