"""The full-text index made one piece again: in small steps, so that nobody who reads or writes waits for it."""

from datetime import datetime

from sqlite_utils import Database

from offers.database import writing

SUNDAY = 6
#: An index in fewer pieces than that is tidy: a search asks each of them.
PIECES = 4
#: So many pages of the index are written in a step: some hundredths of a second.
PAGES = 500

COUNT = "select count(distinct segid) from offer_search_idx"
#: FTS5's own words for a step: with a number below zero it first puts all pieces on one level.
MERGE = "insert into offer_search (offer_search, rank) values ('merge', ?)"


def weekly(db: Database, now: datetime) -> bool:
    """Make the search index of DB one piece, where it is Sunday and the week left it in several; say whether it was.

    Words of what was removed stand in the older pieces till then.
    """
    if now.weekday() != SUNDAY or pieces(db) < PIECES:
        return False
    tidy(db)
    return True


def tidy(db: Database) -> None:
    """Make the search index of DB one piece; each step is a transaction of its own."""
    pages = -PAGES
    while _step(db, pages):
        pages = PAGES


def pieces(db: Database) -> int:
    """Count the pieces that the search index of DB is in."""
    [count] = db.conn.execute(COUNT).fetchone()
    return int(count)


def _step(db: Database, pages: int) -> bool:
    """Merge so many PAGES, and say whether there was anything to merge: FTS5 tells it by its changes."""
    before = db.conn.total_changes
    with writing(db):
        db.conn.execute(MERGE, [pages])
    return db.conn.total_changes - before > 1
