"""What every request, every answer and every connection is held to."""

import logging
import sqlite3
import sys
from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn.config
from datasette import Request, Response, handle_exception, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.guarding.allowed import LONGEST_VALUE, allowed
from datasette_plugins.guarding.bounds import ALLOW, unfit
from datasette_plugins.guarding.deadline import STREAMED, WHOLE, App, in_time
from datasette_plugins.guarding.headers import kept_for_ever, sending, without_style
from datasette_plugins.guarding.metered import escape_fts
from datasette_plugins.guarding.refusals import REFUSALS, refusal
from datasette_plugins.reading.problem import problem

FILES = ("/static/", "/-/static/", "/-/static-plugins/")
_log = logging.getLogger("datasette")


@hookimpl
def startup() -> None:
    # Where rich is installed, Datasette prints every local variable at every 404: half a second each.
    handle_exception.rich = None


# The command `datasette` leaves the choice of the connection to uvicorn: ours waits for nobody.
uvicorn.config.HTTP_PROTOCOLS["auto"] = "datasette_plugins.guarding.connection:Connection"


@hookimpl(hookwrapper=True, tryfirst=True)  # its end comes last: outside all other wrappers
def asgi_wrapper(datasette: Any) -> Generator[None, Any, None]:
    outcome = yield
    files, whole = partial(keeping_files, datasette), partial(guarding, datasette)
    outcome.force_result([files, *outcome.get_result(), whole])


def keeping_files(datasette: Any, app: App) -> App:
    """Wrap APP: files whose address names their version are kept; what is no file, we say so ourselves."""

    async def answer(scope: dict, receive: Any, send: Any) -> None:
        if not scope.get("path", "").startswith(FILES):
            await app(scope, receive, send)
            return
        found = True

        async def send_found(message: dict) -> None:
            nonlocal found
            found = found and message.get("status", 200) < 400
            if found:
                await kept_for_ever(scope, message, send)

        await app(scope, receive, send_found)
        if not found:
            await _refuse(datasette, scope, receive, send, "missing")

    return answer


def guarding(datasette: Any, app: App) -> App:
    """Wrap APP: what cannot be asked is refused, what does not come or breaks is said so, in our words."""

    async def answer(scope: dict, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        send = sending(scope, send)
        kind = unfit(scope, datasette.setting("default_allow_sql"))
        if kind is None and scope["method"] == "OPTIONS" and not _api(datasette, scope):
            await Response("", status=204, headers={"allow": ALLOW}).asgi_send(send)
            return
        if kind is None:
            whole = STREAMED if b"_stream" in scope.get("query_string", b"") else WHOLE
            kind = await in_time(app, scope, receive, send, whole)
        if kind:
            await _refuse(datasette, scope, receive, send, kind)

    return answer


def _api(datasette: Any, scope: dict) -> bool:
    """Tell whether the API is asked, which has an answer to OPTIONS of its own."""
    return scope["path"].startswith(f"{datasette.setting('base_url')}api/")


async def _refuse(datasette: Any, scope: dict, receive: Any, send: Any, kind: str) -> None:
    # We stand outside what sets the token of forms: a refusal has no form that needs it.
    request = Request(scope | {"csrftoken": lambda: ""}, receive)
    try:
        response = await refusal(datasette, request, kind)
    except Exception:  # the page itself needs what broke
        _log.exception("no page could be made")
        response = Response.text(REFUSALS[kind].told, status=REFUSALS[kind].status)
    await response.asgi_send(send)


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    env.filters["without_style"] = without_style


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    conn.create_function("escape_fts", 1, escape_fts, deterministic=True)
    if not database.startswith("_"):
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        conn.set_authorizer(allowed)


async def hidden(datasette: Any, request: Any) -> Any:
    return await problem(datasette, request, 404)


@hookimpl
def register_routes() -> list:
    # They tell where the file lies, or what we run on; and forms that serve nobody here.
    told = "databases|threads|versions|plugins|patterns|messages|permissions|allow-debug|auth-token"
    return [(rf"^/-/({told})(\.json)?$", hidden)]
