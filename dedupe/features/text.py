"""How much of the one text is in the other?"""

from collections.abc import Sequence

import numpy as np

from dedupe.features.asked import differ
from dedupe.shingles import shared
from dedupe.sketch import Sketch

#: A text with fewer kept shingles says too little to tell from.
FEW = 8


def text(lefts: Sequence[Sketch], rights: Sequence[Sketch]) -> dict[str, np.ndarray]:
    """Measure containment (a shortened copy has 1) and likeness of the texts' shingles."""
    both = shared([s.shingles for s in lefts], [s.shingles for s in rights])
    ours = np.array([len(s.shingles) for s in lefts])
    theirs = np.array([len(s.shingles) for s in rights])
    shorter = np.minimum(ours, theirs)
    containment = both / np.maximum(shorter, 1)
    translated = np.array(
        [differ(a.language, b.language) for a, b in zip(lefts, rights, strict=True)]
    )
    enough = shorter >= FEW
    return {
        "text_within": np.where(shorter >= 3, containment, 0),
        "text_alike": both / np.maximum(ours + theirs - both, 1),
        "text_thin": ~enough,
        "text_apart": (shorter >= 4 * FEW) & (containment < 0.05) & ~translated,
    }
