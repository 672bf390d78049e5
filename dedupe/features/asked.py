"""Do the numbers, the contract and the language agree?"""

from collections.abc import Callable, Sequence

import numpy as np

from dedupe.sketch import Sketch


def asked(lefts: Sequence[Sketch], rights: Sequence[Sketch]) -> dict[str, np.ndarray]:
    """Compare pay, years asked, contract, level and language; unknown neither agrees nor conflicts."""
    pairs = list(zip(lefts, rights, strict=True))

    def each(holds: Callable[[Sketch, Sketch], bool]) -> np.ndarray:
        return np.array([holds(a, b) for a, b in pairs], dtype=bool)

    return {
        "pay_same": each(lambda a, b: bool(a.amounts & b.amounts)),
        "pay_other": each(lambda a, b: bool(a.amounts and b.amounts) and not a.amounts & b.amounts),
        "years_other": each(_years_apart),
        "contract_other": each(lambda a, b: differ(a.contract, b.contract)),
        "level_one_sided": each(lambda a, b: bool(a.title.levels) != bool(b.title.levels)),
        "language_other": each(lambda a, b: differ(a.language, b.language)),
    }


def _years_apart(left: Sketch, right: Sketch) -> bool:
    """Say whether the years asked are far apart: sites write one demand as bands of their own."""
    return left.years is not None and right.years is not None and abs(left.years - right.years) >= 3


def differ(left: object, right: object) -> bool:
    """Say whether both are known and unequal.

    >>> differ(2, 3), differ(2, None)
    (True, False)
    """
    return left is not None and right is not None and left != right
