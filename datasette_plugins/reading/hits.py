"""The offers that the full-text index finds for one search: asked once, whoever needs them."""

import asyncio
import json
from collections.abc import Awaitable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.matching import match
from datasette_plugins.reading.values import Values, values

NEWEST = 5_000  # the filters' counts are of the newest hits

HITS = "offer_search where offer_search match :match and rowid <= :upto"
LATEST = "select coalesce(max(id), 0) from offers"
#: One long value each, not thousands of rows: for each row a thread waits until no other runs Python.
IDS = f"""
select json_group_array(id) from (select rowid as id from {HITS} order by rowid desc limit :newest)
"""
VALUES_OF_IDS = """
select count(*), coalesce(group_concat(hex(f.value_ids), ' '), '')
from json_each(:ids) hit cross join facets f on f.offer = hit.value
"""
VALUES_OF_HITS = f"""
select count(*), coalesce(group_concat(hex(f.value_ids), ' '), '')
from (select rowid as id from {HITS} order by rowid desc limit :newest) hit
cross join facets f on f.offer = hit.id
"""


class Valued(NamedTuple):
    """Hold the facets.value_ids of so many offers, one after the other."""

    offers: int
    value_ids: bytes


@dataclass(frozen=True, kw_only=True)
class Search:
    """Hold what every question of one search needs."""

    db: Any
    asked: Asked
    values: Values
    today: date
    upto: int

    @cached_property
    def newest(self) -> Awaitable[list[int]]:
        """The ids of the newest hits, newest first."""
        return asyncio.ensure_future(self._newest())

    async def _newest(self) -> list[int]:
        [[ids]] = await self.rows(IDS, **self.bound(newest=NEWEST))
        return sorted(json.loads(ids), reverse=True)

    async def valued(self) -> Valued:
        """Return the values of the newest hits."""
        return _valued(await self.rows(VALUES_OF_IDS, ids=json.dumps(await self.newest)))

    async def valued_but(self, but: Collection[str]) -> Valued:
        """Return the values of the newest hits of this search without the fields BUT."""
        return _valued(await self.rows(VALUES_OF_HITS, **self.bound(but, newest=NEWEST)))

    def bound(self, but: Collection[str] = (), **more: Any) -> dict[str, Any]:
        """Bind the search, the fields BUT left out, and MORE."""
        return {"match": match(self.asked, self.values, self.today, but), "upto": self.upto} | more

    async def rows(self, sql: str, **bound: Any) -> list[Any]:
        """Run SQL with what it needs of the search."""
        return (await self.db.execute(sql, bound)).rows


def _valued(rows: list[Any]) -> Valued:
    [[offers, values_in_hex]] = rows
    return Valued(offers, bytes.fromhex(values_in_hex))


async def search(db: Any, asked: Asked, today: date) -> Search:
    """Prepare the search ASKED for."""
    known, latest = await asyncio.gather(values(db), db.execute(LATEST))
    upto = asked.upto or latest.first()[0]
    return Search(db=db, asked=asked, values=known, today=today, upto=upto)
