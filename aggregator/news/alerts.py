"""What the operator was told of each source, kept in the table alerts."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from aggregator.news.changes import State, Told
from offers.clock import stamp
from offers.database import writing

ALERTS = "select source, verdict, since, told_at from alerts"
KEEP = """
insert into alerts (source, verdict, since, told_at) values (:source, :verdict, :since, :told_at)
on conflict (source) do update set
  verdict = excluded.verdict, since = excluded.since, told_at = excluded.told_at
"""


def told(db: Database) -> dict[str, Told]:
    """Return what the operator was last told, by source."""
    return {source: Told(*known) for source, *known in db.conn.execute(ALERTS)}


def keep(db: Database, states: Iterable[State], now: datetime) -> None:
    """Keep that the operator has been told of STATES, NOW."""
    rows = [
        {"source": s.source, "verdict": s.verdict, "since": s.since, "told_at": stamp(now)}
        for s in states
    ]
    with writing(db):
        db.conn.executemany(KEEP, rows)
