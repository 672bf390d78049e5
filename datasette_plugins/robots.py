"""/robots.txt: offers may be indexed; the same list under a thousand filters need not be."""

from typing import Any

from datasette import Response, hookimpl

RULES = """\
User-agent: *
Disallow: /*?
Disallow: /-/
Disallow: /feed.atom
Disallow: /{database}
Allow: /static/
Allow: /*?lang=
"""


def robots(datasette: Any) -> Response:
    return Response.text(RULES.format(database=datasette.get_database().name))


@hookimpl
def register_routes() -> list:
    return [(r"^/robots\.txt$", robots)]
