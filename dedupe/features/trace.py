"""Do page, reference and days point to one vacancy?"""

from collections.abc import Sequence

import numpy as np

from dedupe.sketch import Sketch


def trace(lefts: Sequence[Sketch], rights: Sequence[Sketch]) -> dict[str, np.ndarray]:
    """Compare addresses, references, days and sources."""
    pairs = list(zip(lefts, rights, strict=True))
    apart = np.array([days_apart(a, b) for a, b in pairs])
    return {
        # One source's own page that tells of several vacancies is no evidence that they are one.
        "address_same": np.array(
            [a.source != b.source and bool(a.addresses & b.addresses) for a, b in pairs]
        ),
        "reference_same": np.array(
            [bool(a.reference) and a.reference == b.reference for a, b in pairs]
        ),
        "days_far": apart > 120,
        "source_same": np.array([a.source == b.source for a, b in pairs]),
    }


def days_apart(left: Sketch, right: Sketch) -> int:
    """Count the days between the two publications; -1 where one is unknown."""
    return -1 if left.day is None or right.day is None else abs(left.day - right.day)
