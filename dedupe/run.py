"""The whole walk: compare what is new or changed, then draw the offers it touches."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from dedupe.compare import Sketches, compare
from dedupe.score import Model, load_model
from dedupe.settle import settle
from dedupe.summary import Summary
from offers.clock import stamp
from offers.database import writing

#: Postings compared in one transaction: a killed run loses no more.
AT_ONCE = 2000

PENDING = """
select p.id from postings p left join judged j on j.posting = p.id
where j.content_hash is not p.content_hash order by p.id
"""
# An offer is closed when all its postings are: shut by their source, or past their deadline.
LIVES = """
update offers set closed_on = lives.closed_on, updated_at = :now
from (
  select offer, case when count(*) = count(day) then max(day) end as closed_on
  from (
    select offer,
      coalesce(substr(closed_on, 1, 10), case when deadline_on < :today then deadline_on end) as day
    from postings where offer is not null{}
  )
  group by offer
) as lives
where lives.offer = offers.id and offers.closed_on is not lives.closed_on
"""
OF_THESE = (
    " and offer in (select offer from postings where id in (select value from json_each(:ids)))"
)

BESIDE = """
select id from postings where id in (select value from json_each(:ids))
or offer in (select offer from postings where id in (select value from json_each(:ids)))
"""


def run(db: Database, now: datetime, progress: Callable[[int, int], None] | None = None) -> Summary:
    """Compare the new and changed postings, draw the offers they touch, and say what was done.

    PROGRESS is told how many postings are done, of how many. A run that was killed leaves the old
    offers as they were, and the next one goes on from there; unchanged postings cost nothing.
    """
    summary, sketches, model = Summary(), Sketches(db), load_model()
    tell = progress or (lambda done, of: None)
    pending = [row[0] for row in db.conn.execute(PENDING)]
    for start in range(0, len(pending), AT_ONCE):
        tell(start, len(pending))
        with writing(db):
            compare(db, pending[start : start + AT_ONCE], sketches, model, now, summary)
    tell(len(pending), len(pending))
    while _settled(db, sketches, model, now, summary):
        pass
    with writing(db):
        summary.closed = _live(db, now)
    summary.offers = db.conn.execute("select count(*) from offers").fetchone()[0]
    return summary


def settle_now(db: Database, postings: Sequence[int], now: datetime) -> Summary:
    """Draw the offers of POSTINGS, and of all that stand with them, again; leave the rest for later.

    Call it inside a transaction.
    """
    summary = Summary()
    concerned = [row[0] for row in db.conn.execute(BESIDE, {"ids": json.dumps(list(postings))})]
    settle(db, Sketches(db), load_model(), now, summary, postings)
    summary.closed = _live(db, now, concerned)
    return summary


def _live(db: Database, now: datetime, postings: Iterable[int] | None = None) -> int:
    """Close the offers whose postings are all closed, open those that came back; of POSTINGS, or all."""
    bound = {"today": now.date().isoformat(), "now": stamp(now)}
    if postings is None:
        return db.conn.execute(LIVES.format(""), bound).rowcount
    return db.conn.execute(
        LIVES.format(OF_THESE), bound | {"ids": json.dumps(list(postings))}
    ).rowcount


def _settled(
    db: Database, sketches: Sketches, model: Model, now: datetime, summary: Summary
) -> int:
    with writing(db):
        return settle(db, sketches, model, now, summary)
