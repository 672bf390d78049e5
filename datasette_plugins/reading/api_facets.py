"""What each value of each filter would give, as the API tells it."""

from collections import Counter
from typing import Any

from datasette_plugins.reading.asked import FIELDS, Asked
from datasette_plugins.reading.found import TITLES, Facets, facets, search
from datasette_plugins.reading.named import named
from datasette_plugins.reading.reader import Reader
from datasette_plugins.reading.values import Values

#: A field that has more values is told by those that give most.
MOST_VALUES = 200
TOLD = ("kind", *FIELDS, "paid", "within", "closing")


async def told_facets(db: Any, reader: Reader, asked: Asked) -> dict[str, Any]:
    """Tell for each field what its values would give beside the rest of what is ASKED."""
    this = await search(db, asked, reader.today)
    counts, capped = await facets(this)
    titles = {row[0]: row[1] for row in (await db.execute(TITLES)).rows}
    fields = {name: _values(reader, this.values, titles, counts, name) for name in TOLD}
    return {"of_newest": capped, "fields": fields}


def _values(
    reader: Reader, known: Values, titles: dict[str, str], counts: Facets, field: str
) -> list[dict[str, Any]]:
    found = Counter(counts.get(field, Counter()))
    if field == "kind":
        found["all"] = counts.get("state", Counter())["open"]
    most = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
    return [
        {"value": value, "label": named(reader, known, titles, field, value), "n": n}
        for value, n in most
        if n
    ]
