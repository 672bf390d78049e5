"""Is it the same place?"""

from collections.abc import Sequence

import numpy as np

from dedupe.sketch import Sketch


def place(lefts: Sequence[Sketch], rights: Sequence[Sketch]) -> dict[str, np.ndarray]:
    """Tell places that overlap, and those unknown on a side; towns named in the texts help then."""
    pairs = list(zip(lefts, rights, strict=True))
    same = np.array([bool(a.places & b.places) for a, b in pairs])
    known = np.array([bool(a.places and b.places) for a, b in pairs])
    return {
        "place_same": same,
        "place_unknown": ~known,
        "text_towns_other": np.array([_texts_elsewhere(a, b) for a, b in pairs]),
    }


def elsewhere(left: Sketch, right: Sketch) -> bool:
    """Say whether both places are known and have nothing in common; towns overlap, not regions."""
    return bool(left.places and right.places) and not left.places & right.places


def _texts_elsewhere(left: Sketch, right: Sketch) -> bool:
    ours, theirs = left.text_towns, right.text_towns
    return bool(ours and theirs) and not ours & theirs
