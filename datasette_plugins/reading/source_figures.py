"""How many postings each source has, how many open offers it alone shows, and what we know of them."""

import asyncio
from collections.abc import Mapping
from typing import Any

POSTINGS = "select source, count(*) from postings group by source"
KNOWN = "select * from coverage"
#: The pair of a source with itself counts the open offers that it shows, and those that no other does.
ALONE = "select one, open, open_alone from source_pairs where one = other"
OPEN = """
select c.n from facet_values v join facet_counts c on c.kind = 'all' and c.value = v.id
where v.field = 'state' and v.code = 'open'
"""

Figures = Mapping[str, Any]


async def figures(db: Any) -> Figures:
    """Return the figures of all sources.

    An offer that one source alone shows is of that source: the others are shown by several.
    """
    found = await asyncio.gather(*(db.execute(sql) for sql in (POSTINGS, KNOWN, ALONE, OPEN)))
    postings, known, alone, opened = found
    offers = sum(row["n"] for row in opened.rows)
    return {
        "offers": offers,
        "several": offers - sum(row["open_alone"] for row in alone.rows),
        "postings": {source: n for source, n in postings.rows},
        "known": {row["source"]: dict(row) for row in known.rows},
        "alone": {row["one"]: (row["open"], row["open_alone"]) for row in alone.rows},
    }
