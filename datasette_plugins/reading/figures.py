"""Figures drawn by the server: bars beside numbers, columns for months, shares that say of how many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from datasette_plugins.reading.reader import LOCALES, Reader

MOST_BARS = 8
#: A share of fewer than so many is said as « 2 of 3 », never in percent.
FEW = 10
#: The size of a chart of columns, in its own units: the letters in it are 12 high.
WIDTH, HEIGHT, ABOVE = 320, 96, 16


class Bar(NamedTuple):
    """Hold a line of a table of figures: its bar is PERCENT of the longest."""

    name: str
    n: int
    percent: int
    url: str | None = None


class Share(NamedTuple):
    """Hold how many of how many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share in percent; None where so few say nothing.

        >>> Share(1, 3).percent, Share(5, 40).percent
        (None, 12)
        """
        return percent(self.part, self.whole) if self.whole >= FEW else None


class Column(NamedTuple):
    """Hold a column of a chart, in the units of its drawing."""

    name: str  # in full
    short: str  # every second one is named: twelve names do not fit on a phone
    n: int
    x: float
    y: float
    width: float
    height: float


def percent(part: int, whole: int) -> int:
    """Return PART in percent of WHOLE.

    >>> percent(1, 3), percent(0, 0)
    (33, 0)
    """
    return round(100 * part / whole) if whole else 0


@dataclass(frozen=True)
class Link:
    """Write the search for one value of FIELD beside what is chosen already."""

    reader: Reader
    field: str
    chosen: Sequence[tuple[str, str]] = ()

    def __call__(self, value: str) -> str:
        return self.reader.link("/", [*self.chosen, (self.field, value)])


def bars(
    counts: Mapping[str, int],
    name: Callable[[str], str],
    url: Callable[[str], str] | None = None,
    most: int = MOST_BARS,
) -> list[Bar]:
    """Draw the values that COUNTS most of, each by its NAME and leading to its URL.

    >>> bars({"fes": 1, "rabat": 4}, str.title)
    [Bar(name='Rabat', n=4, percent=100, url=None), Bar(name='Fes', n=1, percent=25, url=None)]
    """
    chosen = sorted(counts, key=lambda value: (-counts[value], value))[:most]
    return [
        Bar(name(v), counts[v], percent(counts[v], counts[chosen[0]]), url(v) if url else None)
        for v in chosen
    ]


def columns(months: Sequence[tuple[date, int]], reader: Reader) -> list[Column]:
    """Draw a column a month; time runs the way that the page is read.

    >>> reader = Reader(lang="en", today=date(2026, 11, 21))
    >>> [(c.short, c.n, c.x, c.height) for c in columns([(date(2026, 10, 1), 2), (date(2026, 11, 1), 4)], reader)]
    [('', 2, 0.0, 48.0), ('Nov', 4, 160.0, 96.0)]
    """
    wide, most = WIDTH / max(1, len(months)), max((n for _, n in months), default=0) or 1
    drawn = []
    for place, (month, n) in enumerate(months):
        x = (len(months) - 1 - place if reader.dir == "rtl" else place) * wide
        high = round(HEIGHT * n / most, 1)
        named = (len(months) - place) % 2
        full, short = (
            format_date(month, form, locale=LOCALES[reader.lang]) for form in ("MMMM y", "LLL")
        )
        drawn.append(
            Column(full, short if named else "", n, round(x, 1), HEIGHT + ABOVE - high, wide, high)
        )
    return drawn
