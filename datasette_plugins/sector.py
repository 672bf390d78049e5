"""/sector/CODE: one sector, for who chooses a trade: what it asks, who hires where, what is new."""

import asyncio
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.addresses import employer_path
from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.figures import Bar, Link, bars
from datasette_plugins.reading.found import NEWEST, VALUES_OF, Facets, Search, newest, search
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.opened import Opened, growth, is_told
from datasette_plugins.reading.past import NEWEST as MOST_PAST
from datasette_plugins.reading.past import Past, began, occupations, past, skills
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.reader import Reader, reader_of
from datasette_plugins.reading.shares import beginners, paid
from datasette_plugins.reading.shown import card, cut
from offers.facets import KINDS
from offers.taxonomy import rows

KINDS_OF = """
select c.kind, c.n from json_each(:kinds) k
join facet_counts c on c.kind = k.value and c.value = :sector
"""

CARDS, MOST_SKILLS, MOST_EMPLOYERS = 10, 24, 12
LONGEST_NAME = 80


async def sector(datasette: Any, request: Any) -> Response:
    db, reader = datasette.get_database(), reader_of(datasette, request)
    code = request.url_vars["code"]
    if code not in {row["code"] for row in rows("sectors")}:
        return await problem(datasette, request, 404)
    address = datasette.absolute_url(request, f"{reader.base}/sector/{code}")
    context = await shown(db, reader, code) | {"address": address}
    body = await datasette.render_template("sector.html", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


async def shown(db: Any, reader: Reader, code: str) -> dict[str, Any]:
    """Gather everything that the page of one sector shows."""
    asked, since = Asked(sector=(code,)), await began(db)
    this = await search(db, asked, reader.today)
    everything = f"facets : {this.values.any_of('sector', asked.sector)}"
    offers, blobs, before, kinds, grown = await asyncio.gather(
        newest(db, asked, reader.today, CARDS),
        this.rows(VALUES_OF, **this.bound(limit=NEWEST)),
        past(db, everything),
        open_by_kind(this, code),
        growth(Opened(db, this.values, "sector", code), reader.today, is_told(since, reader.today)),
    )
    counts = this.values.counted([blob for _, blob in blobs]) if blobs else {}
    return {
        "name": reader.label("sectors", code),
        "kinds": [
            {"kind": kind, "n": n, "url": reader.link("/", asked.but(kind=kind).params())}
            for kind, n in kinds.items()
        ],
        "total": kinds.get("all", 0),
        "growth": grown,
        "since": since,
        "paid": paid(counts, len(blobs)),
        "beginners": beginners(counts),
        "counted": len(blobs),
        "capped": len(blobs) == NEWEST,
        "tables": tables(counts, asked, reader),
        "employers": employers(counts, this, reader),
        "skills": asked_skills(before, asked, reader),
        "occupations": bars(occupations(before), partial(reader.label, "occupations")),
        "past": len(before),
        "most_past": MOST_PAST,
        "cards": [card(offer, reader) for offer in offers],
        "all": reader.link("/", asked.params()),
    }


async def open_by_kind(this: Search, code: str) -> dict[str, int]:
    """Count the open offers of the sector CODE under each tab that has any."""
    number = this.values.numbers.get(("sector", code), 0)
    counted = await this.rows(KINDS_OF, kinds=json.dumps(list(KINDS)), sector=number)
    return dict(counted)


def tables(counts: Facets, asked: Asked, reader: Reader) -> list[dict[str, Any]]:
    """Make the tables of what is asked and where, each line leading to its search."""
    names: dict[str, Callable[[str], str]] = {
        "diploma": partial(reader.label, "diplomas"),
        "experience": lambda years: reader.say(f"experience_{years}"),
        "speaks": partial(reader.label, "languages"),
        "contract": partial(reader.label, "contracts"),
        "city": partial(reader.label, "cities"),
    }
    return [
        {
            "field": field,
            "bars": bars(counts.get(field, {}), name, Link(reader, field, asked.params())),
        }
        for field, name in names.items()
    ]


def asked_skills(before: list[Past], asked: Asked, reader: Reader) -> list[Bar]:
    """Make the list of the skills asked for, each leading to the search for its name."""
    name = partial(reader.label, "skills")
    return bars(
        skills(before), name, lambda code: reader.link("/", asked.but(q=name(code)).params()),
        MOST_SKILLS,
    )  # fmt: skip


def employers(counts: Facets, this: Search, reader: Reader) -> list[Bar]:
    """Make the table of who hires most, each line leading to the employer's page."""

    def path(code: str) -> str:
        return reader.link(employer_path(this.values.numbers["employer", code], code))

    def name(code: str) -> str:
        return cut(this.values.labels.get(("employer", code), code), LONGEST_NAME)

    return bars(counts.get("employer", {}), name, path, MOST_EMPLOYERS)


async def nowhere(datasette: Any, request: Any) -> Response:
    return await problem(datasette, request, 404)


@hookimpl
def register_routes() -> list:
    return [(r"^/sector/(?P<code>[a-z_]{1,40})$", sector), (r"^/sector(/.*)?$", nowhere)]
