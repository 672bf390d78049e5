"""/trends: the market day by day, in charts whose figures anybody may take away and cite."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from itertools import chain
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading import (
    trend_cells,
    trend_days,
    trend_lifetimes,
    trend_skills,
    trend_sources,
)
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.reader import Reader, reader_of
from datasette_plugins.reading.trend_asked import (
    SPANS,
    VOCABULARIES,
    Chosen,
    Question,
    counted_days,
    read_chosen,
)
from datasette_plugins.reading.trend_chart import Chart, as_csv, links
from offers.taxonomy import rows

#: What draws the charts, in the order of the page, and their names.
DRAWN: dict[tuple[str, ...], Callable[[Question], Awaitable[list[Chart]]]] = {
    ("open", "flow"): trend_days.charts,
    tuple(VOCABULARIES): trend_cells.charts,
    ("lifetimes",): trend_lifetimes.charts,
    ("sources",): trend_sources.charts,
    ("skills",): trend_skills.charts,
}


async def asked(datasette: Any, request: Any) -> Question:
    db, reader = datasette.get_database(), reader_of(datasette, request)
    return Question(
        db=db,
        reader=reader,
        chosen=read_chosen(request.args),
        counted=await counted_days(db),
        tables=datasette.urls.database(db.name),
        site=datasette.absolute_url(request, reader.base or "/").rstrip("/"),
    )


def fields(chosen: Chosen, reader: Reader) -> list[dict[str, Any]]:
    """Make the selects of the form: a value, its name, and whether it is chosen."""
    found = []
    for part, code in chosen.cell.items():
        named = [(r["code"], reader.label(VOCABULARIES[part], r["code"])) for r in rows(VOCABULARIES[part])]  # fmt: skip
        options = [("", reader.say(f"trend_any_{part}")), *named]
        found.append(
            {"name": part, "options": [(value, name, value == code) for value, name in options]}
        )
    spans = [(n, reader.say("trend_days", n=n), n == chosen.days) for n in sorted(SPANS)]
    return [*found, {"name": "days", "options": spans}]


async def trends(datasette: Any, request: Any) -> Response:
    question = await asked(datasette, request)
    reader, charts = question.reader, []
    if question.counted:
        drawn = await asyncio.gather(*(draw(question) for draw in DRAWN.values()))
        charts = [(chart, links(chart, question)) for chart in chain(*drawn)]
    context = {
        "charts": charts,
        "fields": fields(question.chosen, reader),
        "narrowed": bool(question.chosen.params()),
        "first": reader.day(question.first.isoformat()) if charts else "",
        "last": reader.day(question.last.isoformat()) if charts else "",
        "today": reader.day(reader.today.isoformat()),
    }
    body = await datasette.render_template("trends.html", context, request=request)
    return Response.html(body, headers=dict(FOR_EVERYBODY))


async def figures(datasette: Any, request: Any) -> Response:
    """Answer with the figures of one chart as CSV."""
    question, name = await asked(datasette, request), request.url_vars["name"]
    draw = next((draw for names, draw in DRAWN.items() if name in names), None)
    if draw is None or not question.counted:
        return await problem(datasette, request, 404)
    [chart] = [chart for chart in await draw(question) if chart.name == name]
    headers = FOR_EVERYBODY | {
        "content-disposition": f'attachment; filename="{name}-{question.last}.csv"'
    }
    return Response(as_csv(chart), headers=headers, content_type="text/csv; charset=utf-8")


@hookimpl
def register_routes() -> list:
    return [(r"^/trends$", trends), (r"^/trends/(?P<name>[a-z]{1,20})\.csv$", figures)]
