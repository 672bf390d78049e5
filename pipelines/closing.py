"""Close what is gone: after a list that was proved whole, a page that says so, or a deadline.

The worst mistakes of this trade are made here: a list that was silently cut short closes living
postings. So only a complete run may close what it did not see, only at the second time, and never
more than a fifth of a source at once, unless list after list did not name it: sites do shrink.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from offers.clock import stamp
from offers.database import writing

#: A posting that so many whole lists did not name is gone.
MISSES = 2
#: … and so many, each judged good, over so many days, are believed however many they leave out.
BELIEVED, DAYS = 7, 7
#: More than this share of a source (and than a handful) closed at once is a doubt about the list.
SHARE, HANDFUL = 0.2, 10

MISS = """
update seen set missed = missed + 1
where run <> :run and posting in (select id from postings where source = :source and closed_on is null)
"""
MISSED = """
select p.id, s.missed >= :believed and s.last_seen < :long_ago from postings p join seen s on s.posting = p.id
where p.source = :source and p.closed_on is null and s.missed >= :misses
"""
NAMED = "select id from postings where source = :source and ref = :ref and closed_on is null"
OPEN = "select count(*) from postings where source = :source and closed_on is null"
CLOSE = "update postings set closed_on = :day, closed_why = :why where id = :id"
PAST = """
update postings set closed_on = :day, closed_why = 'its deadline passed'
where (source = :source or :source is null) and closed_on is null and deadline_on < :day
"""
AGED = """
update postings set closed_on = :day, closed_why = 'older than its source is read back'
where source = :source and closed_on is null and published_on < :first
  and id not in (select posting from seen where run = :run)
"""
#: The run before was begun later than this one, by a clock that is wrong now or was wrong then.
SET_BACK = """
select started_at > :at from runs where source = :source and id < :run order by id desc limit 1
"""
COUNT = "update runs set closed = :closed where id = :run"


@dataclass(frozen=True)
class Closed:
    """How many postings were closed, how many were not because there were too many of them; and why any was not."""

    closed: int
    withheld: int
    why: str | None = None


def close_gone(
    db: Database, source: str, run: int, complete: bool, told: Mapping[str, str], now: datetime,
    window: int | None = None,
) -> Closed:  # fmt: skip
    """Close, after a run that ended well, the postings of SOURCE that are past or gone.

    Past is whose deadline passed. Gone is what TOLD names, {ref: why}, and after a COMPLETE run what
    several lists did not name. Of a source that is read WINDOW days back, what is older than that,
    and was not named, is past. Where the clock was set back, nothing is: no day of it is to be believed.
    """
    day = now.date().isoformat()
    if _set_back(db, source, run, now):
        return Closed(0, 0, "the clock was set back since the run before: nothing was closed")
    with writing(db):
        past = db.conn.execute(PAST, {"source": source, "day": day}).rowcount
        if complete and window:
            first = (now.date() - timedelta(days=window)).isoformat()
            aged = {"source": source, "day": day, "first": first, "run": run}
            past += db.conn.execute(AGED, aged).rowcount
        missed = _missed(db, source, run, now) if complete else {}
        gone = {id: f"{MISSES} whole lists did not name it" for id in missed}
        gone |= _told(db, source, told)
        doubtful = {id for id in gone if not missed.get(id)}
        held = doubtful if _too_many(db, source, doubtful) else set()
        for id in (id for id in gone if id not in held):
            db.conn.execute(CLOSE, {"id": id, "day": day, "why": gone[id]})
        closed = past + len(gone) - len(held)
        db.conn.execute(COUNT, {"run": run, "closed": closed})
    why = f"{len(held)} postings seem gone, too many to believe: none was closed" if held else None
    return Closed(closed, len(held), why)


def close_past(db: Database, now: datetime) -> int:
    """Close the postings of every source whose deadline passed, however its last run ended; count them."""
    with writing(db):
        day = now.date().isoformat()
        return db.conn.execute(PAST, {"source": None, "day": day}).rowcount


def _set_back(db: Database, source: str, run: int, now: datetime) -> bool:
    asked = {"source": source, "run": run, "at": stamp(now)}
    found = db.conn.execute(SET_BACK, asked).fetchone()
    return bool(found and found[0])


def _missed(db: Database, source: str, run: int, now: datetime) -> dict[int, bool]:
    """Count that RUN did not name them; return what was missed often enough, and whether beyond doubt."""
    db.conn.execute(MISS, {"run": run, "source": source})
    long_ago = stamp(now - timedelta(days=DAYS))
    asked = {"source": source, "misses": MISSES, "believed": BELIEVED, "long_ago": long_ago}
    return {id: bool(sure) for id, sure in db.conn.execute(MISSED, asked)}


def _told(db: Database, source: str, told: Mapping[str, str]) -> dict[int, str]:
    """Find the open postings that TOLD names."""
    found = ((db.conn.execute(NAMED, {"source": source, "ref": r}), why) for r, why in told.items())
    return {id: why for rows, why in found for (id,) in rows}


def _too_many(db: Database, source: str, gone: Iterable[int]) -> bool:
    (open_now,) = db.conn.execute(OPEN, {"source": source}).fetchone()
    many = len(list(gone))
    return many > HANDFUL and many > SHARE * open_now
