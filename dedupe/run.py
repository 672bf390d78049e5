"""The whole walk: compare what is new or changed, then draw the offers it touches."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from dedupe.boilerplate import learn
from dedupe.compare import Sketches, compare
from dedupe.counting import count_all
from dedupe.indexing import drawn_anew, index_all
from dedupe.lay import lay
from dedupe.progress import Tell, silent
from dedupe.returned import mark_returned
from dedupe.score import load_model
from dedupe.settle import Work, settle, settle_all
from dedupe.sketching import draw_sketches
from dedupe.stamps import renew
from dedupe.summary import Summary
from offers.clock import stamp
from offers.database import writing
from offers.ledger import count_offers
from offers.search import index_offers

# An offer is closed when all its postings are: shut by their source, or past their deadline.
LIVES = """
update offers set closed_on = lives.closed_on, updated_at = :now
from (
  select offer, case when count(*) = count(day) then max(day) end as closed_on
  from (
    select offer,
      coalesce(substr(closed_on, 1, 10), case when deadline_on < :today then deadline_on end) as day
    from postings where offer in ({these})
  )
  group by offer
) as lives
where lives.offer = offers.id and offers.closed_on is not lives.closed_on
returning id
"""
# Nothing else can have closed or come back since the last merge.
TOUCHED = """
select offer from relived
union select id from offers where closed_on is null and deadline_on < :today
"""
THESE = "select value from json_each(:ids)"
TOLD = "delete from relived"
GONE = f"select id from offer_aliases where offer in ({THESE})"
LAST_POSTING = "select max(id) from postings"


def run(db: Database, now: datetime, tell: Tell = silent, processes: int | None = None) -> Summary:
    """Compare the new and changed postings, draw the offers they touch, and say what was done.

    TELL hears how far each stage is; heavy work is shared out among PROCESSES, else as many as there
    are cores. A run that was killed leaves the old offers as they were, and the next one goes on from
    there; unchanged postings cost nothing.
    """
    work = Work(db, Sketches(db), load_model(), now, Summary(), _last_posting(db))
    for name, stage in STAGES.items():
        began = time.perf_counter()
        stage(work, tell, processes)
        work.summary.stages[name] = time.perf_counter() - began
    work.summary.offers = db.conn.execute("select count(*) from offers").fetchone()[0]
    return work.summary


def _sketch(work: Work, tell: Tell, processes: int | None) -> None:
    with writing(work.db):
        renew(work.db, work.now)
    draw_sketches(work.db, tell, processes)


def _lay(work: Work, tell: Tell, processes: int | None) -> None:
    tell("lay", 0, 0)
    with writing(work.db):
        lay(work.db)
        learn(work.db)


def _compare(work: Work, tell: Tell, processes: int | None) -> None:
    compare(work.db, work.sketches, work.model, work.now, work.summary, tell, processes)


def _settle(work: Work, tell: Tell, processes: int | None) -> None:
    with writing(work.db):
        mark_returned(work.db)
    while settle_all(work, tell, processes):
        pass


def _close(work: Work, tell: Tell, processes: int | None) -> None:
    with writing(work.db):
        closed = _live(work.db, work.now)
        drawn_anew(work.db, closed)
    work.summary.closed = len(closed)


def _index(work: Work, tell: Tell, processes: int | None) -> None:
    index_all(work.db, tell, processes)


def _count(work: Work, tell: Tell, processes: int | None) -> None:
    count_all(work.db, tell, work.now, work.last_posting)


def _last_posting(db: Database) -> int | None:
    return db.conn.execute(LAST_POSTING).fetchone()[0]


#: What a run does, in this order; each stage ends what a killed one began.
STAGES: dict[str, Callable[[Work, Tell, int | None], None]] = {
    "sketch": _sketch,
    "lay": _lay,
    "compare": _compare,
    "settle": _settle,
    "close": _close,
    "index": _index,
    "count": _count,
}


def settle_now(db: Database, postings: Sequence[int], now: datetime) -> Summary:
    """Draw the offers of POSTINGS, and of all that stand with them, again; leave the rest for later.

    Call it inside a transaction.
    """
    work = Work(db, Sketches(db), load_model(), now, Summary())
    offers = settle(work, postings)
    work.summary.closed = len(_live(db, now, offers))
    merged_away = db.conn.execute(GONE, {"ids": json.dumps(offers)})
    index_offers(db, [*offers, *(id for (id,) in merged_away)])
    count_offers(db, offers, now)
    return work.summary


def _live(db: Database, now: datetime, offers: Iterable[int] | None = None) -> list[int]:
    """Close the offers whose postings are all closed, open those that came back; OFFERS, or all.

    Return those it changed.
    """
    bound = {"today": now.date().isoformat(), "now": stamp(now)}
    if offers is not None:
        bound["ids"] = json.dumps(list(offers))
    changed = db.conn.execute(LIVES.format(these=TOUCHED if offers is None else THESE), bound)
    found = [row[0] for row in changed]
    if offers is None:
        db.conn.execute(TOLD)
    return found
