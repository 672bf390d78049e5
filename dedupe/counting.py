"""Enter what changed into the ledger and the narrow tables, as a stage of its own."""

from datetime import datetime

from sqlite_utils import Database

from dedupe.progress import Tell
from offers.database import writing
from offers.ledger import count_offers, end_day

#: Offers counted in one transaction of about a second: each writes anew most leaves of six indexes.
AT_ONCE = 25_000

UNCOUNTED = "select count(*) from uncounted"
NEXT = "select offer from uncounted order by offer limit ?"
DONE = "delete from uncounted where offer <= ?"


def count_all(db: Database, tell: Tell, now: datetime, last_posting: int | None) -> None:
    """Count every offer that waits for it; a run that was killed goes on where it stopped.

    LAST_POSTING is the last posting there was when the run began: it is surely part of an offer by now.
    """
    done, of = 0, db.conn.execute(UNCOUNTED).fetchone()[0]
    tell("count", done, of)
    while counted := _count_some(db, now):
        done += counted
        tell("count", done, of)
    with writing(db):
        end_day(db, now, last_posting)


def _count_some(db: Database, now: datetime) -> int:
    with writing(db):
        if offers := [row[0] for row in db.conn.execute(NEXT, [AT_ONCE])]:
            count_offers(db, offers, now)
            db.conn.execute(DONE, [offers[-1]])
    return len(offers)
