"""The offers of a search part by part: none comes twice and none is lost while new ones arrive."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.found import (
    HITS,
    MOST_COUNTED,
    ORDERS,
    Search,
    chosen_offers,
    count,
    search,
)
from datasette_plugins.reading.matching import is_bare

BY_ID = f"select rowid from {HITS} and rowid > :after order by rowid desc limit :limit"
COUNT = f"select count(*) from (select 1 from {HITS} and rowid > :after limit {MOST_COUNTED + 1})"
_PLACE = re.compile(r"(\d{1,16})\.(\d{1,6})")


class Place(NamedTuple):
    """Say where a part begins: so many offers after the first one whose id is at most UPTO."""

    upto: int
    offset: int = 0

    def cursor(self) -> str:
        """Write the place so that nobody reads it.

        >>> read_place(Place(2306, 40).cursor())
        Place(upto=2306, offset=40)
        """
        return urlsafe_b64encode(f"{self.upto}.{self.offset}".encode()).decode().rstrip("=")


class Part(NamedTuple):
    """Hold one part of what a search found, and where the next begins."""

    offers: list[Mapping[str, Any]]
    next: Place | None


def read_place(cursor: str) -> Place | None:
    """Read a cursor; None where it is none of ours.

    >>> read_place("nonsense"), read_place("é")
    (None, None)
    """
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (Error, ValueError):
        return None
    found = _PLACE.fullmatch(text)
    return Place(int(found[1]), int(found[2])) if found and int(found[1]) else None


async def part(
    db: Any, asked: Asked, today: date, *, limit: int, place: Place | None = None, after: int = 0
) -> Part:
    """Return LIMIT of the offers that answer ASKED, from PLACE on; with AFTER those of larger ids, by id."""
    if limit == 0:
        return Part([], None)
    this = await search(db, asked.but(upto=place.upto if place else 0), today)
    if after or asked.order == "date":
        ids, following = await _by_id(this, limit, after)
    else:
        ids, following = await _ranked(this, limit, place.offset if place else 0)
    return Part(await chosen_offers(db, ids), following)


async def _by_id(this: Search, limit: int, after: int) -> tuple[list[int], Place | None]:
    rows = await this.rows(BY_ID, **this.bound(after=after, limit=limit + 1))
    ids = [id for (id,) in rows]
    return ids[:limit], Place(ids[limit - 1] - 1) if len(ids) > limit else None


async def _ranked(this: Search, limit: int, offset: int) -> tuple[list[int], Place | None]:
    ids = await ORDERS[this.asked.order](this, limit + 1, offset)
    return ids[:limit], Place(this.upto, offset + limit) if len(ids) > limit else None


async def total(db: Any, asked: Asked, today: date, after: int = 0) -> tuple[int, bool]:
    """Count what answers ASKED now, of ids larger than AFTER; say whether there are at least so many."""
    if after:
        this = await search(db, asked, today)
        n = (await this.rows(COUNT, **this.bound(after=after)))[0][0]
    else:
        n = await count(db, asked, today)
        if is_bare(asked):
            return n, False
    return min(n, MOST_COUNTED), n > MOST_COUNTED
