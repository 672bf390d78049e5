"""/regions, /region/CODE, /town/CODE: where the open offers are, on a map and by place."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from babel.numbers import format_percent
from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.addresses import employer_path
from datasette_plugins.reading.asked import AROUND
from datasette_plugins.reading.choropleth import VIEW, classed, legend, shapes
from datasette_plugins.reading.distance import around, towns
from datasette_plugins.reading.found import MOST_COUNTED
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.local import FRESH, SAMPLED, Local, fresh, local, paid, totals
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.reader import LOCALES, Reader, labels, reader_of
from datasette_plugins.reading.shown import card, cut
from offers.taxonomy import codes, rows

#: Values of a list, towns of a region before "more", towns around a town and how far in km.
LISTED, TOWNS, NEAR, FAR = 8, 12, 12, 100

Line = dict[str, Any]


def percent(part: float | None, reader: Reader) -> str:
    """Write a share in whole percents; nothing where it is not known."""
    return "" if part is None else format_percent(part, locale=LOCALES[reader.lang])


def number(n: int, reader: Reader) -> str:
    """Write a count, which the search stops at MOST_COUNTED."""
    return f"{reader.number(MOST_COUNTED)}+" if n > MOST_COUNTED else reader.number(n)


def short(n: int, reader: Reader) -> str:
    """Write a count so that it has room on the map: in thousands from ten thousand on."""
    return f"{round(n / 1000)}k" if n >= 10_000 else reader.number(n)


def lines(
    counts: Mapping[str, int], name: Callable[[str], str], link: Callable[[str], str]
) -> list[Line]:
    """List COUNTS, the most first, each with its name, its link and its part of the first."""
    ordered = sorted(
        (item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0])
    )
    return [
        {
            "name": name(code),
            "url": link(code),
            "n": n,
            "part": max(1, round(100 * n / ordered[0][1])),
        }
        for code, n in ordered
    ]


def figures(
    reader: Reader,
    counts: Mapping[str, Counter[str]],
    new: Mapping[str, int],
    pay: Mapping[str, float],
) -> list[Line]:
    """Make the lines of the table of regions, the most offers first."""
    names = labels("regions", reader.lang)
    return [
        {
            "name": names[code],
            "url": reader.link(f"/region/{code}"),
            "search": reader.link("/", [("region", code)]),
            "open": counts["all"][code],
            "internships": counts["internship"][code],
            "fresh": number(new[code], reader),
            "paid": percent(pay.get(code), reader),
        }
        for code in sorted(names, key=lambda code: (-counts["all"][code], code))
    ]


def drawn(reader: Reader, counts: Mapping[str, int]) -> list[Line]:
    """Make what the map shows of each region."""
    classes = classed({shape["code"]: counts[shape["code"]] for shape in shapes()})
    return [
        shape
        | {
            "class": classes[shape["code"]],
            "name": reader.label("regions", shape["code"]),
            "n": counts[shape["code"]],
            "figure": short(counts[shape["code"]], reader),
            "url": reader.link(f"/region/{shape['code']}"),
        }
        for shape in shapes()
    ]


def listed(place: Local, reader: Reader, field: str, here: tuple[str, str]) -> list[Line]:
    """List what the offers of a place, HERE, have in FIELD, each with its search; an employer with its page."""

    def name(code: str) -> str:
        if field == "employer":
            return cut(place.values.labels.get((field, code), code), 80)
        return reader.label(f"{field}s", code)

    def link(code: str) -> str:
        if field == "employer":
            return reader.link(employer_path(place.values.numbers[field, code], code))
        return reader.link("/", [here, (field, code)])

    return lines(dict(place.counts.get(field, Counter()).most_common(LISTED)), name, link)


def places(reader: Reader, counts: Mapping[str, int], chosen: Iterable[str]) -> list[Line]:
    """List the CHOSEN towns that have open offers, the most first."""
    return lines(
        {code: counts[code] for code in chosen},
        lambda code: reader.label("cities", code),
        lambda code: reader.link(f"/town/{code}"),
    )


def near(reader: Reader, counts: Mapping[str, int], town: str) -> list[Line]:
    """List the towns with open offers around TOWN, the nearest first."""
    far = around(town, FAR) if town in towns() else {}
    return [
        {
            "name": reader.label("cities", code),
            "url": reader.link(f"/town/{code}"),
            "n": counts[code],
            "km": max(1, round(far[code])),
        }
        for code in [code for code in far if code != town and counts[code]][:NEAR]
    ]


def place(reader: Reader, found: Local, here: tuple[str, str]) -> Line:
    """Make what the pages of a region and of a town have in common."""
    share = found.counts.get("paid", Counter())["1"] / found.counted if found.counted else None
    return {
        "found": found,
        "days": FRESH,
        "fresh": number(found.fresh, reader),
        "paid": percent(share, reader),
        "search": lambda **more: reader.link("/", [here, *more.items()]),
        "feed": reader.link("/feed.atom", [here]),
        "lists": {
            field: listed(found, reader, field, here)
            for field in ("sector", "contract", "employer")
        },
        "counted_some": found.counted < found.total,
        "cards": [card(offer, reader) for offer in found.offers],
    }


async def answer(datasette: Any, request: Any, template: str, context: Line) -> Response:
    body = await datasette.render_template(template, context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


async def regions(datasette: Any, request: Any) -> Response:
    db, reader = datasette.get_database(), reader_of(datasette, request)
    known = sorted(codes("regions"))
    counts, new, (pay, sampled) = await asyncio.gather(
        totals(db, "region"), fresh(db, known, reader.today), paid(db, known)
    )
    context = {
        "view": VIEW,
        "map": drawn(reader, counts["all"]),
        "legend": legend({code: counts["all"][code] for code in known}),
        "regions": figures(reader, counts, new, pay),
        "sampled": sampled,
        "all": sampled < SAMPLED,
        "days": FRESH,
    }
    return await answer(datasette, request, "regions.html", context)


async def region(datasette: Any, request: Any) -> Response:
    code = request.url_vars["code"]
    if code not in codes("regions"):
        return await problem(datasette, request, 404)
    db, reader = datasette.get_database(), reader_of(datasette, request)
    found, by_town = await asyncio.gather(
        local(db, "region", code, reader.today), totals(db, "city")
    )
    inside = [row["code"] for row in rows("cities") if row["region_code"] == code]
    context = place(reader, found, ("region", code)) | {
        "name": reader.label("regions", code),
        "view": VIEW,
        "shapes": shapes(),
        "code": code,
        "towns": places(reader, by_town["all"], inside),
        "first": TOWNS,
    }
    return await answer(datasette, request, "region.html", context)


async def town(datasette: Any, request: Any) -> Response:
    code = request.url_vars["code"]
    row = next((row for row in rows("cities") if row["code"] == code), None)
    if row is None:
        return await problem(datasette, request, 404)
    db, reader = datasette.get_database(), reader_of(datasette, request)
    found = await local(db, "city", code, reader.today)
    context = place(reader, found, ("city", code)) | {
        "name": reader.label("cities", code),
        "region": reader.label("regions", row["region_code"]),
        "region_url": reader.link(f"/region/{row['region_code']}"),
        "far": FAR,
        "near": near(reader, found.totals, code),
        "circles": [
            (km, reader.link("/", [("near", code), ("km", km)])) for km in AROUND if code in towns()
        ],
    }
    return await answer(datasette, request, "town.html", context)


@hookimpl
def register_routes() -> list:
    return [
        (r"^/regions$", regions),
        (r"^/region/(?P<code>[^/]+)$", region),
        (r"^/town/(?P<code>[^/]+)$", town),
    ]
