"""/employer/ID-name: one employer, what it offers now, and what it offered before."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.addresses import employer_path, is_canonical
from datasette_plugins.reading.agencies import agencies
from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.figures import Link, bars, columns
from datasette_plugins.reading.found import (
    NEWEST,
    TITLES,
    VALUES_OF,
    Search,
    chosen_offers,
    newest,
    search,
)
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.opened import Opened, months
from datasette_plugins.reading.past import Past, began, last_closed, past, skills, stay
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.reader import Reader, reader_of
from datasette_plugins.reading.shares import paid
from datasette_plugins.reading.shown import card, cut

EMPLOYER = "select id, code, label from facet_values where field = 'employer' and id = :id"
OPEN = "select coalesce((select n from facet_counts where kind = 'all' and value = :id), 0)"

CARDS, MOST_CLOSED = 12, 20
LONGEST_NAME = 120
#: A table of figures a field: the vocabulary that names its values.
FIELDS = {"city": "cities", "contract": "contracts", "sector": "sectors"}


async def employer(datasette: Any, request: Any) -> Response:
    db, reader = datasette.get_database(), reader_of(datasette, request)
    id = int(request.url_vars["id"])
    known = (await db.execute(EMPLOYER, {"id": id})).first()
    if known is None:
        return await problem(datasette, request, 404)
    path = employer_path(id, known["code"])
    if not is_canonical(request.url_vars["slug"], known["code"]):
        return Response.redirect(reader.link(path), status=301)
    context = await shown(db, reader, known)
    if context is None:
        return await problem(datasette, request, 404)
    context |= {"address": datasette.absolute_url(request, f"{reader.base}{path}")}
    body = await datasette.render_template("employer.html", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


async def shown(db: Any, reader: Reader, known: Mapping[str, Any]) -> dict[str, Any] | None:
    """Gather what the page shows; None where no offer bears the name any more."""
    this = await search(db, Asked(employer=(known["code"],)), reader.today)
    seen = Opened(db, this.values, "employer", known["code"])
    if not await seen.ever():
        return None
    now, then, others = await asyncio.gather(
        offered(this, known["id"], reader), history(this, seen, reader), agencies(db, [known["id"]])
    )
    name = cut(known["label"] or known["code"], LONGEST_NAME)
    return {"name": name, "agency": bool(others), "all": reader.link("/", this.asked.params())} | (
        now | then
    )


async def offered(this: Search, id: int, reader: Reader) -> dict[str, Any]:
    """Gather the open offers and their figures."""
    offers, rows, total, titles = await asyncio.gather(
        newest(this.db, this.asked, reader.today, CARDS),
        this.rows(VALUES_OF, **this.bound(limit=NEWEST)),
        this.rows(OPEN, id=id),
        this.rows(TITLES),
    )
    counts = this.values.counted([blob for _, blob in rows]) if rows else {}
    return {
        "total": total[0][0],
        "counted": len(rows),
        "capped": len(rows) == NEWEST,
        "cards": [card(offer, reader) for offer in offers],
        "paid": paid(counts, len(rows)),
        "tables": tables(counts, dict(titles), this.asked, reader),
    }


async def history(this: Search, seen: Opened, reader: Reader) -> dict[str, Any]:
    """Gather what was offered before: how much, when, for how long, and which skills were asked."""
    mine = this.values.any_of("employer", this.asked.employer)
    gone = this.values.any_of("state", ["closed"])
    offers, closed, ever, by_month, since = await asyncio.gather(
        past(this.db, f"facets : {mine}"),
        past(this.db, f"facets : ({mine} AND {gone})"),
        seen.ever(),
        months(seen, reader.today),
        began(this.db),
    )
    days, of = stay(closed)
    return {
        "seen": ever,
        "since": since,
        "days": days,
        "closed": of,
        "columns": columns(by_month, reader),
        "skills": bars(skills(offers), partial(reader.label, "skills")),
        "past": len(offers),
        "history": await told(this.db, last_closed(closed, MOST_CLOSED), reader),
    }


def tables(
    counts: Mapping[str, Counter[str]], sources: Mapping[str, str], asked: Asked, reader: Reader
) -> list[dict[str, Any]]:
    """Make the tables of where and as what the employer hires, each line leading to its search."""
    names: dict[str, Callable[[str], str]] = {
        field: partial(reader.label, words) for field, words in FIELDS.items()
    }
    names["source"] = lambda name: sources.get(name, name)
    return [
        {
            "field": field,
            "bars": bars(counts.get(field, {}), name, Link(reader, field, asked.params())),
        }
        for field, name in names.items()
    ]


async def told(db: Any, closed: list[Past], reader: Reader) -> list[dict[str, Any]]:
    """Tell of each CLOSED offer from when to when it was open."""
    offers = {offer["id"]: offer for offer in await chosen_offers(db, [one.id for one in closed])}
    return [
        {"card": card(offers[one.id], reader), "past": one} for one in closed if one.id in offers
    ]


async def nowhere(datasette: Any, request: Any) -> Response:
    return await problem(datasette, request, 404)


@hookimpl
def register_routes() -> list:
    return [
        (r"^/employer/(?P<id>[0-9]{1,18})(?P<slug>-[^/]*)?$", employer),
        (r"^/employer(/.*)?$", nowhere),
    ]
