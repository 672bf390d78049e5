"""Do the numbers and the contract agree?"""

import numpy as np

from dedupe.deck import Pairs
from dedupe.features.place import both_say


def asked(pairs: Pairs) -> dict[str, np.ndarray]:
    """Compare pay, years asked, contract and level; unknown neither agrees nor conflicts."""
    pay = pairs.shared("amounts")
    return {
        "pay_same": pay > 0,
        "pay_other": both_say(pairs, "amounts") & (pay == 0),
        "years_other": _years_apart(pairs),
        "contract_other": differ(pairs, "contract"),
        "level_one_sided": _level_one_sided(pairs),
    }


def _years_apart(pairs: Pairs) -> np.ndarray:
    """Say where the years asked are far apart: sites write one demand as bands of their own."""
    ours, theirs = pairs.numbers("years")
    return (ours >= 0) & (theirs >= 0) & (np.abs(ours - theirs) >= 3)


def _level_one_sided(pairs: Pairs) -> np.ndarray:
    ours, theirs = (
        a + b for a, b in zip(*map(pairs.sizes, ("levels", "said_levels")), strict=True)
    )
    return (ours > 0) != (theirs > 0)


def differ(pairs: Pairs, name: str) -> np.ndarray:
    """Say where both know the number NAME, and it is not one."""
    ours, theirs = pairs.numbers(name)
    return (ours > 0) & (theirs > 0) & (ours != theirs)
