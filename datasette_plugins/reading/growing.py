"""How many offers were opened in the last thirty days, against the thirty before."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from datasette_plugins.reading.values import Values, days

WINDOW = 30
#: A rate is told from so many offers on in the earlier window.
FEW = 20

COUNT = "select count(*) from offer_search where offer_search match :match"


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


async def growth(db: Any, known: Values, sector: str, today: date, told: bool) -> Growth:
    """Count what SECTOR opened in both windows, whether open still or not."""

    async def opened(first: date) -> int:
        when = known.any_of("published", days(first, WINDOW))
        match = f"facets : ({known.any_of('sector', [sector])} AND {when})"
        return (await db.execute(COUNT, {"match": match})).first()[0]

    now = await opened(today - timedelta(days=WINDOW - 1))
    return Growth(now, await opened(today - timedelta(days=2 * WINDOW - 1)) if told else None)
