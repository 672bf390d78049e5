"""The map of the regions: its shapes, and the class that each region's figure falls in."""

from collections.abc import Mapping
from dataclasses import dataclass

from offers.taxonomy import rows

CLASSES = 4
#: What the shapes were drawn for: the width is that of offers/taxonomy/shapes.py.
VIEW = "0 0 600 650"


@dataclass(frozen=True, kw_only=True)
class Class:
    """Hold the least and the most figure of a class."""

    number: int
    least: int
    most: int


def shapes() -> tuple[dict[str, str], ...]:
    """Return the shape of each region, and the place for its figure."""
    return rows("shapes")


def classed(figures: Mapping[str, int]) -> dict[str, int]:
    """Part FIGURES by quantiles into CLASSES; equals stay together, and none is class 0.

    >>> classed({"01": 255, "06": 557, "10": 0, "12": 20, "04": 341})
    {'01': 2, '06': 4, '10': 0, '12': 1, '04': 3}
    """
    some = sorted(n for n in figures.values() if n)
    return {
        code: 1 + CLASSES * some.index(n) // len(some) if n else 0 for code, n in figures.items()
    }


def legend(figures: Mapping[str, int]) -> list[Class]:
    """Say what each class stands for, the least first.

    >>> legend({"06": 557, "12": 20})
    [Class(number=1, least=20, most=20), Class(number=3, least=557, most=557)]
    """
    found: dict[int, list[int]] = {}
    for code, number in classed(figures).items():
        found.setdefault(number, []).append(figures[code])
    return [Class(number=n, least=min(found[n]), most=max(found[n])) for n in sorted(found)]
