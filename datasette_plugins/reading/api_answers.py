"""How the API answers: JSON that any page may read, and what went wrong as a sentence."""

import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from datasette import Response
from datasette.database import QueryInterrupted

from datasette_plugins.reading.api_parameters import Unclear
from datasette_plugins.reading.reader import reader_of

#: Any page may read what we give to all; nobody is known by a cookie.
OPEN = {"access-control-allow-origin": "*"}
ASKED_BEFORE = OPEN | {
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
}
Handler = Callable[[Any, Any], Awaitable[Response]]


def answer(data: Any, max_age: int) -> Response:
    """Answer with DATA, which may be kept for MAX_AGE seconds."""
    headers = {"cache-control": f"public, max-age={max_age}", "vary": "accept-language"}
    return _json(data, 200, "application/json", headers)


def trouble(
    datasette: Any, request: Any, status: int, key: str, values: Mapping[str, Any] | None = None
) -> Response:
    """Answer with STATUS and the sentence of KEY, as RFC 9457 writes a problem."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": reader_of(datasette, request).say(key, **(values or {})),
    }
    allow = {"allow": "GET, HEAD, OPTIONS"} if status == 405 else {}
    return _json(said, status, "application/problem+json", allow | {"cache-control": "no-store"})


def _json(data: Any, status: int, content_type: str, headers: dict[str, str]) -> Response:
    return Response(
        json.dumps(data, ensure_ascii=False),
        status=status,
        headers=OPEN | {"x-robots-tag": "noindex"} | headers,
        content_type=f"{content_type}; charset=utf-8",
    )


def open_to_all(handler: Handler) -> Handler:
    """Make HANDLER answer readers of any origin, and say as JSON what it could not do."""

    async def answered(datasette: Any, request: Any) -> Response:
        if request.method == "OPTIONS":
            return Response("", status=204, headers=ASKED_BEFORE)
        if request.method not in ("GET", "HEAD"):
            return trouble(datasette, request, 405, "api_only_read")
        try:
            return await handler(datasette, request)
        except Unclear as unclear:
            return trouble(datasette, request, 400, unclear.key, unclear.values)
        except QueryInterrupted:
            return trouble(datasette, request, 503, "api_too_long")

    return answered
