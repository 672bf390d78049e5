"""/sources: whom we read, how the last reading went, and how much we know of what each source says."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.reader import Reader, reader_of
from datasette_plugins.reading.shown import web_address
from datasette_plugins.reading.source_figures import Figures, figures
from offers.text import fold

SOURCES = """
select s.*, h.last_run, h.last_outcome, h.verdict, h.last_good
from sources s
left join source_health h on h.source = s.name
"""
#: Columns of the view coverage, and the words that name each: the first are shown at once.
MAIN = {
    "employer": "said_company",
    "city": "said_city",
    "contract": "said_contract",
    "published": "said_published",
    "diploma": "said_diploma",
    "salary": "said_salary",
}
MORE = {
    "deadline": "said_deadline",
    "region": "field_region",
    "experience": "said_experience",
    "level": "said_level",
    "working_time": "said_working_time",
    "work_mode": "said_remote",
    "positions": "said_positions",
    "sector": "said_sector",
    "occupation": "said_occupation",
    "isco": "known_isco",
    "skills": "said_skills",
    "languages_asked": "said_languages",
    "language": "field_language",
    "apply": "known_apply",
}
Line = dict[str, Any]
ORDERS: dict[str, Callable[[Line], Any]] = {
    "open": lambda line: -line["open"],
    "alone": lambda line: -line["alone"],
    "known": lambda line: -(line["share"] or 0),
    "last": lambda line: -int("".join(c for c in (line["last_run"] or "0")[:19] if c.isdigit())),
    "title": lambda line: fold(line["title"]),
}


def state(last_run: str | None, outcome: str | None, verdict: str | None) -> str:
    """Say how a source fares: unread, being read now, good or ill.

    >>> state("2026-11-21", None, "good"), state("2026-11-21", "ok", "good"), state("2026-11-21", "ok", "blind")
    ('reading', 'good', 'ill')
    """
    if last_run is None:
        return "unread"
    if outcome is None:
        return "reading"
    return "unread" if verdict is None else "good" if verdict == "good" else "ill"


def host(url: str | None) -> str:
    """Name the host of a web address.

    >>> host("https://www.rekrute.com/offres.html")
    'www.rekrute.com'
    """
    return urlsplit(url or "").hostname or ""


def shares(known: Mapping[str, float], names: Mapping[str, str]) -> list[tuple[str, int]]:
    """List for NAMES the share in percent of the open postings where each is KNOWN."""
    return [(words, round(known[column])) for column, words in names.items()]


def line(row: Mapping[str, Any], of: Figures, reader: Reader) -> Line:
    """Make what the page says of one source."""
    known = of["known"].get(row["name"])
    offers, alone = of["alone"].get(row["name"], (0, 0))
    main = shares(known, MAIN) if known else []
    url, terms, verdict = web_address(row["url"]), web_address(row["terms"]), row["verdict"]
    told = f"fares_{verdict}_why"
    return {
        "name": row["name"],
        "title": row["title"],
        "kind": reader.say(f"source_{row['kind']}")
        if reader.knows(f"source_{row['kind']}")
        else row["kind"],
        "state": state(row["last_run"], row["last_outcome"], verdict),
        "ill": reader.say(told) if verdict != "good" and reader.knows(told) else "",
        "last_run": row["last_run"],
        "last_good": row["last_good"] if verdict != "good" else None,
        "open": known["postings"] if known else 0,
        "postings": of["postings"].get(row["name"], 0),
        "offers": offers,
        "alone": alone,
        "main": main,
        "more": shares(known, MORE) if known else [],
        "share": round(sum(n for _, n in main) / len(main)) if main else None,
        "url": url,
        "host": host(url),
        "terms": terms,
    }


async def sources(datasette: Any, request: Any) -> Response:
    db, reader = datasette.get_database(), reader_of(datasette, request)
    of, rows = await figures(db), (await db.execute(SOURCES)).rows
    order = request.args.get("sort") if request.args.get("sort") in ORDERS else "open"
    lines = sorted((line(row, of, reader) for row in rows), key=lambda one: fold(one["title"]))
    lines.sort(key=ORDERS[order])
    context = {
        "sources": lines,
        "of": of,
        "ill": sum(one["state"] == "ill" for one in lines),
        "sorts": [
            {"sort": s, "url": reader.link("/sources", [("sort", s)]), "here": s == order}
            for s in ORDERS
        ],
    }
    body = await datasette.render_template("sources.html", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/sources$", sources)]
