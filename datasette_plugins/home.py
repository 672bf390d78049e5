"""/: search and its results, on one page."""

import sys
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from markupsafe import Markup

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.asked import AROUND, CLOSING, FIELDS, SORTS, WITHIN, Asked, read
from datasette_plugins.reading.found import MOST_COUNTED, Found, count, find
from datasette_plugins.reading.named import named
from datasette_plugins.reading.nearby_words import close_words
from datasette_plugins.reading.reader import Reader, labels, reader_of
from datasette_plugins.reading.shown import card, sought
from offers.facets import KINDS
from offers.taxonomy import rows
from offers.text import fold

SHOWN = 8  # values of a filter before "more"
MOST_VALUES = 20  # of a filter that are named at all: the rest is found by words


def name_of(reader: Reader, asked: Asked, found: Found, field: str, value: str) -> str:
    """Say in words what a filter's VALUE stands for."""
    if field == "near":
        return reader.say("near", town=reader.label("cities", value), km=asked.km)
    return named(reader, found.values, found.sources, field, value)


def _best(counts: Counter[str], chosen: Sequence[str]) -> list[str]:
    """Put first what is CHOSEN, then what gives most, as many values as are named.

    >>> _best(Counter(rabat=2, fes=2, casablanca=9), ["tata"])
    ['tata', 'casablanca', 'fes', 'rabat']
    """
    most = MOST_VALUES + len(chosen)
    least = sorted(counts.values())[-most:][:1] or [0]  # employers are thousands: few are compared
    values = {*chosen, *(value for value, n in counts.items() if n >= least[0])}
    return sorted(values, key=lambda v: (v not in chosen, -counts[v], v))[:most]


def boxes(reader: Reader, asked: Asked, found: Found, field: str) -> dict[str, Any]:
    """Make the check boxes of FIELD: what is chosen first, then what gives most offers."""
    chosen, counts = asked.values(field), found.facets.get(field, Counter())
    values = _best(counts, chosen)
    made = [
        {
            "value": value,
            "name": name_of(reader, asked, found, field, value),
            "n": reader.number(counts[value]),
            "chosen": value in chosen,
        }
        for value in values
    ]
    shown = max(SHOWN, len(chosen))
    return {"field": field, "first": made[:shown], "more": made[shown:], "chosen": len(chosen)}


def tabs(reader: Reader, asked: Asked, found: Found) -> list[dict[str, Any]]:
    counts = found.facets.get("kind", Counter())
    counts = counts + Counter(all=found.facets.get("state", Counter())["open"])
    return [
        {
            "kind": kind,
            "url": reader.link("/", asked.but(kind=kind).params()),
            "n": counts[kind],
            "more": found.capped,
            "here": kind == asked.kind,
        }
        for kind in KINDS
    ]


def chips(reader: Reader, asked: Asked, found: Found) -> list[dict[str, str]]:
    """Make a link for each filter that is set: the same search without it."""
    return [
        {
            "name": name_of(reader, asked, found, field, value),
            "url": reader.link("/", asked.without(field, value).params()),
        }
        for field, value in asked.filters()
    ]


async def ways_out(db: Any, reader: Reader, asked: Asked, found: Found) -> list[dict[str, Any]]:
    """Say what each filter dropped would give, best first: for the page where nothing is found."""
    dropped = [
        (name_of(reader, asked, found, f, v), asked.without(f, v)) for f, v in asked.filters()[:8]
    ]
    if asked.kind != "all":
        dropped.append((reader.say(f"kind_{asked.kind}"), asked.without("kind", "")))
    if asked.q:
        dropped.append((reader.say("quoted", words=asked.q), asked.without("q", "")))
    ways = [
        {"name": name, "n": n, "url": reader.link("/", wider.params())}
        for name, wider in dropped
        if (n := await count(db, wider, reader.today))
    ]
    return sorted(ways, key=lambda way: -way["n"])


@lru_cache(1_000)
def towns_to_choose(lang: str, chosen: str) -> Markup:
    """Write an option for every town whose place is known, by name: made once, for it is the same on every page."""
    names = labels("cities", lang)
    known = [row["code"] for row in rows("cities") if row["lat"] and row["kind"] == "town"]
    option = Markup('<option value="{}"{}>{}</option>')
    marks = {chosen: Markup(" selected")}
    ordered = sorted(known, key=lambda code: fold(names[code]))
    return Markup("\n").join(option.format(c, marks.get(c, ""), names[c]) for c in ordered)


async def _close(db: Any, reader: Reader, asked: Asked) -> list[dict[str, str]]:
    """Give questions close to the one that found nothing, each a link."""
    return [
        {"words": words, "url": reader.link("/", Asked(q=words).params())}
        for words in await close_words(db, asked)
    ]


async def home(datasette: Any, request: Any) -> Response:
    db, reader, asked = datasette.get_database(), reader_of(datasette, request), read(request.args)
    found = await find(db, asked, reader.today)
    wanted = sought(asked.q)

    def turn(page: int) -> str:
        return reader.link("/", asked.but(page=page, upto=found.upto).params()) + "#results"

    context = {
        "asked": asked,
        "found": found,
        "most": MOST_COUNTED,
        "cards": [card(offer, reader, wanted) for offer in found.offers],
        "tabs": tabs(reader, asked, found),
        "filters": [boxes(reader, asked, found, field) for field in FIELDS],
        "within": [(n, found.facets["within"][str(n)]) for n in WITHIN],
        "closing": [(n, found.facets["closing"][str(n)]) for n in CLOSING],
        "around": AROUND,
        "towns": towns_to_choose(reader.lang, asked.near),
        "paid": found.facets.get("paid", Counter())["1"],
        "chips": chips(reader, asked, found),
        "sorts": [
            {
                "sort": s,
                "url": reader.link("/", asked.but(sort=s).params()),
                "here": asked.order == s,
            }
            for s in SORTS
            if (s != "relevance" or asked.q) and (s != "distance" or asked.near)
        ],
        "ways_out": [] if found.offers else await ways_out(db, reader, asked, found),
        "close_words": [] if found.offers else await _close(db, reader, asked),
        "clear": reader.link("/"),
        "feed": reader.link("/feed.atom", asked.but().params()),
        "calendar": reader.link("/closing.ics", asked.but().params()),
        "before": turn(asked.page - 1) if asked.page > 1 else None,
        "after": turn(asked.page + 1) if asked.page < found.pages else None,
    }
    body = await datasette.render_template("home.html", context, request=request)
    headers = {"cache-control": "public, max-age=60", "vary": "accept-language"}
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/$", home)]
