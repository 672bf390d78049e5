"""Is it the same place?"""

import numpy as np

from dedupe.deck import Pairs


def place(pairs: Pairs) -> dict[str, np.ndarray]:
    """Tell places that overlap, and those unknown on a side; towns named in the texts help then."""
    return {
        "place_same": pairs.shared("places") > 0,
        "place_unknown": ~both_say(pairs, "places"),
        "text_towns_other": both_say(pairs, "text_towns") & (pairs.shared("text_towns") == 0),
    }


def elsewhere(pairs: Pairs) -> np.ndarray:
    """Say where both places are known and have nothing in common; towns overlap, not regions."""
    return both_say(pairs, "places") & (pairs.shared("places") == 0)


def both_say(pairs: Pairs, name: str) -> np.ndarray:
    """Say where neither set NAME is empty."""
    ours, theirs = pairs.sizes(name)
    return (ours > 0) & (theirs > 0)
