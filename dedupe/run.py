"""The whole walk: compare what is new or changed, then draw the offers it touches."""

from collections.abc import Callable
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
    from postings where offer is not null
  )
  group by offer
) as lives
where lives.offer = offers.id and offers.closed_on is not lives.closed_on
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
        cursor = db.conn.execute(LIVES, {"today": now.date().isoformat(), "now": stamp(now)})
        summary.closed = cursor.rowcount
    summary.offers = db.conn.execute("select count(*) from offers").fetchone()[0]
    return summary


def _settled(
    db: Database, sketches: Sketches, model: Model, now: datetime, summary: Summary
) -> int:
    with writing(db):
        return settle(db, sketches, model, now, summary)
