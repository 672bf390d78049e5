"""Do the two ask and offer the same, whatever their words and language?"""

import numpy as np

from dedupe.deck import Pairs
from dedupe.features.asked import differ
from dedupe.features.title import EQUAL, apart

#: A posting that names fewer codes says too little to tell from.
FEW = 5
#: The share of codes in common at which two postings are as alike as they are apart, and the reach to either end.
MIDDLE, REACH = 0.45, 0.2


def codes(pairs: Pairs) -> dict[str, np.ndarray]:
    """Measure how much of all that either asks or offers both do; and the work, the positions."""
    share = codes_shared(pairs)
    lean = np.where(np.isnan(share), 0, np.clip((share - MIDDLE) / REACH, -1, 1))
    work, other = pairs.numbers("work")
    return {
        "codes_alike": np.maximum(0, lean),
        "codes_apart": np.maximum(0, -lean),
        "positions_other": differ(pairs, "positions"),
        "work_same": (work > 0) & (work == other) & (apart(pairs)[:, EQUAL] == 0),
    }


def codes_shared(pairs: Pairs) -> np.ndarray:
    """Return the share of the codes of either that both name; NaN where one names too few."""
    ours, theirs = pairs.sizes("codes")
    both = pairs.shared("codes")
    share = both / np.maximum(ours + theirs - both, 1)
    return np.where(np.minimum(ours, theirs) < FEW, np.nan, share)
