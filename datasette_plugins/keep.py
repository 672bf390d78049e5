"""/kept: the offers and searches that a visitor keeps in the browser; a list that came by a link."""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.found import chosen_offers
from datasette_plugins.reading.reader import Reader, read_day, reader_of
from datasette_plugins.reading.shown import card

#: So many offers may be kept; static/keep.js holds the same number.
MOST_OFFERS = 200
_ID = re.compile(r"[0-9]{1,18}")

MOVED = """
select id, offer from offer_aliases where id in (select value from json_each(:ids))
"""

Offer = Mapping[str, Any]


def read_ids(text: str) -> list[int]:
    """Read the numbers of a list, each once, as many as may be kept; what is no number is left out.

    >>> read_ids("3,1,x,3,,-2")
    [3, 1]
    """
    found = (int(part) for part in text[:5000].split(",") if _ID.fullmatch(part))
    return list(dict.fromkeys(found))[:MOST_OFFERS]


def by_closing(offer: Offer, reader: Reader) -> tuple[bool, bool, str, int]:
    """Order what can still be applied for by its last day, then what tells none; what is past comes last.

    The second is whether its day is unknown.
    """
    until = read_day(offer["deadline_on"])
    past = offer["closed_on"] is not None or (until is not None and until < reader.today)
    return past, until is None, str(until), -offer["id"]


async def shared(db: Any, ids: list[int], reader: Reader) -> dict[str, Any]:
    """Gather the offers IDS as they stand today: the cards, which ids have MOVED, how many are gone."""
    moved = dict(tuple(row) for row in (await db.execute(MOVED, {"ids": json.dumps(ids)})).rows)
    living = list(dict.fromkeys(moved.get(id, id) for id in ids))
    found = await chosen_offers(db, living)
    ordered = sorted(found, key=lambda offer: by_closing(offer, reader))
    return {
        "cards": [card(offer, reader) for offer in ordered],
        "ids": ids,
        "moved": moved,
        "gone": len(living) - len(found),
    }


async def kept(datasette: Any, request: Any) -> Response:
    reader, ids = reader_of(datasette, request), read_ids(request.args.get("ids") or "")
    context = await shared(datasette.get_database(), ids, reader)
    body = await datasette.render_template("kept.html", context, request=request)
    headers = {
        "cache-control": "public, max-age=60",
        "vary": "accept-language",
        "x-robots-tag": "noindex",
    }
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/kept$", kept)]
