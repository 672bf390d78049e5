"""The orders that a search's offers can be shown in."""

import json
from collections.abc import Mapping

import numpy as np

from datasette_plugins.reading.distance import around
from datasette_plugins.reading.hits import HITS, Search
from datasette_plugins.reading.matching import IN_FRONT, IN_TITLE, match
from datasette_plugins.reading.values import days, least

#: The newest hits alone are put in order: to order every hit of a common word takes seconds.
RANKED = 3_000
#: Hits looked at first for words in the title: mostly they fill the first page.
FIRST = 300
#: Days ahead in which deadlines are told apart, when offers are sorted by them.
SOON = 90

#: An id is given when an offer is first seen, so the newest need no sort.
BY_DATE = f"select rowid from {HITS} order by rowid desc limit :limit offset :offset"
#: Read upwards: downwards, a word in no title is looked for beyond the oldest hit, through the whole index.
BETWEEN = f"select rowid from {HITS} and rowid >= :oldest"
VALUES = """
select f.offer, f.value_ids from json_each(:ids) hit cross join facets f on f.offer = hit.value
"""


async def _by_date(this: Search, limit: int, offset: int) -> list[int]:
    return [id for (id,) in await this.rows(BY_DATE, **this.bound(limit=limit, offset=offset))]


async def _by_relevance(this: Search, limit: int, offset: int) -> list[int]:
    """Put words in the title first, then those in the names of employer and place; of the like, the newest.

    Not bm25(): it counts the hits of every word among all offers anew for each question, nine tenths of its time.
    """
    hits, end = (await this.newest)[:RANKED], offset + limit
    best: dict[int, None] = {}
    for columns in (IN_TITLE, IN_FRONT):
        if len(best) < end:
            best |= dict.fromkeys(await _said_in(this, columns, hits, end))
    return list(best | dict.fromkeys(hits))[offset:end]


async def _said_in(this: Search, columns: str, hits: list[int], enough: int) -> list[int]:
    """Find those of HITS that say the words in COLUMNS, newest first: all, or at least ENOUGH of the newest."""
    words = match(this.asked, this.values, this.today, columns=columns)
    found: list[int] = []
    for part in (hits[:FIRST], hits[FIRST:]):
        if part and len(found) < enough:
            rows = await this.rows(BETWEEN, match=words, oldest=part[-1], upto=part[0])
            found += sorted((id for (id,) in rows), reverse=True)
    return found


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
    hits = (await this.newest)[:RANKED]
    rows = await this.rows(VALUES, ids=json.dumps(hits))
    ids = np.array([offer for offer, _ in rows], dtype="int64")
    order = np.lexsort((-ids, least([blob for _, blob in rows], worth)))
    return ids[order][offset : offset + limit].tolist()


ORDERS = {
    "date": _by_date,
    "relevance": _by_relevance,
    "closing": _by_closing,
    "distance": _by_distance,
}
