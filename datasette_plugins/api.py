"""/api: offers, one offer and the counts of filters as JSON; and the page that tells how to ask."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.api_answers import OPEN, answer, open_to_all, trouble
from datasette_plugins.reading.api_facets import told_facets
from datasette_plugins.reading.api_offers import FIELDS, living, told_offers
from datasette_plugins.reading.api_parameters import COUNTED, Question, ignored, read
from datasette_plugins.reading.api_schema import OPERATIONS, openapi
from datasette_plugins.reading.asked import read as read_search
from datasette_plugins.reading.found import chosen_offers
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.paged import Place, part, total
from datasette_plugins.reading.reader import Reader, reader_of

LATEST = "select id, city_code from offers where closed_on is null order by id desc limit 3"
SEARCHED, STILL = 60, 300  # seconds that an answer may be kept: a search, an offer


async def offers(datasette: Any, request: Any) -> Response:
    """Answer with the offers that a search finds, or with those whose ids are given."""
    question, reader = read(request.args), reader_of(datasette, request)
    found = await (_chosen if question.ids else _found)(datasette, request, reader, question)
    return answer(found | {"ignored": question.ignored}, SEARCHED)


async def _found(
    datasette: Any, request: Any, reader: Reader, question: Question
) -> dict[str, Any]:
    db, asked, after = datasette.get_database(), question.asked, question.after
    (n, least), this = await asyncio.gather(
        total(db, asked, reader.today, after),
        part(
            db, asked, reader.today, limit=question.limit, place=question.place, after=after
        ),
    )  # fmt: skip
    return {
        "total": n,
        "total_is_least": least,
        "next": _next(datasette, request, reader, question, this.next),
        "offers": await told_offers(db, reader, this.offers, _absolute(datasette, request)),
        "moved": {},
    }


def _next(
    datasette: Any, request: Any, reader: Reader, question: Question, place: Place | None
) -> str | None:
    if place is None:
        return None
    pairs = [*question.params(), ("cursor", place.cursor())]
    return _absolute(datasette, request)(reader.link("/api/offers.json", pairs))


async def _chosen(
    datasette: Any, request: Any, reader: Reader, question: Question
) -> dict[str, Any]:
    """Give the offers whose ids are asked for, open or closed, merged ones by the offer that lives."""
    db = datasette.get_database()
    moved = await living(db, question.ids)
    ids = list(dict.fromkeys(moved.get(id, id) for id in question.ids))
    rows = await chosen_offers(db, ids)
    shown = await told_offers(db, reader, rows, _absolute(datasette, request))
    return {
        "total": len(rows),
        "total_is_least": False,
        "next": None,
        "offers": shown if question.limit else [],
        "moved": {str(old): new for old, new in moved.items()},
    }


def _absolute(datasette: Any, request: Any) -> Any:
    return lambda path: datasette.absolute_url(request, path)


async def offer(datasette: Any, request: Any) -> Response:
    """Answer with one offer; lead on from an id that was merged away."""
    db, id = datasette.get_database(), int(request.url_vars["id"])
    reader, rows = reader_of(datasette, request), await chosen_offers(db, [id])
    if rows:
        told = await told_offers(db, reader, rows, _absolute(datasette, request))
        return answer(told[0], STILL)
    if moved := await living(db, [id]):
        here = _absolute(datasette, request)(reader.link(f"/api/offers/{moved[id]}.json"))
        return Response.redirect(here, status=301, headers=dict(OPEN))
    return trouble(datasette, request, 404, "api_no_offer", {"id": str(id)})


async def facets(datasette: Any, request: Any) -> Response:
    """Answer with what each value of each filter would give."""
    reader, asked = reader_of(datasette, request), read_search(request.args).but(sort="")
    known = {parameter.name for parameter in COUNTED}
    told = await told_facets(datasette.get_database(), reader, asked)
    return answer(told | {"ignored": ignored(request.args, asked, known)}, SEARCHED)


async def description(datasette: Any, request: Any) -> Response:
    """Answer with the OpenAPI file."""
    reader = reader_of(datasette, request)
    server = datasette.absolute_url(request, f"{reader.base}/").rstrip("/")
    return answer(openapi(reader, server, reader.site or reader.say("site")), STILL)


async def nowhere(datasette: Any, request: Any) -> Response:
    return trouble(datasette, request, 404, "api_nowhere")


def examples(reader: Reader, latest: list[Any]) -> list[dict[str, Any]]:
    """List questions to try: the words' key, and an address that answers."""
    first, *more = [row["id"] for row in latest] or [1]
    tried: list[tuple[str, str, list[tuple[str, Any]]]] = [
        ("search", "offers.json", [("q", "stage"), ("within", 30), ("limit", 5)]),
        ("filters", "offers.json", [("city", "rabat"), ("city", "casablanca"), ("kind", "work")]),
        ("near", "offers.json", [("near", "rabat"), ("km", 25), ("sort", "closing")]),
        ("since", "offers.json", [("kind", "internship"), ("after", max(first - 50, 1)), ("limit", 0)]),
        ("ids", "offers.json", [("id", id) for id in (first, *more)]),
        ("offer", f"offers/{first}.json", []),
        ("facets", "facets.json", [("q", "comptable")]),
    ]  # fmt: skip
    return [{"key": key, "url": reader.link(f"/api/{path}", pairs)} for key, path, pairs in tried]


async def page(datasette: Any, request: Any) -> Response:
    """Tell people how to ask."""
    reader = reader_of(datasette, request)
    latest = list((await datasette.get_database().execute(LATEST)).rows)
    context = {
        "operations": OPERATIONS,
        "fields": FIELDS,
        "examples": examples(reader, latest),
        "address": datasette.absolute_url(request, f"{reader.base}/api/offers.json"),
    }
    body = await datasette.render_template("api.html", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


@hookimpl
def skip_csrf(datasette: Any, scope: dict) -> bool:
    # Nothing can be written here, and who tries is told so as JSON.
    return scope["path"].startswith(f"{datasette.setting('base_url')}api/")


@hookimpl
def register_routes() -> list:
    return [
        (r"^/api$", page),
        (r"^/api/openapi\.json$", open_to_all(description)),
        (r"^/api/offers\.json$", open_to_all(offers)),
        (r"^/api/offers/(?P<id>[0-9]{1,18})\.json$", open_to_all(offer)),
        (r"^/api/facets\.json$", open_to_all(facets)),
        (r"^/api/.*$", open_to_all(nowhere)),
    ]
