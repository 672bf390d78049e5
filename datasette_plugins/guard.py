"""What every answer and every connection is held to."""

import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import handle_exception, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.asked import LONGEST
from datasette_plugins.reading.problem import problem
from offers.search import question

HEADERS = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}

#: Functions that make a server work for half a minute, or reach out of the file.
DENIED = frozenset(
    [
        "printf",
        "format",
        "randomblob",
        "zeroblob",
        "load_extension",
        "readfile",
        "writefile",
        "edit",
        "fts3_tokenizer",
    ]
)
LONGEST_VALUE = 5_000_000

#: Texts that are somebody else's, kept to search and to compare, and who decided at the desk: whoever
#: reads them finds nothing there.
UNSHOWN = frozenset(
    {
        ("postings", "description"),
        ("posting_versions", "changes"),
        ("rejects", "payload"),
        ("offer_words", "body"),
        ("offer_search", "body"),
        ("overrides", "who"),
        ("overrides", "why"),
    }
)


@hookimpl
def startup() -> None:
    # Where rich is installed, Datasette prints every local variable at every 404: half a second each.
    handle_exception.rich = None


@hookimpl
def asgi_wrapper() -> Callable:
    def wrap(app: Callable[..., Awaitable]) -> Callable[..., Awaitable]:
        async def answer(scope: dict, receive: Callable, send: Callable) -> None:
            async def send_with_headers(message: dict) -> None:
                if message["type"] == "http.response.start":
                    message = message | {"headers": _with_ours(scope, message.get("headers", ()))}
                await send(message)

            await app(scope, receive, send_with_headers)

        return answer

    return wrap


def _with_ours(scope: dict, headers: Any) -> list[tuple[bytes, bytes]]:
    ours = dict(HEADERS)
    if scope["path"].startswith("/static/") and b"v=" in scope.get("query_string", b""):
        ours["cache-control"] = "public, max-age=31536000, immutable"
    kept = [(k, v) for k, v in headers if k.decode("latin-1").lower() not in ours]
    return kept + [(k.encode(), v.encode()) for k, v in ours.items()]


def allowed(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Say whether SQLite may do this for a visitor: nothing endless, nothing outside the file.

    A column that is not shown reads as null: `select *` goes on working.
    """
    if action == sqlite3.SQLITE_READ and (first, second) in UNSHOWN:
        return sqlite3.SQLITE_IGNORE
    denied = (
        (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in DENIED)
        or action in (sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_ATTACH)
        or (action == sqlite3.SQLITE_READ and (first or "").lower() == "pragma_database_list")
    )
    return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK


def escape_fts(asked: str | None) -> str:
    """Cut a question as the index was cut: Datasette's own search box asks through this, too.

    >>> escape_fts("*")
    '""'
    """
    return question((asked or "")[:LONGEST]) or '""'


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
    return [(r"^/-/(databases|threads)(\.json)?$", hidden)]  # they tell where the file lies
