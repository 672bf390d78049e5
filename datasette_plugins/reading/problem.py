"""The page that says what went wrong, and where to go from there."""

from typing import Any

from datasette import Response


async def problem(datasette: Any, request: Any, status: int, said: str | None = None) -> Response:
    """Answer with STATUS in the visitor's language; SAID is a detail that may be shown to anyone."""
    kind = {404: "missing", 410: "gone", 403: "forbidden", 400: "bad"}.get(status, "broken")
    context = {"kind": kind, "status": status, "said": said}
    body = await datasette.render_template("problem.html", context, request=request)
    return Response.html(body, status=status, headers={"x-robots-tag": "noindex"})
