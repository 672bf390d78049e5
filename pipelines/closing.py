"""Close what is gone: after a list that was proved whole, and after a deadline. Never on a doubt.

The worst mistakes of this trade are made here: a list that was silently cut short closes living
postings. So only a complete run may close what it did not see, only at the second time, and never
more than a fifth of a source at once.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from offers.database import writing

#: A posting that so many whole lists did not name is gone.
MISSES = 2
#: More than this share of a source (and than a handful) closed at once is a doubt about the list.
SHARE, HANDFUL = 0.2, 10

MISS = """
update seen set missed = missed + 1
where run <> :run and posting in (select id from postings where source = :source and closed_on is null)
"""
GONE = """
select p.id from postings p join seen s on s.posting = p.id
where p.source = :source and p.closed_on is null and s.missed >= :misses
"""
OPEN = "select count(*) from postings where source = :source and closed_on is null"
CLOSE = "update postings set closed_on = :day, closed_why = :why where id = :id"
PAST = """
update postings set closed_on = :day, closed_why = 'its deadline passed'
where source = :source and closed_on is null and deadline_on < :day
"""
COUNT = "update runs set closed = :closed where id = :run"


@dataclass(frozen=True)
class Closed:
    """How many postings were closed, and how many were not because there were too many of them."""

    closed: int
    withheld: int


def close_gone(db: Database, source: str, run: int, complete: bool, now: datetime) -> Closed:
    """Close the postings of SOURCE whose deadline passed and, after a COMPLETE run, those that are gone."""
    day = now.date().isoformat()
    with writing(db):
        past = db.conn.execute(PAST, {"source": source, "day": day}).rowcount
        gone = _gone(db, source, run) if complete else []
        held = _too_many(db, source, gone)
        for id in [] if held else gone:
            why = f"{MISSES} whole lists did not name it"
            db.conn.execute(CLOSE, {"id": id, "day": day, "why": why})
        closed = past + (0 if held else len(gone))
        db.conn.execute(COUNT, {"run": run, "closed": closed})
    return Closed(closed, len(gone) if held else 0)


def _gone(db: Database, source: str, run: int) -> list[int]:
    db.conn.execute(MISS, {"run": run, "source": source})
    found = db.conn.execute(GONE, {"source": source, "misses": MISSES})
    return [id for (id,) in found]


def _too_many(db: Database, source: str, gone: list[int]) -> bool:
    (open_now,) = db.conn.execute(OPEN, {"source": source}).fetchone()
    return len(gone) > HANDFUL and len(gone) > SHARE * open_now
