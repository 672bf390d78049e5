"""How many postings each source has, how many offers it alone shows, and what we know of them."""

import asyncio
import sqlite3
from collections.abc import Mapping
from typing import Any

#: What a run or a merge brings changes one of these numbers.
STATE = """
select
  (select max(id) from runs), (select count(*) from runs where ended_at is not null),
  (select max(id) from offers), (select count(*) from offer_aliases)
"""
POSTINGS = "select source, count(*) from postings group by source"
KNOWN = "select * from coverage"
ALONE = """
select source, count(*) as offers, sum(alone) as alone from (
  select p.source, o.id, o.sources = 1 as alone
  from offers o
  join postings p on p.offer = o.id and p.closed_on is null
  where o.closed_on is null
  group by p.source, o.id
)
group by source
"""
SHOWN = "select count(*), coalesce(sum(sources > 1), 0) from offers where closed_on is null"

Figures = Mapping[str, Any]
_HELD: dict[str, tuple[tuple, Figures]] = {}
_COUNTING: dict[str, asyncio.Task[None]] = {}


async def figures(db: Any) -> Figures:
    """Return the figures of all sources, as they were counted last.

    A million postings take half a minute: whoever asks after a run is given the figures before it,
    while they are counted anew.
    """
    name, state = str(db.path or db.memory_name), tuple((await db.execute(STATE)).first())
    if name not in _HELD:
        await asyncio.shield(_counting(db, name, state))
    elif _HELD[name][0] != state:
        _counting(db, name, state)
    return _HELD[name][1]


def _counting(db: Any, name: str, state: tuple) -> asyncio.Task[None]:
    """Begin to count, unless that is under way."""

    async def count() -> None:
        try:
            _HELD[name] = (state, await db.execute_fn(_count))
        finally:
            del _COUNTING[name]

    if name not in _COUNTING:
        _COUNTING[name] = asyncio.create_task(count())
    return _COUNTING[name]


def _count(connection: sqlite3.Connection) -> Figures:
    known = connection.execute(KNOWN)
    names = [column[0] for column in known.description]
    offers, several = connection.execute(SHOWN).fetchone()
    return {
        "offers": offers,
        "several": several,
        "postings": {source: n for source, n in connection.execute(POSTINGS)},
        "known": {row[0]: dict(zip(names[1:], row[1:], strict=True)) for row in known},
        "alone": {source: (all_, alone) for source, all_, alone in connection.execute(ALONE)},
    }
