"""A search as one question to the full-text index: its words, and its filters as the words they are there."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from datasette_plugins.reading.asked import FIELDS, Asked
from datasette_plugins.reading.distance import around
from datasette_plugins.reading.values import Values, days
from offers.search import question

#: A word that stands in no offer.
NEVER = '"\u4e00"'
#: Days that a site may date a posting ahead.
AHEAD = 7


#: Where the words of a question are looked for, and where they say most.
ANYWHERE, IN_TITLE, IN_FRONT = "title company place body", "title", "title company place"


def match(
    asked: Asked,
    values: Values,
    today: date,
    but: Collection[str] = (),
    columns: str = ANYWHERE,
) -> str:
    """Write ASKED as an FTS5 expression, its words in one of COLUMNS, leaving out the fields BUT.

    >>> values = Values()
    >>> values.learn([(1, "state", "open", None), (2, "city", "fes", None)])
    >>> match(Asked(q="Tata", city=("fes",)), values, date(2026, 11, 21))
    '{title company place body} : (("tat" OR "tata" OR "طاطا")) AND facets : (("丁") AND ("丂"))'
    """
    filters = " AND ".join(_filters(asked, values, today, but))
    found = f"facets : ({filters})"
    if not asked.q:
        return found
    words = question(asked.q)
    return f"{{{columns}}} : ({words}) AND {found}" if words else f"facets : {NEVER}"


def is_bare(asked: Asked) -> bool:
    """Say whether nothing narrows ASKED but its tab: its counts are at hand, and need no search."""
    return not asked.q and not asked.filters()


def chosen(asked: Asked) -> list[str]:
    """Name the fields that ASKED chose values in, the tab among them."""
    kind = ["kind"] if asked.kind != "all" else []
    single = [name for name in ("paid", "within", "closing") if getattr(asked, name)]
    return [*kind, *(name for name in FIELDS if asked.values(name)), *single]


def _filters(asked: Asked, values: Values, today: date, but: Collection[str]) -> Iterator[str]:
    yield values.any_of("state", ["open"])
    if asked.kind != "all" and "kind" not in but:
        yield values.any_of("kind", [asked.kind])
    for name in FIELDS:
        if asked.values(name) and name not in but:
            yield values.any_of(name, asked.values(name))
    if asked.paid and "paid" not in but:
        yield values.any_of("paid", ["1"])
    if asked.within and "within" not in but:
        yield values.any_of("published", published(asked.within, today))
    if asked.closing and "closing" not in but:
        yield values.any_of("closes", days(today, asked.closing + 1))
    if asked.near:
        yield values.any_of("city", around(asked.near, asked.km))


def published(within: int, today: date) -> list[str]:
    """List the days that lie WITHIN so many days before TODAY, and a few to come: sites date ahead.

    >>> published(1, date(2026, 11, 21))[:2]
    ['2026-11-20', '2026-11-21']
    """
    return days(today - timedelta(days=within), within + 1 + AHEAD)
