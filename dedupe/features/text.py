"""How much of the one text is in the other?"""

import numpy as np

from dedupe.deck import Pairs

#: A text with fewer kept shingles says too little to tell from.
FEW = 8


def text(pairs: Pairs) -> dict[str, np.ndarray]:
    """Measure containment (a shortened copy has 1) and likeness of the texts' shingles."""
    both, (ours, theirs) = pairs.shared("shingles"), pairs.sizes("shingles")
    shorter = np.minimum(ours, theirs)
    containment = both / np.maximum(shorter, 1)
    return {
        "text_within": np.where(shorter >= 3, containment, 0),
        "text_alike": both / np.maximum(ours + theirs - both, 1),
        "text_thin": shorter < FEW,
    }
