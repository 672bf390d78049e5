"""/health: how the reading of each source goes, in a visitor's words; /health.json: the same for programs."""

import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.reader import Reader, read_day, reader_of
from offers.text import fold

#: No words of a site stand here: a run's cause may quote its addresses, and is the operator's to read.
HEALTH = """
select s.name as source, s.title, s.kind,
  h.verdict, h.bad_runs, h.bad_since, h.last_good, h.last_run
from sources s
join source_health h on h.source = s.name
"""
TOLD = ("source", "title", "verdict", "bad_runs", "bad_since", "last_good", "last_run")
#: Verdicts that are no trouble: it went well, or was not judged yet.
CALM = ("good", "unread")
#: What was read well, but not for so long, is late: nobody reads it any more, or our clockwork stands.
LATE = timedelta(days=14)


def verdict(row: Mapping[str, Any], today: date) -> str:
    """Return what a visitor is told of a source: its verdict, unread, or late.

    >>> day = date(2026, 11, 22)
    >>> verdict({"verdict": "good", "last_good": "2026-11-21", "kind": "board"}, day)
    'good'
    >>> verdict({"verdict": "good", "last_good": "2026-10-21", "kind": "board"}, day)
    'late'
    """
    if row["verdict"] is None:
        return "unread"
    last = read_day(row["last_good"])
    late = last is not None and today - last > LATE and row["kind"] != "import"
    return "late" if row["verdict"] == "good" and late else row["verdict"]


async def lines(db: Any, today: date) -> list[dict[str, Any]]:
    """Return a line for each source, those in trouble first, then by title."""
    rows = [dict(row) for row in (await db.execute(HEALTH)).rows]
    told = [row | {"verdict": verdict(row, today)} for row in rows]
    return sorted(told, key=lambda row: (row["verdict"] in CALM, fold(row["title"]), row["source"]))


def said(row: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """Make what the page says of one source; a verdict that it has no words for is trouble of some kind."""
    known = row["verdict"] if reader.knows(f"fares_{row['verdict']}") else "broken"
    return {
        "title": row["title"],
        "calm": known in CALM,
        "tone": {"good": "good", "unread": ""}.get(known, "ill"),
        "verdict": reader.say(f"fares_{known}"),
        "why": reader.say(f"fares_{known}_why"),
        "since": reader.day(row["bad_since"]),
        "last_good": reader.day(row["last_good"]),
    }


async def health(datasette: Any, request: Any) -> Response:
    reader = reader_of(datasette, request)
    told = [said(row, reader) for row in await lines(datasette.get_database(), reader.today)]
    context = {
        "troubled": [one for one in told if not one["calm"]],
        "calm": [one for one in told if one["calm"]],
    }
    body = await datasette.render_template("health.html", context, request=request)
    return Response.html(body, headers=dict(FOR_EVERYBODY))


async def health_json(datasette: Any, request: Any) -> Response:
    told = await lines(datasette.get_database(), reader_of(datasette, request).today)
    bad = sum(row["verdict"] not in CALM for row in told)
    answer = {"bad": bad, "sources": [{name: row[name] for name in TOLD} for row in told]}
    return Response.json(answer, headers=dict(FOR_EVERYBODY))


@hookimpl
def register_routes() -> list:
    return [(r"^/health$", health), (r"^/health\.json$", health_json)]
