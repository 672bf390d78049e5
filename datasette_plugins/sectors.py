"""/sectors: which sectors hire, which grow, and which take beginners."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.figures import Share, percent
from datasette_plugins.reading.found import VALUES_OF, search
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.opened import Growth, Opened, growth, is_told
from datasette_plugins.reading.past import began
from datasette_plugins.reading.reader import Reader, reader_of
from datasette_plugins.reading.shares import beginners, paid
from offers.taxonomy import rows

OPEN = """
select v.code, c.n from facet_values v
join facet_counts c on c.kind = 'all' and c.value = v.id
where v.field = 'sector'
"""

#: Of each sector, so many of its newest open offers tell the shares.
NEWEST = 300


class Line(NamedTuple):
    """Hold what the list shows of one sector."""

    code: str
    name: str
    open: int
    growth: Growth
    paid: Share
    beginners: Share


def _least(share: Share) -> tuple[bool, float]:
    return (share.percent is None, -share.part / max(1, share.whole))


#: What the sectors may be sorted by.
SORTS: dict[str, Callable[[Line], Any]] = {
    "open": lambda line: -line.open,
    "growth": lambda line: (line.growth.rate is None, -(line.growth.rate or 0)),
    "new": lambda line: -line.growth.now,
    "paid": lambda line: _least(line.paid),
    "beginners": lambda line: _least(line.beginners),
}


async def lines(db: Any, reader: Reader, told: bool) -> list[Line]:
    """Read the figures of every sector that has open offers."""
    every = await search(db, Asked(), reader.today)
    known, counts = every.values, dict(await every.rows(OPEN))

    async def line(code: str) -> Line:
        this = replace(every, asked=Asked(sector=(code,)))
        grown, blobs = await asyncio.gather(
            growth(Opened(db, known, "sector", code), reader.today, told),
            this.rows(VALUES_OF, **this.bound(limit=NEWEST)),
        )
        facets = known.counted([blob for _, blob in blobs]) if blobs else {}
        return Line(
            code=code,
            name=reader.label("sectors", code),
            open=counts[code],
            growth=grown,
            paid=paid(facets, len(blobs)),
            beginners=beginners(facets),
        )

    return await asyncio.gather(*(line(r["code"]) for r in rows("sectors") if r["code"] in counts))


async def sectors(datasette: Any, request: Any) -> Response:
    db, reader = datasette.get_database(), reader_of(datasette, request)
    since = await began(db)
    told = is_told(since, reader.today)
    sorts = [sort for sort in SORTS if told or sort != "growth"]
    wish = request.args.get("sort")
    sort = wish if wish in sorts else "open"
    found = sorted(await lines(db, reader, told), key=lambda line: (SORTS[sort](line), line.name))
    longest = max((line.open for line in found), default=0)
    context = {
        "lines": [(line, percent(line.open, longest)) for line in found],
        "newest": NEWEST,
        "since": since,
        "told": told,
        "sorts": [
            {
                "sort": name,
                "url": reader.link("/sectors", [("sort", name)] if name != "open" else []),
                "here": name == sort,
            }
            for name in sorts
        ],
    }
    body = await datasette.render_template("sectors.html", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/sectors$", sectors)]
