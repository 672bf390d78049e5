"""The offers that answer a search: its SQL, its counts, its filters with what each would give."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from datasette_plugins.reading.asked import FIELDS, KINDS, Asked
from offers.search import question

PAGE = 20
MOST_COUNTED = 10_000  # more is said as "10 000+"
NEWEST = 5_000  # the filters' counts are of the newest hits
RANKED = 3_000  # and so is relevance: bm25 over every hit of a common word takes seconds

#: When an offer was published; when it was first seen, where the sources do not say.
PUBLISHED = "coalesce(o.published_on, substr(o.first_seen, 1, 10))"

CONDITIONS = {
    "words": "o.id in (select rowid from offer_search where offer_search match :words)",
    "kind": "o.contract_code in (select value from json_each(:kind))",
    "region": "o.region_code in (select value from json_each(:region))",
    "city": """(
        o.city_code in (select value from json_each(:city))
        or (o.city_codes like '%,%' and exists (
            select 1 from json_each(o.city_codes) place
            where place.value in (select value from json_each(:city))
        ))
    )""",
    "contract": "o.contract_code in (select value from json_each(:contract))",
    "mode": "o.remote_code in (select value from json_each(:mode))",
    "language": "o.language in (select value from json_each(:language))",
    "source": """exists (
        select 1 from postings p where p.offer = o.id
        and p.source in (select value from json_each(:source))
    )""",
    "within": f"{PUBLISHED} >= :since",
    "upto": "o.id <= :upto",
}

#: Where the hits are read from, and how the newest come first: an id is given when an offer is first
#: seen, so the newest need no sort. (The plus keeps SQLite from an index that would need one.)
EVERYWHERE = ("offers o", "+o.closed_on is null", "o.id")
BY_WORDS = (
    "offer_search join offers o on o.id = offer_search.rowid",
    "offer_search match :words and o.closed_on is null",
    "offer_search.rowid",
)

BY_DATE = f"""
select o.* from offers o indexed by open_offers_by_day
where o.closed_on is null {{also}}
order by {PUBLISHED} desc, o.id desc
limit :limit offset :offset
"""
BY_CLOSING = """
select o.* from (
  select o.id, o.deadline_on is null as open_end, o.deadline_on < :today as past, o.deadline_on
  from offers o indexed by open_offers_by_deadline
  where o.closed_on is null {also}
  order by 2, 3, 4, o.id desc
  limit :limit offset :offset
) hit
join offers o on o.id = hit.id
order by hit.open_end, hit.past, hit.deadline_on, o.id desc
"""
BY_RELEVANCE = f"""
select o.* from (
  select offer_search.rowid as id, bm25(offer_search, 10, 4, 2, 1) as distance
  from offer_search join offers o on o.id = offer_search.rowid
  where offer_search match :words and o.closed_on is null {{also}}
  order by offer_search.rowid desc
  limit {RANKED}
) hit
join offers o on o.id = hit.id
order by hit.distance, o.id desc
limit :limit offset :offset
"""
ORDERS = {"date": BY_DATE, "closing": BY_CLOSING, "relevance": BY_RELEVANCE}

COUNT = f"""
select count(*) from (
  select 1 from {{hits}} where {{found}} {{also}} limit {MOST_COUNTED + 1}
)
"""
FACETS = f"""
select city_codes, city_code, region_code, contract_code, remote_code, language, count(*)
from (
  select o.* from {{hits}} where {{found}} {{also}} order by {{newest}} desc limit {NEWEST}
)
group by 1, 2, 3, 4, 5, 6
"""
SOURCES = f"""
select p.source, count(distinct hit.id)
from (
  select o.id from {{hits}} where {{found}} {{also}} order by {{newest}} desc limit {NEWEST}
) hit
join postings p on p.offer = hit.id
group by p.source
"""
TITLES = "select name, title from sources"
LATEST = "select max(id) from offers"


@dataclass(frozen=True, kw_only=True)
class Found:
    """Hold what a search found."""

    offers: list[Mapping[str, Any]]
    total: int
    pages: int
    upto: int
    facets: dict[str, Counter[str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def narrowed(asked: Asked, today: date, but: Iterable[str] = ()) -> tuple[str, dict[str, Any]]:
    """Return the conditions of ASKED and what is bound in them, leaving out the fields BUT.

    >>> narrowed(Asked(city=("fes",), within=7, kind="civil"), date(2026, 11, 21), but=["city"])[1]
    {'kind': '["statutaire", "contractuel"]', 'since': '2026-11-14'}
    """
    bound: dict[str, Any] = {}
    used = []
    for name, value in _bindings(asked, today):
        if name not in but:
            used.append(CONDITIONS[name])
            bound |= value
    return "".join(f"\n  and {condition}" for condition in used), bound


def _bindings(asked: Asked, today: date) -> Iterable[tuple[str, dict[str, Any]]]:
    if asked.q:
        yield "words", _words(asked)
    if asked.kind != "all":
        yield "kind", {"kind": json.dumps(KINDS[asked.kind])}
    for name in FIELDS:
        if values := asked.values(name):
            yield name, {name: json.dumps(values)}
    if asked.within:
        yield "within", {"since": (today - timedelta(days=asked.within)).isoformat()}
    if asked.upto:
        yield "upto", {"upto": asked.upto}


async def find(db: Any, asked: Asked, today: date) -> Found:
    """Find a page of offers, how many there are, and what each filter would give."""
    offers, total, counts, latest, names = await asyncio.gather(
        newest(db, asked, today),
        count(db, asked, today),
        facets(db, asked, today),
        db.execute(LATEST),
        db.execute(TITLES),
    )
    reachable = min(total, RANKED if _ranked(asked) else MOST_COUNTED)
    return Found(
        offers=offers,
        total=total,
        pages=max(1, -(-reachable // PAGE)),
        upto=asked.upto or latest.first()[0] or 0,
        facets=counts,
        sources={row[0]: row[1] for row in names.rows},
    )


def _ranked(asked: Asked) -> bool:
    return asked.order == "relevance" and bool(asked.q)


async def newest(db: Any, asked: Asked, today: date) -> list[Mapping[str, Any]]:
    """Return one page of the offers that answer ASKED, in its order."""
    order = "relevance" if _ranked(asked) else "closing" if asked.order == "closing" else "date"
    also, bound = narrowed(asked, today, but=["words"] if order == "relevance" else [])
    bound |= _words(asked) | {"today": today.isoformat()}
    bound |= {"limit": PAGE, "offset": (asked.page - 1) * PAGE}
    return [dict(row) for row in (await db.execute(ORDERS[order].format(also=also), bound)).rows]


async def count(db: Any, asked: Asked, today: date) -> int:
    """Count the offers that answer ASKED, up to one more than MOST_COUNTED."""
    return (await _over_hits(db, COUNT, asked, today))[0][0]


async def facets(db: Any, asked: Asked, today: date) -> dict[str, Counter[str]]:
    """Count, for each value of each filter, the newest hits it would give beside the other filters."""
    rolled = ("kind", *(name for name in FIELDS if name != "source"))
    groups, by_source = await asyncio.gather(
        _over_hits(db, FACETS, asked, today, but=rolled),
        _over_hits(db, SOURCES, asked, today, but=["source"]),
    )
    return roll_up(asked, groups) | {"source": Counter(dict(by_source))}


async def _over_hits(
    db: Any, sql: str, asked: Asked, today: date, but: Iterable[str] = ()
) -> list[tuple]:
    """Run SQL over the hits of ASKED, read from the search index where there are words."""
    also, bound = narrowed(asked, today, but=["words", *but])
    hits, found, newest = BY_WORDS if asked.q else EVERYWHERE
    sql = sql.format(hits=hits, found=found, also=also, newest=newest)
    return [tuple(row) for row in (await db.execute(sql, bound | _words(asked))).rows]


def _words(asked: Asked) -> dict[str, str]:
    # Where there is no word in the question, "" finds nothing.
    return {"words": question(asked.q) or '""'} if asked.q else {}


def roll_up(asked: Asked, groups: Iterable[tuple]) -> dict[str, Counter[str]]:
    """Count each value over GROUPS of (towns, town, region, contract, mode, language, offers).

    A field's own choice does not narrow its own counts: they say what one more box would add.

    >>> groups = [('["fes"]', "fes", "03", "cdi", None, "fr", 2),
    ...           ('["rabat"]', "rabat", "04", "stage", None, "fr", 1)]
    >>> roll_up(Asked(city=("fes",)), groups)["city"], roll_up(Asked(city=("fes",)), groups)["contract"]
    (Counter({'fes': 2, 'rabat': 1}), Counter({'cdi': 2}))
    """
    names = ("region", "city", "contract", "mode", "language")
    chosen = {name: set(asked.values(name)) for name in names} | {"kind": {asked.kind} - {"all"}}
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("kind", *names)}
    for towns, town, region, contract, mode, language, offers in groups:
        has = {
            "region": {region},
            "city": set(json.loads(towns)) or {town},
            "contract": {contract},
            "mode": {mode},
            "language": {language},
            "kind": {"all", *(kind for kind, codes in KINDS.items() if contract in codes)},
        }
        for name in _counted(chosen, has):
            for value in has[name] - {None}:
                counts[name][value] += offers
    return counts


def _counted(chosen: Mapping[str, set], has: Mapping[str, set]) -> list[str]:
    """Name the fields whose counts this group adds to: all, or the only one whose choice it misses."""
    missed = [name for name, wanted in chosen.items() if wanted and not wanted & has[name]]
    return list(chosen) if not missed else missed if len(missed) == 1 else []
