"""The offers that answer a search: its SQL, its counts, its filters with what each would give."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from datasette_plugins.reading.asked import CLOSING, WITHIN, Asked
from datasette_plugins.reading.hits import HITS as HITS
from datasette_plugins.reading.hits import LATEST as LATEST
from datasette_plugins.reading.hits import NEWEST as NEWEST
from datasette_plugins.reading.hits import Search as Search
from datasette_plugins.reading.hits import search as search
from datasette_plugins.reading.matching import chosen, is_bare, published
from datasette_plugins.reading.orders import ORDERS as ORDERS
from datasette_plugins.reading.orders import RANKED
from datasette_plugins.reading.orders import SOON as SOON
from datasette_plugins.reading.values import Values, days

PAGE = 20
MOST_COUNTED = 10_000  # more is said as "10 000+"
NAMED = 1_000  # values with most offers of all, where nothing narrows the search

VALUES_OF = f"""
select hit.id, f.value_ids from (select rowid as id from {HITS} order by rowid desc limit :limit) hit
join facets f on f.offer = hit.id
"""
COUNT = f"select count(*) from (select 1 from {HITS} limit :most)"
#: Downwards, for there are more open ones among the newer: :most is reached sooner.
COUNT_OLDER = f"select count(*) from (select 1 from {HITS} order by rowid desc limit :most)"
#: Employers are thousands: those with fewest offers are left.
COUNTED = f"""
select c.value, c.n from facet_values v join facet_counts c on c.kind = :kind and c.value = v.id
where v.field <> 'employer'
union
select value, n from (select value, n from facet_counts where kind = :kind order by n desc limit {NAMED})
"""
OPEN = "select n from facet_counts where kind = :kind and value = :open"
CHOSEN = """
select o.* from json_each(:ids) hit join offers o on o.id = hit.value order by hit.key
"""
TITLES = "select name, title from sources"

Facets = dict[str, Counter[str]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Hold what a search found; the counts of filters are of the newest hits where CAPPED."""

    offers: list[Mapping[str, Any]]
    total: int
    pages: int
    upto: int
    facets: Facets = field(default_factory=dict)
    capped: bool = False
    sources: dict[str, str] = field(default_factory=dict)
    values: Values = field(default_factory=Values)


async def find(db: Any, asked: Asked, today: date) -> Found:
    """Find a page of offers, how many there are, and what each filter would give."""
    this = await search(db, asked, today)
    offers, total, (counts, capped), names = await asyncio.gather(
        _page(this, PAGE, (asked.page - 1) * PAGE),
        _total_beside(this),
        facets(this),
        db.execute(TITLES),
    )
    reachable = min(total, MOST_COUNTED if asked.order == "date" else RANKED)
    return Found(
        offers=offers,
        total=total,
        pages=max(1, -(-reachable // PAGE)),
        upto=this.upto,
        facets=counts,
        capped=capped,
        sources={row[0]: row[1] for row in names.rows},
        values=this.values,
    )


async def newest(
    db: Any, asked: Asked, today: date, limit: int = PAGE, offset: int = 0
) -> list[Mapping[str, Any]]:
    """Return LIMIT of the offers that answer ASKED, in its order."""
    return await _page(await search(db, asked, today), limit, offset)


async def count(db: Any, asked: Asked, today: date) -> int:
    """Count the offers that answer ASKED, up to one more than MOST_COUNTED."""
    return await _total(await search(db, asked, today))


async def chosen_offers(db: Any, ids: Sequence[int]) -> list[Mapping[str, Any]]:
    """Return the offers IDS, in that order."""
    return [dict(row) for row in (await db.execute(CHOSEN, {"ids": json.dumps(ids)})).rows]


async def _page(this: Search, limit: int, offset: int) -> list[Mapping[str, Any]]:
    return await chosen_offers(this.db, await ORDERS[this.asked.order](this, limit, offset))


async def _total(this: Search) -> int:
    if is_bare(this.asked) and not this.asked.upto:
        number = this.values.numbers.get(("state", "open"))
        counted = await this.rows(OPEN, kind=this.asked.kind, open=number)
        return counted[0][0] if counted else 0
    return (await this.rows(COUNT, **this.bound(most=MOST_COUNTED + 1)))[0][0]


async def _total_beside(this: Search) -> int:
    """Count the hits as _total() does, where the newest are asked for anyway."""
    if is_bare(this.asked):
        return await _total(this)
    newest = await this.newest
    if len(newest) < NEWEST:
        return len(newest)
    older = this.bound(upto=newest[-1] - 1, most=MOST_COUNTED + 1 - NEWEST)
    return NEWEST + (await this.rows(COUNT_OLDER, **older))[0][0]


async def facets(this: Search) -> tuple[Facets, bool]:
    """Count, for each value of each filter, the hits it would give; say whether of the newest alone.

    A field's own choice does not narrow its own counts: they say what one more box would add.
    """
    relaxed = chosen(this.asked)
    (counts, capped), *others = await asyncio.gather(
        _counted(this), *(_counted_but(this, name) for name in relaxed)
    )
    for wider, more in others:
        counts, capped = counts | wider, capped or more
    return counts | _windows(counts, this.today), capped


async def _counted(this: Search) -> tuple[Facets, bool]:
    if is_bare(this.asked):
        return this.values.named(await this.rows(COUNTED, kind=this.asked.kind)), False
    offers, value_ids = await this.valued()
    return this.values.counted([value_ids]), offers == NEWEST


async def _counted_but(this: Search, name: str) -> tuple[Facets, bool]:
    """Count the values of the field NAME without what is chosen in it."""
    of = {"within": "published", "closing": "closes"}.get(name, name)
    told = (of, "state") if name == "kind" else (of,)  # for the first tab stands what is open
    if is_bare(this.asked):
        counts, capped = this.values.named(await this.rows(COUNTED, kind="all")), False
    else:
        offers, value_ids = await this.valued_but((name,))
        counts, capped = this.values.counted([value_ids], told), offers == NEWEST
    return {field: counts.get(field, Counter()) for field in told}, capped


def _windows(counts: Facets, today: date) -> Facets:
    """Count what was published within, and closes within, so many days."""
    since, until = counts.get("published", Counter()), counts.get("closes", Counter())
    within = {str(n): sum(since[day] for day in published(n, today)) for n in WITHIN}
    closing = {str(n): sum(until[day] for day in days(today, n + 1)) for n in CLOSING}
    return {"within": Counter(within), "closing": Counter(closing)}
