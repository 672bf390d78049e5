"""What is said where a request is refused or stopped: to a reader a page, to a program data."""

from typing import Any

from datasette import Response

#: What a program is told; a reader's words stand in words/*/guard.po.
TOLD = {
    "sql_off": "SQL is not open here: it is on the analysts' server",
    "sql_long": "The query is too long",
    "busy": "Too many queries at once: try again in two seconds",
    "slow": "The query took too long and was stopped",
    "broken": "Something broke on our side",
    "forbidden": "Forbidden",
}
STATUSES = {
    "sql_off": 403,
    "sql_long": 414,
    "busy": 503,
    "slow": 400,
    "broken": 500,
    "forbidden": 403,
}
RETRY_AFTER = 2


async def refusal(datasette: Any, request: Any, kind: str) -> Response:
    """Answer that REQUEST is refused, which KIND of TOLD says why."""
    status = STATUSES[kind]
    headers = {"x-robots-tag": "noindex", "cache-control": "no-store"}
    if kind == "busy":
        headers["retry-after"] = str(RETRY_AFTER)
    if request.path.endswith(".json"):
        told = {"ok": False, "error": TOLD[kind], "status": status, "title": None}
        return Response.json(told, status=status, headers=headers)
    if request.path.endswith((".csv", ".blob", ".xlsx")):
        return Response.text(TOLD[kind], status=status, headers=headers)
    await datasette.invoke_startup()  # a page cannot be made before: this may be the first request
    context = {"kind": kind, "status": status, "said": None}
    body = await datasette.render_template("problem.html", context, request=request)
    return Response.html(body, status=status, headers=headers)
