"""How each source stands now, from the view source_health; and what an operator does about it."""

from collections.abc import Collection

from sqlite_utils import Database

from aggregator.news.changes import GOOD, State

#: What to do, by verdict.
NEXT_STEPS = {
    GOOD: "",
    "silent": "open its list in a browser: has it moved, or is it empty?",
    "shrunken": "compare its list in a browser with what was read",
    "blind": "compare a page of its with the source's selectors",
    "slow": "nothing yet: it is asked one page at a time; if it lasts, read it more seldom",
    "refused": "do not insist: read its robots.txt and terms, write to the publisher",
    "layout": "open its list in a browser; if its layout is new, mend the source",
    "broken": "read its log; try: aggregator crawl SOURCE",
}
STANDING = """
select h.source, h.verdict, coalesce(h.bad_since, r.started_at), h.last_good,
  coalesce(r.verdict_why, r.cause, '')
from source_health h
join runs r on r.id = h.run
order by h.source
"""


def standing(db: Database, sources: Collection[str]) -> tuple[State, ...]:
    """Return how those of SOURCES stand that were judged: the ones that are on, for of others nothing is told."""
    return tuple(
        State(
            source,
            verdict,
            since,
            last_good,
            why,
            NEXT_STEPS.get(verdict, "").replace("SOURCE", source),
        )
        for source, verdict, since, last_good, why in db.conn.execute(STANDING)
        if source in sources
    )
