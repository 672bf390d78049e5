"""What is said where a request is refused or stopped: to a reader a page, to a program data."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from datasette import Response

from datasette_plugins.guarding.bounds import ALLOW


class Refusal(NamedTuple):
    """Say the STATUS of a refusal and what a program is TOLD; a reader's words stand in words/*/*.po."""

    status: int
    told: str
    headers: Mapping[str, str] = {}


REFUSALS = {
    "sql_off": Refusal(403, "SQL is not open here: it is on the analysts' server"),
    "sql_long": Refusal(414, "The query is too long"),
    "busy": Refusal(503, "Too many queries at once: try again in two seconds", {"retry-after": "2"}),
    "slow": Refusal(400, "The query took too long and was stopped"),
    "broken": Refusal(500, "Something broke on our side"),
    "forbidden": Refusal(403, "Forbidden"),
    "bad": Refusal(400, "This cannot be asked"),
    "missing": Refusal(404, "There is nothing here"),
    "limited": Refusal(429, "Too many requests from your address: see Retry-After"),
    "late": Refusal(503, "The answer took too long", {"retry-after": "30"}),
    "method": Refusal(405, "This can only be read", {"allow": ALLOW}),
    "address": Refusal(414, "The address is too long"),
    "headers": Refusal(431, "The headers are too large"),
    "body": Refusal(413, "Nothing can be sent here"),
    "host": Refusal(400, "The host cannot be one"),
}  # fmt: skip
DATA = (".csv", ".blob", ".xlsx", ".atom", ".ics", ".txt", ".css", ".js", ".mjs")


async def refusal(
    datasette: Any, request: Any, kind: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer that REQUEST is refused, which KIND of REFUSALS says why."""
    status, told, own = REFUSALS[kind]
    sent = {"x-robots-tag": "noindex", "cache-control": "no-store", **own, **(headers or {})}
    path = request.path
    if path.startswith(f"{datasette.setting('base_url')}api/"):
        return _problem(status, told, sent)
    if path.endswith(".json"):
        said = {"ok": False, "error": told, "status": status, "title": None}
        return Response.json(said, status=status, headers=sent)
    if path.endswith(DATA):
        return Response.text(told, status=status, headers=sent)
    await datasette.invoke_startup()  # a page cannot be made before: this may be the first request
    context = {"kind": kind, "status": status, "said": None}
    body = await datasette.render_template("problem.html", context, request=request)
    return Response.html(body, status=status, headers=sent)


def _problem(status: int, told: str, headers: dict[str, str]) -> Response:
    """Write a problem as the API does (RFC 9457), for readers of any origin."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": told,
    }
    return Response(
        json.dumps(said),
        status=status,
        headers=headers | {"access-control-allow-origin": "*"},
        content_type="application/problem+json; charset=utf-8",
    )
