"""The open offers of a place: how many, of which kind, and the newest."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.found import NEWEST, VALUES_OF, Facets, count, newest, search
from datasette_plugins.reading.values import Values, values

#: How many days count as new, how many of the newest offers tell how often pay is stated, how many are shown.
FRESH, SAMPLED, SHOWN = 7, 20_000, 6

# The field's values first (a town or a region each), then the counts of each by their key.
TOTALS = """
select v.code, c.kind, c.n
from facet_values v cross join facet_counts c on c.kind in ('all', 'internship') and c.value = v.id
where v.field = :field
"""
SAMPLE = "select value_ids from facets order by offer desc limit :limit"


@dataclass(frozen=True, kw_only=True)
class Local:
    """Hold what a place offers; COUNTS are of so many of its newest offers as COUNTED says.

    TOTALS counts the open offers of every place of its field.
    """

    total: int
    totals: Mapping[str, int]
    internships: int
    fresh: int
    counts: Facets
    counted: int
    offers: list[Mapping[str, Any]]
    values: Values


async def totals(db: Any, field: str) -> dict[str, Counter[str]]:
    """Count the open offers and the internships of every place, a region or a city: {tab: {code: offers}}."""
    found: dict[str, Counter[str]] = {"all": Counter(), "internship": Counter()}
    for code, kind, n in (await db.execute(TOTALS, {"field": field})).rows:
        found[kind][code] = n
    return found


async def local(db: Any, field: str, code: str, today: date) -> Local:
    """Tell what the region or city CODE offers."""
    asked = Asked().but(**{field: (code,)})
    this = await search(db, asked, today)
    rows, counts, fresh, offers = await asyncio.gather(
        this.rows(VALUES_OF, **this.bound(limit=NEWEST)),
        totals(db, field),
        count(db, asked.but(within=FRESH), today),
        newest(db, asked, today, SHOWN),
    )
    return Local(
        total=counts["all"][code],
        totals=counts["all"],
        internships=counts["internship"][code],
        fresh=fresh,
        counts=this.values.counted([blob for _, blob in rows]),
        counted=len(rows),
        offers=offers,
        values=this.values,
    )


async def fresh(db: Any, regions: Sequence[str], today: date) -> dict[str, int]:
    """Count what each of REGIONS published in the last FRESH days, as the search for it does."""
    asked = [Asked(region=(code,), within=FRESH) for code in regions]
    found = await asyncio.gather(*(count(db, one, today) for one in asked))
    return dict(zip(regions, found, strict=True))


async def paid(db: Any, regions: Sequence[str]) -> tuple[dict[str, float], int]:
    """Tell which share of each region's offers states the pay, and of how many of the newest that is known."""
    known, sample = await asyncio.gather(values(db), db.execute(SAMPLE, {"limit": SAMPLED}))
    blobs = [row[0] for row in sample.rows]
    return shares(known, blobs, regions), len(blobs)


def shares(known: Values, blobs: Sequence[bytes], regions: Sequence[str]) -> dict[str, float]:
    """Return the share of the offers of each of REGIONS that states the pay, from their facets.value_ids."""
    numbers = np.frombuffer(b"".join(blobs), dtype="<i4")
    offers = np.repeat(np.arange(len(blobs)), [len(blob) // 4 for blob in blobs])
    stated = np.zeros(len(blobs), dtype=bool)
    stated[offers[numbers == known.numbers.get(("paid", "1"), 0)]] = True
    of = {code: offers[numbers == known.numbers.get(("region", code), 0)] for code in regions}
    return {code: float(stated[some].mean()) for code, some in of.items() if len(some)}
