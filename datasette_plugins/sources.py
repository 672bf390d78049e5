"""/sources: whom we read, how the last reading went, and how much of it we understood."""

import sys
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.shown import web_address

HEALTH = """
select h.*, s.url, s.terms
from source_health h
join sources s on s.name = h.name
order by h.open desc, h.name
"""


def state(last_run: str | None, outcome: str | None) -> str:
    """Say how a source fares: unread, being read now, good or ill.

    >>> state("2026-11-21", None), state("2026-11-21", "ok"), state("2026-11-21", "blocked")
    ('reading', 'good', 'ill')
    """
    if last_run is None:
        return "unread"
    return "reading" if outcome is None else "good" if outcome == "ok" else "ill"


def line(row: dict[str, Any]) -> dict[str, Any]:
    """Make what the page says of one source."""
    return row | {
        "open": row["open"] or 0,
        "state": state(row["last_run"], row["outcome"]),
        "url": web_address(row["url"]),
        "terms": web_address(row["terms"]),
    }


async def sources(datasette: Any, request: Any) -> Response:
    rows = (await datasette.get_database().execute(HEALTH)).rows
    lines = [line(dict(row)) for row in rows]
    body = await datasette.render_template("sources.html", {"sources": lines}, request=request)
    headers = {"cache-control": "public, max-age=300", "vary": "accept-language"}
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/sources$", sources)]
