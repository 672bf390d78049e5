"""How many offers were opened when: counted by the days of publication that the search index keeps."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from datasette_plugins.reading.matching import AHEAD
from datasette_plugins.reading.values import Values, days

WINDOW = 30
#: A rate is told from so many offers on in the earlier window.
FEW = 20
MONTHS = 12

COUNT = "select count(*) from offer_search where offer_search match :match"


@dataclass(frozen=True)
class Opened:
    """Count the offers with one value of a field, whether open still or not."""

    db: Any
    known: Values
    field: str
    code: str

    async def ever(self) -> int:
        """Count all of them."""
        return await self._count(f"facets : {self._value()}")

    async def on(self, first: date, count: int) -> int:
        """Count those opened on COUNT days from FIRST on."""
        when = self.known.any_of("published", days(first, count))
        return await self._count(f"facets : ({self._value()} AND {when})")

    def _value(self) -> str:
        return self.known.any_of(self.field, [self.code])

    async def _count(self, match: str) -> int:
        return (await self.db.execute(COUNT, {"match": match})).first()[0]


async def months(opened: Opened, today: date) -> list[tuple[date, int]]:
    """Count what was opened in each of the last twelve months, the oldest first; what is dated ahead in the last."""
    firsts = last_months(today)
    ends = [*firsts[1:], today + timedelta(days=1 + AHEAD)]
    return [
        (first, await opened.on(first, (end - first).days))
        for first, end in zip(firsts, ends, strict=True)
    ]


def last_months(today: date) -> list[date]:
    """List the first days of the last twelve months, that of TODAY among them.

    >>> months = last_months(date(2026, 11, 21))
    >>> months[0], months[-1]
    (datetime.date(2025, 12, 1), datetime.date(2026, 11, 1))
    """
    last = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


@dataclass(frozen=True)
class Growth:
    """Hold the offers opened lately, and BEFORE where we read long enough to know."""

    now: int
    before: int | None

    @property
    def rate(self) -> int | None:
        """The growth in percent; None where it cannot be told.

        >>> Growth(30, 20).rate, Growth(30, 3).rate, Growth(30, None).rate
        (50, None, None)
        """
        if self.before is None or self.before < FEW:
            return None
        return round(100 * (self.now - self.before) / self.before)

    @property
    def state(self) -> str:
        """Say whether growth is told, and if not, why.

        >>> Growth(30, 3).state, Growth(30, None).state
        ('few', 'young')
        """
        return "young" if self.before is None else "few" if self.rate is None else "told"


def is_told(since: date | None, today: date) -> bool:
    """Tell whether both windows lie in the time that we have read, which began SINCE.

    What opened and closed before that nobody counted: every sector would seem to grow.

    >>> is_told(date(2026, 9, 1), date(2026, 11, 21)), is_told(date(2026, 11, 1), date(2026, 11, 21))
    (True, False)
    """
    return since is not None and (today - since).days >= 2 * WINDOW


async def growth(opened: Opened, today: date, told: bool) -> Growth:
    """Count what was opened in the last thirty days and, where it can be TOLD, in the thirty before."""
    now = await opened.on(today - timedelta(days=WINDOW - 1), WINDOW)
    before = await opened.on(today - timedelta(days=2 * WINDOW - 1), WINDOW) if told else None
    return Growth(now, before)
