"""What offers were, open and closed: the newest of an employer or a sector, read once and counted here."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from datasette_plugins.reading.reader import read_day
from offers.taxonomy import rows

#: Of so many offers at most, the newest, a page tells the past.
NEWEST = 2_000
#: How long offers stay open is told from so many closed ones on.
ENOUGH_CLOSED = 5

OFFERS = """
select
  o.id, coalesce(o.published_on, substr(o.first_seen, 1, 10)) as opened, o.closed_on,
  o.skill_codes, o.occupation_code
from (
  select rowid as id from offer_search where offer_search match :match
  order by rowid desc limit :limit
) hit
join offers o on o.id = hit.id
order by o.id desc
"""
BEGAN = "select first_seen from offers order by id limit 1"


class Past(NamedTuple):
    """Hold what is told of one offer."""

    id: int
    opened: str
    closed_on: str | None
    skill_codes: str | None
    occupation_code: str | None

    @property
    def days(self) -> int | None:
        """How many days it was open; None while it is."""
        opened, closed = read_day(self.opened), read_day(self.closed_on)
        return max(0, (closed - opened).days) if opened and closed else None


async def past(db: Any, match: str) -> list[Past]:
    """Read the newest offers that the expression MATCH finds, open or closed."""
    found = await db.execute(OFFERS, {"match": match, "limit": NEWEST})
    return [Past(*row) for row in found.rows]


async def began(db: Any) -> date | None:
    """Return the day since which offers are read; None before the first."""
    row = (await db.execute(BEGAN)).first()
    return read_day(row[0]) if row else None


def stay(offers: Iterable[Past]) -> tuple[int | None, int]:
    """Return the median of the days that the closed ones of OFFERS were open, and how many these are.

    >>> stay([Past(n, "2026-11-01", f"2026-11-{n:02}", None, None) for n in (5, 6, 7, 8, 30)])
    (6, 5)
    >>> stay([Past(1, "2026-11-01", None, None, None)])
    (None, 0)
    """
    known = [offer.days for offer in offers if offer.days is not None]
    return (round(median(known)) if len(known) >= ENOUGH_CLOSED else None, len(known))


def skills(offers: Iterable[Past]) -> Counter[str]:
    """Count the skills that OFFERS ask for, beside diplomas and languages.

    >>> skills([Past(1, "2026-10-03", None, '["sql", "python", "bac2"]', None)])
    Counter({'sql': 1, 'python': 1})
    """
    asked = (json.loads(offer.skill_codes) for offer in offers if offer.skill_codes)
    return Counter(code for codes in asked for code in codes if code in _skills())


@cache
def _skills() -> frozenset[str]:
    return frozenset(r["code"] for r in rows("skills") if r["kind"] not in ("diploma", "language"))


def occupations(offers: Iterable[Past]) -> Counter[str]:
    """Count the occupations of OFFERS."""
    return Counter(offer.occupation_code for offer in offers if offer.occupation_code)


def last_closed(offers: Sequence[Past], most: int) -> list[Past]:
    """Choose MOST of OFFERS, those that closed last."""
    closed = [offer for offer in offers if offer.closed_on]
    return sorted(closed, key=lambda offer: (offer.closed_on, offer.id), reverse=True)[:most]
