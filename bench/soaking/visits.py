"""Who visits, and what they ask for, step by step: drawn from a seed and from what stands in the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import TypeVar
from urllib.parse import urlencode

from bench.searching.questions import ONE, TWO
from datasette_plugins.reading.addresses import employer_path

Pages = Iterator[tuple[str, str]]
Value = TypeVar("Value")

#: Of ten visitors, so many read French, Arabic, English.
LANGUAGES = ("fr",) * 6 + ("ar",) * 2 + ("en",) * 2
#: So many visitors step through the pages at a time, in turn.
AT_ONCE = 8

OFFERS = "select id, employer from offers where closed_on is null order by id desc limit 4000"
EMPLOYERS = "select code, id from facet_values where field = 'employer'"
CODES = """
select v.field, v.code from facet_counts c join facet_values v on v.id = c.value
where c.kind = 'all' and v.field in ('region', 'city', 'contract', 'sector', 'diploma', 'mode')
order by v.field, c.n desc, v.code
"""


@dataclass(frozen=True)
class Step:
    """Ask for one page: its KIND, for the table; VISITOR remembers what it was sent before."""

    visitor: int
    kind: str
    path: str
    language: str


@dataclass(frozen=True)
class Known:
    """Hold what the visitors of a file can ask for: codes most used first, the newest offers first."""

    offers: list[int]
    employers: dict[int, str]
    codes: dict[str, list[str]]
    table: str


def known(db: Path) -> Known:
    """Read what stands in the file DB."""
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as file:
        offers = file.execute(OFFERS).fetchall()
        ids = dict(file.execute(EMPLOYERS).fetchall())
        codes: dict[str, list[str]] = {}
        for field, code in file.execute(CODES):
            codes.setdefault(field, []).append(code)
    pages = {offer: employer_path(ids[name], name) for offer, name in offers if name in ids}
    return Known([offer for offer, _ in offers], pages, codes, f"/{db.stem}/offers.json")


def steps(of: Known, seed: int) -> Iterator[Step]:
    """Yield the steps of visitors without end, some visitors at a time, the same for the same SEED."""
    numbers = count()
    visits = [_visit(of, seed, next(numbers)) for _ in range(AT_ONCE)]
    while True:
        for at, visit in enumerate(visits):
            step = next(visit, None)
            if step is None:
                visits[at] = _visit(of, seed, next(numbers))
                step = next(visits[at])
            yield step


def _visit(of: Known, seed: int, visitor: int) -> Iterator[Step]:
    """Walk as one visitor does: nearly all search, some look at figures, few are programs."""
    draw = Random(f"{seed}/{visitor}")
    language = draw.choice(LANGUAGES)
    walk = draw.choices((_search, _browse, _figures, _program), (60, 20, 10, 10))[0]
    for kind, path in walk(of, draw):
        yield Step(visitor, kind, path, language)


def _search(of: Known, draw: Random) -> Pages:
    """Search by words, narrow it, turn the page, read some offers, come home again."""
    yield "home", "/"
    asked = {"q": draw.choice(ONE + TWO)}
    yield "search", _address("/", asked)
    if draw.random() < 0.5:
        field = draw.choice(list(of.codes))
        asked[field] = _common(of.codes[field], draw)
        yield "filter", _address("/", asked)
    if draw.random() < 0.3:
        yield "search", _address("/", asked | {"page": "2"})
    yield from _read(of, draw)
    yield "home", "/"


def _browse(of: Known, draw: Random) -> Pages:
    """Choose by filters alone, or by a place or a sector, and read some offers."""
    yield "home", "/"
    fields = draw.sample(list(of.codes), 2)
    yield "filter", _address("/", {field: _common(of.codes[field], draw) for field in fields})
    yield "region", f"/region/{_common(of.codes['region'], draw)}"
    yield "sector", f"/sector/{_common(of.codes['sector'], draw)}"
    yield from _read(of, draw)


def _figures(of: Known, draw: Random) -> Pages:
    """Look at the charts, then take rows away."""
    yield "trends", "/trends"
    yield "trends", _address("/trends", {"sector": _common(of.codes["sector"], draw), "days": "30"})
    yield "sources", "/sources"
    region = _common(of.codes["region"], draw)
    asked = {"region_code": region, "_size": "50", "_shape": "objects"}
    yield "table", _address(of.table, asked)


def _program(of: Known, draw: Random) -> Pages:
    """Ask again and again for what is new, as a feed reader and a program of our API do."""
    asked = {"q": draw.choice(ONE), "city": _common(of.codes["city"], draw)}
    for _ in range(2):
        yield "feed", _address("/feed.atom", asked)
        yield "API", _address("/api/offers.json", asked)
    yield "API", f"/api/offers/{_common(of.offers, draw)}.json"


def _read(of: Known, draw: Random) -> Pages:
    """Read up to three offers, and who offers the last."""
    offer = 0
    for _ in range(draw.randint(1, 3)):
        offer = _common(of.offers, draw)
        yield "offer", f"/offer/{offer}"
    if offer in of.employers:
        yield "employer", of.employers[offer]


def _common(values: list[Value], draw: Random) -> Value:
    """Choose of VALUES, the first most often."""
    return values[int(len(values) * draw.random() ** 2)]


def _address(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}"
