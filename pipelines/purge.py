"""Take the texts of what is long closed out of the file; what was understood of them stays."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from offers.clock import stamp
from offers.database import writing
from offers.search import index_offers

#: So many days after a posting closed its text is purged; after a refusal, what was refused.
TEXTS = 90
#: So many days the counts of a run are kept beside its row.
RUNS = 400
#: Rows written in one transaction: a crawl waits no longer than a second for its turn.
AT_ONCE = 500

THESE = "(select value from json_each(:ids))"
CLOSED = "closed_on is not null and purged_on is null and closed_on < :day"
REFUSED = "payload <> '{}' and rejected_at < :day"
COUNTED = "stats is not null and started_at < :day"
DUE = f"select id from postings where {CLOSED} order by closed_on limit :most"
OFFERS = (
    f"select distinct offer from postings where id in {THESE} and offer is not null order by offer"
)
PURGE = f"""
update postings set description = null, listed_hash = null, purged_on = :today where id in {THESE}
"""
# That the text changed is a fact; what it was, is not kept.
FORGET_BEFORE = f"""
update posting_versions set changes = json_replace(changes, '$.description', json('[null, null]'))
where posting in {THESE}
"""
LIVING = "exists (select 1 from postings p where p.offer = offers.id and p.purged_on is null)"
TEXTLESS = f"""
update offers set excerpt = null where id in (select value from json_each(:offers)) and not {LIVING} returning id
"""
# An offer that others still show takes its excerpt from one of these, when it is drawn again.
REDRAW = f"""
insert or ignore into unsettled (posting)
select p.id from postings p join offers on offers.id = p.offer where p.id in {THESE} and {LIVING}
"""
EMPTY = f"""
update rejects set payload = '{{}}' where id in (select id from rejects where {REFUSED} limit :most)
"""
THIN = f"update runs set stats = null where id in (select id from runs where {COUNTED} limit :most)"


@dataclass(frozen=True, slots=True)
class Purged:
    """How many postings lost their texts, refusals what was refused, runs their counts."""

    postings: int
    rejects: int
    runs: int


def purge(db: Database, now: datetime, days: int = TEXTS) -> Purged:
    """Purge what closed, or was refused, more than so many DAYS ago; what was purged costs nothing.

    A purge that was broken off goes on where it stopped.
    """
    db.conn.execute("pragma secure_delete = on")  # what is deleted is overwritten
    day, long_ago = _before(now, days), _before(now, RUNS)
    postings = _all(lambda: _purge(db, day, now))
    rejects = _all(lambda: _write(db, EMPTY, day))
    return Purged(postings, rejects, _all(lambda: _write(db, THIN, long_ago)))


def due(db: Database, now: datetime, days: int = TEXTS) -> Purged:
    """Count what purge() would purge."""
    day, long_ago = _before(now, days), _before(now, RUNS)
    return Purged(
        _count(db, "postings", CLOSED, day),
        _count(db, "rejects", REFUSED, day),
        _count(db, "runs", COUNTED, long_ago),
    )


def _all(some: Callable[[], int]) -> int:
    """Do SOME until nothing is left to do; return how much was done."""
    done = 0
    while now_done := some():
        done += now_done
    return done


def _purge(db: Database, day: str, now: datetime) -> int:
    """Purge some postings, and the excerpts and words of the offers that have no text any more."""
    with writing(db):
        found = db.conn.execute(DUE, {"day": day, "most": AT_ONCE})
        bound = {"ids": json.dumps([row[0] for row in found]), "today": now.date().isoformat()}
        purged = db.conn.execute(PURGE, bound).rowcount
        db.conn.execute(FORGET_BEFORE, bound)
        offers = [row[0] for row in db.conn.execute(OFFERS, bound)]
        textless = db.conn.execute(TEXTLESS, {"offers": json.dumps(offers)}).fetchall()
        db.conn.execute(REDRAW, bound)
        index_offers(db, [row[0] for row in textless])
    return purged


def _write(db: Database, sql: str, day: str) -> int:
    with writing(db):
        return db.conn.execute(sql, {"day": day, "most": AT_ONCE}).rowcount


def _count(db: Database, table: str, which: str, day: str) -> int:
    return db.conn.execute(f"select count(*) from {table} where {which}", {"day": day}).fetchone()[
        0
    ]


def _before(now: datetime, days: int) -> str:
    return stamp(now - timedelta(days=days))[:10]
