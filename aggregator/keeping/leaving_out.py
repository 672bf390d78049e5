"""Who asked to be left out since a backup was made: they are in it, and are taken out again when it is put back."""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aggregator.forgetting import Asked, forget
from aggregator.keeping.checking import reading
from pipelines.forgotten import Request

ASKED = "select kind, value, why, who from forgotten order by id"


def left_out(live: Path) -> list[Asked] | None:
    """Return who LIVE leaves out, with why and by whom; None where that cannot be read any more."""
    try:
        with reading(live, in_use=True) as db:
            rows = db.execute(ASKED).fetchall()
    except sqlite3.OperationalError as error:  # a file from before anybody could ask
        return [] if "no such table" in str(error) else None
    except sqlite3.DatabaseError:
        return None
    return [Asked((Request(kind, value),), why, who) for kind, value, why, who in rows]


def leave_out(db: Database, asked: list[Asked], now: datetime) -> int:
    """Remove from DB what it holds of those who ASKED, and refuse it from now on; count the postings."""
    return sum(forget(db, one, now).removed.postings for one in asked)
