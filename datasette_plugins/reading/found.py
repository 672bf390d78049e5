"""The offers that answer a search: its SQL, its counts, its filters with what each would give."""

import asyncio
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from datasette_plugins.reading.asked import CLOSING, WITHIN, Asked
from datasette_plugins.reading.distance import around
from datasette_plugins.reading.matching import (
    IN_FRONT,
    IN_TITLE,
    chosen,
    is_bare,
    match,
    published,
)
from datasette_plugins.reading.values import Values, days, values
from offers.facets import unpack

PAGE = 20
MOST_COUNTED = 10_000  # more is said as "10 000+"
NEWEST = 5_000  # the filters' counts are of the newest hits
RANKED = 3_000  # and so are relevance, distance and closing: to order every hit of a common word takes seconds
NAMED = 1_000  # values with most offers of all, where nothing narrows the search
#: Days ahead in which deadlines are told apart, when offers are sorted by them.
SOON = 90

HITS = "offer_search where offer_search match :match and rowid <= :upto"
#: An id is given when an offer is first seen, so the newest need no sort.
BY_DATE = f"select rowid from {HITS} order by rowid desc limit :limit offset :offset"
#: Words in the title count most, then those in the names of employer and place; of the like, the newest come first.
#: Not bm25(): it counts the hits of every word among all offers anew for each question, nine tenths of its time.
BY_RELEVANCE = f"""
with hits as materialized (select rowid as id from {HITS} order by rowid desc limit {RANKED}),
oldest as materialized (select min(id) as id from hits),
titled as materialized (
  select rowid as id from offer_search
  where offer_search match :in_title and rowid between (select id from oldest) and :upto
),
fronted as materialized (
  select rowid as id from offer_search
  where offer_search match :in_front and rowid between (select id from oldest) and :upto
)
select id from hits
order by id in (select id from titled) desc, id in (select id from fronted) desc, id desc
limit :limit offset :offset
"""
VALUES_OF = f"""
select hit.id, f.value_ids from (select rowid as id from {HITS} order by rowid desc limit :limit) hit
join facets f on f.offer = hit.id
"""
COUNT = f"select count(*) from (select 1 from {HITS} limit {MOST_COUNTED + 1})"
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
LATEST = "select coalesce(max(id), 0) from offers"

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


@dataclass(frozen=True, kw_only=True)
class Search:
    """Hold what every question of one search needs."""

    db: Any
    asked: Asked
    values: Values
    today: date
    upto: int

    def bound(self, but: Collection[str] = (), **more: Any) -> dict[str, Any]:
        """Bind the search, the fields BUT left out, and MORE."""
        return {"match": match(self.asked, self.values, self.today, but), "upto": self.upto} | more

    async def rows(self, sql: str, **bound: Any) -> list[Any]:
        """Run SQL with what it needs of the search."""
        return (await self.db.execute(sql, bound)).rows


async def search(db: Any, asked: Asked, today: date) -> Search:
    """Prepare the search ASKED for."""
    known, latest = await asyncio.gather(values(db), db.execute(LATEST))
    upto = asked.upto or latest.first()[0]
    return Search(db=db, asked=asked, values=known, today=today, upto=upto)


async def find(db: Any, asked: Asked, today: date) -> Found:
    """Find a page of offers, how many there are, and what each filter would give."""
    this = await search(db, asked, today)
    offers, total, (counts, capped), names = await asyncio.gather(
        _page(this, PAGE, (asked.page - 1) * PAGE), _total(this), facets(this), db.execute(TITLES)
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


async def _by_date(this: Search, limit: int, offset: int) -> list[int]:
    return [id for (id,) in await this.rows(BY_DATE, **this.bound(limit=limit, offset=offset))]


async def _by_relevance(this: Search, limit: int, offset: int) -> list[int]:
    near = {
        name: match(this.asked, this.values, this.today, columns=columns)
        for name, columns in (("in_title", IN_TITLE), ("in_front", IN_FRONT))
    }
    rows = await this.rows(BY_RELEVANCE, **this.bound(limit=limit, offset=offset, **near))
    return [id for (id,) in rows]


async def _by_closing(this: Search, limit: int, offset: int) -> list[int]:
    """Order by the days that offers close on, soonest first; those without follow, newest first."""
    coming = {day: n for n, day in enumerate(days(this.today, SOON))}
    known = {this.values.numbers.get(("closes", day)): n for day, n in coming.items()}
    return await _sorted(this, known, limit, offset)


async def _by_distance(this: Search, limit: int, offset: int) -> list[int]:
    """Order by the distance of the town that is asked for, nearest first."""
    far = around(this.asked.near, this.asked.km)
    known = {this.values.numbers.get(("city", town)): km for town, km in far.items()}
    return await _sorted(this, known, limit, offset)


async def _sorted(
    this: Search, worth: Mapping[int | None, float], limit: int, offset: int
) -> list[int]:
    """Order the newest hits by the least WORTH of their values, then the newest first."""
    rows = await this.rows(VALUES_OF, **this.bound(limit=RANKED))
    never = float("inf")
    keyed = [
        (min((worth.get(n, never) for n in unpack(blob)), default=never), -id) for id, blob in rows
    ]
    return [-id for _, id in sorted(keyed)[offset : offset + limit]]


ORDERS = {
    "date": _by_date,
    "relevance": _by_relevance,
    "closing": _by_closing,
    "distance": _by_distance,
}


async def _total(this: Search) -> int:
    if is_bare(this.asked) and not this.asked.upto:
        number = this.values.numbers.get(("state", "open"))
        counted = await this.rows(OPEN, kind=this.asked.kind, open=number)
        return counted[0][0] if counted else 0
    return (await this.rows(COUNT, **this.bound()))[0][0]


async def facets(this: Search) -> tuple[Facets, bool]:
    """Count, for each value of each filter, the hits it would give; say whether of the newest alone.

    A field's own choice does not narrow its own counts: they say what one more box would add.
    """
    relaxed = chosen(this.asked)
    (counts, capped), *others = await asyncio.gather(
        *(_counted(this, but) for but in [(), *((name,) for name in relaxed)])
    )
    for name, (wider, more) in zip(relaxed, others, strict=True):
        of = {"within": "published", "closing": "closes"}.get(name, name)
        counts[of], capped = wider.get(of, Counter()), capped or more
        if name == "kind":
            counts["state"] = wider.get("state", Counter())  # what the first tab stands for
    return counts | _windows(counts, this.today), capped


async def _counted(this: Search, but: Collection[str]) -> tuple[Facets, bool]:
    kind = "all" if "kind" in but else this.asked.kind
    if is_bare(this.asked):
        return this.values.named(await this.rows(COUNTED, kind=kind)), False
    rows = await this.rows(VALUES_OF, **this.bound(but, limit=NEWEST))
    return this.values.counted([blob for _, blob in rows]), len(rows) == NEWEST


def _windows(counts: Facets, today: date) -> Facets:
    """Count what was published within, and closes within, so many days."""
    since, until = counts.get("published", Counter()), counts.get("closes", Counter())
    within = {str(n): sum(since[day] for day in published(n, today)) for n in WITHIN}
    closing = {str(n): sum(until[day] for day in days(today, n + 1)) for n in CLOSING}
    return {"within": Counter(within), "closing": Counter(closing)}
