"""/sources: whom we read, how the last reading went, and how much of it we understood."""

import sys
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.reader import reader_of
from datasette_plugins.reading.shown import web_address

HEALTH = """
select h.*, s.url, s.terms
from source_health h
join sources s on s.name = h.name
order by h.open desc, h.name
"""
GOOD = ("complete", "ok", "good", "finished")


def line(row: dict[str, Any]) -> dict[str, Any]:
    """Make what the page says of one source."""
    state = "unread" if row["last_run"] is None else "good" if row["outcome"] in GOOD else "ill"
    return row | {
        "open": row["open"] or 0,
        "state": state,
        "url": web_address(row["url"]),
        "terms": web_address(row["terms"]),
    }


async def sources(datasette: Any, request: Any) -> Response:
    rows = (await datasette.get_database().execute(HEALTH)).rows
    lines = [line(dict(row)) for row in rows]
    context = {"sources": lines, "offers_link": reader_of(datasette, request).link}
    body = await datasette.render_template("sources.html", context, request=request)
    headers = {"cache-control": "public, max-age=300", "vary": "accept-language"}
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/sources$", sources)]
