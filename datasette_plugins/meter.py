"""Datasette's own pages, metered: what visitors ask there runs in processes of its own, few at once."""

import logging
import re
import sys
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from datasette import Request, hookimpl
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.views.base import DatasetteError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.guarding.clients import client_of
from datasette_plugins.guarding.metered import Metered
from datasette_plugins.guarding.places import Busy, Places
from datasette_plugins.guarding.refusals import DATA, refusal
from datasette_plugins.guarding.visits import MOST_CELLS, MOST_CELLS_SHOWN, Asked, Lane
from datasette_plugins.reading.questions import questions

App = Callable[..., Awaitable[None]]
#: What SQLite says where it is not the question that is wrong, but the file.
LOST = re.compile("malformed|not a database|unable to open|disk I/O error|is locked")
_log = logging.getLogger("datasette")


@dataclass
class Lanes:
    """Hold the lanes: a visitor's own SQL does not take the places of those who leaf through tables.

    A prepared question may take longest: what it costs is known (bench/queries.py). Where one client asks
    as often at once as it can, a place is left for others, and who asked least comes first.
    """

    sql: Lane = field(default_factory=lambda: Lane(Places(2, 1), seconds=0.8, wait=1.5))
    tables: Lane = field(default_factory=lambda: Lane(Places(3, 2), seconds=0.9, wait=3))
    questions: Lane = field(default_factory=lambda: Lane(Places(2, 1), seconds=1.5, wait=8))
    streams: Lane = field(default_factory=lambda: Lane(Places(1, 1), seconds=60, wait=60))

    def lane(self, asked: Asked) -> Lane:
        """Return the lane of a request."""
        if asked.sql:
            return self.sql
        if asked.streams:
            return self.streams
        return self.questions if asked.table in questions() else self.tables


@hookimpl(trylast=True)
def startup(datasette: Any) -> None:
    for name, db in list(datasette.databases.items()):
        if db.path and not isinstance(db, Metered):
            metered = Metered(datasette, path=db.path, is_mutable=db.is_mutable)
            metered.name, metered.route = db.name, db.route
            datasette.databases[name] = metered


@hookimpl(tryfirst=True)  # inside the wrapper that sets our headers: a refusal has them, too
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    return partial(metering, datasette)


def metering(datasette: Any, app: App) -> App:
    """Wrap APP so that requests to Datasette's own pages pass through a lane."""
    ours = _our_routes(datasette)
    lanes = Lanes()

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        asked = _asked(datasette, scope)
        if asked is None or any(route.match(asked.path) for route in ours):
            await app(scope, receive, send)
            return
        kind = _refused(datasette, asked)
        if kind is None:
            bounded = scope | {"query_string": asked.bounded().encode("latin-1")}
            cells = MOST_CELLS_SHOWN if asked.shown else MOST_CELLS
            try:
                async with lanes.lane(asked).visit(cells, client_of(scope)):
                    await app(bounded, receive, send)
                return
            except Busy:
                kind = "busy"
        # We stand outside what sets the token of forms: a refusal has no form that needs it.
        request = Request(scope | {"csrftoken": lambda: ""}, receive)
        response = await refusal(datasette, request, kind)
        await response.asgi_send(send)

    return answer


def _our_routes(datasette: Any) -> list[re.Pattern[str]]:
    """List what pages of ours answer to. Datasette looks there first; all else is its own."""
    return [
        re.compile(regex)
        for routes in pm.hook.register_routes(datasette=datasette)
        for regex, _ in routes
    ]


def _asked(datasette: Any, scope: dict) -> Asked | None:
    """Read what is asked, as Datasette's router reads the path; None where no table can be meant."""
    if scope["type"] != "http":
        return None
    raw = scope.get("raw_path")
    path = (raw.decode("ascii") if raw else scope["path"]).partition("?")[0]
    base = datasette.setting("base_url")
    if base != "/" and path.startswith(base):
        path = "/" + path[len(base) :]
    if path.startswith(("/static/", "/-/")):
        return None
    return Asked(path, scope.get("query_string", b"").decode("latin-1"))


def _refused(datasette: Any, asked: Asked) -> str | None:
    if asked.too_long:
        return "sql_long"
    if asked.nothing:
        return "missing"
    return "sql_off" if asked.sql and not datasette.setting("default_allow_sql") else None


@hookimpl(hookwrapper=True)
def handle_exception(
    datasette: Any, request: Any, exception: Exception
) -> Generator[None, Any, None]:
    """Say in our words that a query was stopped; tell a program nothing of what broke."""
    outcome = yield
    kind = _kind(datasette, request, exception)
    if kind == "broken":
        _log.error("%s", request.path[:200], exc_info=exception)
    if kind:
        outcome.force_result([partial(refusal, datasette, request, kind)])


def _kind(datasette: Any, request: Any, exception: Exception) -> str | None:
    """Name the refusal that EXCEPTION comes to; None where the page that Datasette or layout.py makes is right."""
    title = getattr(exception, "title", None)
    if isinstance(exception, QueryInterrupted) or title == "SQL Interrupted":
        return "slow" if _stock(datasette, request) else "late"
    # "Cannot sort table by …" is told as an error of ours; it is the visitor's.
    status = getattr(exception, "status", 500)
    if isinstance(exception, DatasetteError) and status == 500 and not LOST.search(str(exception)):
        return "bad"
    if status == 500 or LOST.search(str(exception)):
        return "broken"
    if title == "Invalid SQL" and not datasette.setting("default_allow_sql"):
        return "bad"
    if request.path.endswith(DATA):
        return {404: "missing", 403: "forbidden"}.get(status, "bad")
    return None


def _stock(datasette: Any, request: Any) -> bool:
    """Tell whether one of Datasette's own pages is asked, which wait for what a visitor chose."""
    base = datasette.setting("base_url")
    return request.path.startswith(
        tuple(f"{base}{db.route}" for db in datasette.databases.values())
    )


@hookimpl(tryfirst=True)
def forbidden(datasette: Any, request: Any) -> Callable[[], Awaitable]:
    return partial(refusal, datasette, request, "forbidden")
