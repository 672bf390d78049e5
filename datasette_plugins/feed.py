"""/feed.atom: the newest offers of any search, with the same parameters as the page."""

import sys
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.asked import read
from datasette_plugins.reading.found import newest
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.reader import reader_of
from datasette_plugins.reading.shown import cut

EPOCH = "1970-01-01T00:00:00Z"  # an empty feed was never updated


def moment(iso: str) -> str:
    """Write a day or a time of ours as Atom wants it.

    >>> moment("2026-11-21"), moment("2026-11-21T09:00:00+01:00")
    ('2026-11-21T00:00:00Z', '2026-11-21T09:00:00+01:00')
    """
    if "T" not in iso:
        return f"{iso}T00:00:00Z"
    return iso if iso.endswith("Z") or "+" in iso[10:] or "-" in iso[10:] else f"{iso}Z"


async def feed(datasette: Any, request: Any) -> Response:
    reader, asked = reader_of(datasette, request), read(request.args).but(sort="date")
    found = await newest(datasette.get_database(), asked, reader.today)

    def address(path: str) -> str:
        return datasette.absolute_url(request, path)

    entries = [
        {
            "title": cut(offer["title_shown"] or offer["title"]),
            "lang": offer["language"],
            "url": address(reader.link(f"/offer/{offer['id']}")),
            "company": cut(offer["employer"] or offer["company"], 80),
            "place": reader.label("cities", offer["city_code"]),
            "contract": reader.label("contracts", offer["contract_code"]),
            "excerpt": cut(offer["excerpt"]),
            "published": moment(offer["published_on"] or offer["first_seen"]),
            "updated": moment(offer["updated_at"]),
        }
        for offer in found
    ]
    context = {
        "entries": entries,
        "here": address(request.full_path),
        "page": address(reader.link("/", read(request.args).but().params())),
        "updated": max((entry["updated"] for entry in entries), default=EPOCH),
        "asked": asked,
    }
    body = await datasette.render_template("feed.xml", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response(body, headers=headers, content_type="application/atom+xml; charset=utf-8")


@hookimpl
def register_routes() -> list:
    return [(r"^/feed\.atom$", feed)]
