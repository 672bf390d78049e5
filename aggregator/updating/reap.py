"""Runs that nobody ended: their process was killed, so they are closed, and their sources due again."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aggregator.locking import Locked, held, named
from pipelines.runs import crashed

UNENDED = "select id, source from runs where ended_at is null order by id"
KILLED = "its process was killed"


def reap(db: Database, path: str | Path, now: datetime) -> int:
    """Close the runs in the file at PATH that were killed, and count them; those that go on are left alone."""
    closed = 0
    for run, source in db.conn.execute(UNENDED).fetchall():
        try:
            with held(named(path, source), "an update"):
                crashed(db, run, now, KILLED, "interrupted")
                closed += 1
        except Locked:  # a crawl reads it at this moment
            continue
    return closed
