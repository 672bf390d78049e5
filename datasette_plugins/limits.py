"""How often one client may ask: pages, tables and the API, and what costs most."""

import math
import sys
import time
from collections.abc import Callable, Generator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from datasette import Request, hookimpl
from datasette.utils import StartupError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.guarding.clients import client_of
from datasette_plugins.guarding.deadline import App
from datasette_plugins.guarding.refusals import refusal
from datasette_plugins.guarding.visits import Asked
from datasette_plugins.guarding.windows import Left, Windows
from datasette_plugins.reading.questions import questions

#: Requests a minute; the plugin's settings of the same names say others, 0 is without end.
A_MINUTE = {"pages": 300, "data": 120, "queries": 30}
#: What costs nothing, and what must be answered always.
FREE = ("/static/", "/-/static/", "/-/static-plugins/")
FREE_PAGES = frozenset({"/robots.txt", "/favicon.ico", "/health", "/health.json"})
WINDOW = 60.0


def kind_of(path: str, query: str, tables: tuple[str, ...]) -> str | None:
    """Name what a request counts as, where Datasette's own pages begin with one of TABLES; None: it is free.

    >>> [kind_of(path, "", ("/jobs/",)) for path in ("/", "/api/offers.json", "/jobs/offers", "/static/x.css")]
    ['pages', 'data', 'data', None]
    >>> kind_of("/jobs/offers.csv", "", ("/jobs/",)), kind_of("/jobs.json", "sql=select+1", ("/jobs/",))
    ('queries', 'queries')
    """
    if path in FREE_PAGES or path.startswith(FREE):
        return None
    asked = Asked(path, query)
    stock = f"{path.partition('.')[0]}/".startswith(tables)
    if path.endswith((".csv", ".xlsx")) or (
        stock and (asked.sql or asked.streams or asked.table in questions())
    ):
        return "queries"
    return "data" if stock or path.startswith(("/api/", "/-/")) else "pages"


def told(settings: Mapping[str, Any]) -> dict[str, int]:
    """Read how many requests a minute each kind has; what is not said is as A_MINUTE has it.

    >>> told({"pages": "0", "queries": None})
    {'pages': 0, 'data': 120, 'queries': 30}
    """
    return {kind: _whole(kind, settings.get(kind), usual) for kind, usual in A_MINUTE.items()}


def _whole(kind: str, said: Any, usual: int) -> int:
    text = "" if said is None else str(said)
    if not text:
        return usual
    if not text.isdecimal():
        raise StartupError(f"limits: {kind} is a number of requests a minute, or 0; not {text!r}")
    return int(text)


@hookimpl(hookwrapper=True)  # outside what keeps pages: those count, too
def asgi_wrapper(datasette: Any) -> Generator[None, Any, None]:
    outcome = yield
    outcome.force_result([*outcome.get_result(), partial(limiting, datasette)])


def limiting(datasette: Any, app: App, clock: Callable[[], float] = time.monotonic) -> App:
    """Wrap APP so that no client asks it more often than it may."""
    most = told(datasette.plugin_config("limits") or {})
    windows = {kind: Windows(n, WINDOW) for kind, n in most.items() if n}
    base = datasette.setting("base_url")

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        client = client_of(scope) if scope["type"] == "http" else None
        kind = _kind(datasette, base, scope) if client else None
        if client is None or kind not in windows:
            await app(scope, receive, send)
            return
        left = windows[kind].ask(client, clock())
        headers = rate_limit(kind, most[kind], left)
        if left.granted:
            # What caches may keep is everybody's: it does not say what one client has left.
            await app(scope, receive, send if kind == "pages" else _saying(headers, send))
            return
        request = Request(scope | {"csrftoken": lambda: ""}, receive)
        headers["retry-after"] = str(math.ceil(left.seconds))
        await (await refusal(datasette, request, "limited", headers)).asgi_send(send)

    return answer


def _kind(datasette: Any, base: str, scope: dict) -> str | None:
    path = "/" + scope["path"].removeprefix(base)
    query = scope.get("query_string", b"").decode("latin-1")
    return kind_of(path, query, tuple(f"/{db.route}/" for db in datasette.databases.values()))


def rate_limit(kind: str, most: int, left: Left) -> dict[str, str]:
    """Write what a client has left as draft-ietf-httpapi-ratelimit-headers does.

    >>> rate_limit("data", 120, Left(True, 7, 31.2))["ratelimit"]
    '"data";r=7;t=32'
    """
    return {
        "ratelimit-policy": f'"{kind}";q={most};w={WINDOW:.0f}',
        "ratelimit": f'"{kind}";r={left.more};t={math.ceil(left.seconds)}',
    }


def _saying(headers: Mapping[str, str], send: Callable) -> Callable:
    async def send_saying(message: dict) -> None:
        if message["type"] == "http.response.start":
            said = [(name.encode(), value.encode()) for name, value in headers.items()]
            message = message | {"headers": [*message.get("headers", ()), *said]}
        await send(message)

    return send_saying
