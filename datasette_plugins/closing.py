"""/closing.ics: the closing days of any search as a calendar, with the same parameters as the page."""

import sys
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.asked import Asked, read
from datasette_plugins.reading.calendar import TYPE, calendar
from datasette_plugins.reading.found import SOON, newest
from datasette_plugins.reading.reader import Reader, reader_of

#: Telephones grow slow with more, and nobody reads them.
MOST = 200


def closing(asked: Asked) -> Asked:
    """Narrow ASKED to what closes in the days that can be told apart, soonest first."""
    return asked.but(sort="closing", closing=asked.closing or SOON - 1)


def name_of(reader: Reader, asked: Asked) -> str:
    return " · ".join(filter(None, (reader.say("closing_days"), asked.q[:80])))


async def closing_days(datasette: Any, request: Any) -> Response:
    reader, asked = reader_of(datasette, request), read(request.args)
    offers = await newest(datasette.get_database(), closing(asked), reader.today, limit=MOST)

    def address(id: int) -> str:
        return datasette.absolute_url(request, reader.link(f"/offer/{id}"))

    body = calendar(name_of(reader, asked), offers, reader, address)
    headers = {"cache-control": "public, max-age=300", "vary": "accept-language"}
    return Response(body, headers=headers, content_type=TYPE)


@hookimpl
def register_routes() -> list:
    return [(r"^/closing\.ics$", closing_days)]
