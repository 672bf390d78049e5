"""/about: what this is, what the robot does and does not do, how to be left out."""

import sys
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.reader import reader_of
from datasette_plugins.reading.shown import web_address


def contact_link(contact: str | None) -> str | None:
    """Make a link of the CONTACT in the settings: a web address, or a mail address.

    >>> contact_link("robot@example.org"), contact_link("javascript:x")
    ('mailto:robot@example.org', None)
    """
    if contact and "@" in contact and ":" not in contact:
        return f"mailto:{contact}"
    return web_address(contact)


async def about(datasette: Any, request: Any) -> Response:
    contact = reader_of(datasette, request).contact
    context = {"contact": contact, "contact_link": contact_link(contact)}
    body = await datasette.render_template("about.html", context, request=request)
    headers = {"cache-control": "public, max-age=300", "vary": "accept-language"}
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/about$", about)]
