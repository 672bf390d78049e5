"""/closing.ics: the closing days of any search as a calendar, with the same parameters as the page."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.asked import CLOSING, Asked, read
from datasette_plugins.reading.calendar import TYPE, calendar
from datasette_plugins.reading.found import SOON, newest
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.reader import Reader, reader_of

#: Telephones grow slow with more, and nobody reads them.
MOST = 200


async def soonest(db: Any, asked: Asked, today: date) -> list[Mapping[str, Any]]:
    """Return what closes soonest: days are added until there are enough, for only the newest hits are sorted."""
    windows = (asked.closing,) if asked.closing else (*CLOSING, SOON - 1)
    for window in windows:
        found = await newest(db, asked.but(sort="closing", closing=window), today, limit=MOST)
        if len(found) == MOST:
            break
    return found


def name_of(reader: Reader, asked: Asked) -> str:
    return " · ".join(filter(None, (reader.say("closing_days"), asked.q[:80])))


async def closing_days(datasette: Any, request: Any) -> Response:
    reader, asked = reader_of(datasette, request), read(request.args)
    offers = await soonest(datasette.get_database(), asked, reader.today)

    def address(id: int) -> str:
        return datasette.absolute_url(request, reader.link(f"/offer/{id}"))

    body = calendar(name_of(reader, asked), offers, reader, address)
    headers = dict(FOR_EVERYBODY)
    return Response(body, headers=headers, content_type=TYPE)


@hookimpl
def register_routes() -> list:
    return [(r"^/closing\.ics$", closing_days)]
