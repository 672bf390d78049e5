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
from datasette_plugins.reading.found import NEWEST, TITLES, VALUES_OF, chosen_offers, newest, search
from datasette_plugins.reading.past import NEWEST as MOST_PAST
from datasette_plugins.reading.past import Past, began, last_closed, months, past, skills, stay
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
    told = await shown(db, reader, known)
    if told is None:
        return await problem(datasette, request, 404)
    context = told | {"address": datasette.absolute_url(request, f"{reader.base}{path}")}
    body = await datasette.render_template("employer.html", context, request=request)
    headers = {"cache-control": "public, max-age=300", "vary": "accept-language"}
    return Response.html(body, headers=headers)


async def shown(db: Any, reader: Reader, known: Mapping[str, Any]) -> dict[str, Any] | None:
    """Gather what the page shows; None where no offer bears the name any more."""
    id, asked = known["id"], Asked(employer=(known["code"],))
    this = await search(db, asked, reader.today)
    everything = f"facets : {this.values.any_of('employer', asked.employer)}"
    offers, rows, before, total, others, titles, since = await asyncio.gather(
        newest(db, asked, reader.today, CARDS),
        this.rows(VALUES_OF, **this.bound(limit=NEWEST)),
        past(db, everything),
        db.execute(OPEN, {"id": id}),
        agencies(db, [id]),
        db.execute(TITLES),
        began(db),
    )
    if not before:
        return None
    counts = this.values.counted([blob for _, blob in rows]) if rows else {}
    days, closed = stay(before)
    return {
        "name": cut(known["label"] or known["code"], LONGEST_NAME),
        "agency": bool(others),
        "total": total.first()[0],
        "counted": len(rows),
        "capped": len(rows) == NEWEST,
        "all": reader.link("/", asked.params()),
        "cards": [card(offer, reader) for offer in offers],
        "paid": paid(counts, len(rows)),
        "tables": tables(counts, {row[0]: row[1] for row in titles.rows}, asked, reader),
        "skills": bars(skills(before), partial(reader.label, "skills")),
        "past": len(before),
        "most_past": MOST_PAST,
        "since": since,
        "days": days,
        "closed": closed,
        "columns": columns(months(before, reader.today), reader),
        "history": await history(db, before, reader),
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


async def history(db: Any, before: list[Past], reader: Reader) -> list[dict[str, Any]]:
    """Tell of the offers that closed last from when to when they were open."""
    chosen = last_closed(before, MOST_CLOSED)
    offers = {offer["id"]: offer for offer in await chosen_offers(db, [one.id for one in chosen])}
    return [
        {"card": card(offers[one.id], reader), "past": one} for one in chosen if one.id in offers
    ]


async def nowhere(datasette: Any, request: Any) -> Response:
    return await problem(datasette, request, 404)


@hookimpl
def register_routes() -> list:
    return [
        (r"^/employer/(?P<id>[0-9]{1,18})(?P<slug>-[^/]*)?$", employer),
        (r"^/employer(/.*)?$", nowhere),
    ]
