"""Bring full-text search up to date with the offers that were drawn, as a stage of its own."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing

from sqlite_utils import Database

from dedupe.progress import Tell
from dedupe.workers import each, version
from offers.database import writing
from offers.search import words_of, write_words

#: Offers written to the index in one transaction: fewer would leave it in more pieces to merge.
AT_ONCE = 2000

UNINDEXED = "select count(*) from unindexed"
NEXT = "select offer from unindexed where offer > ? order by offer limit ?"
WAITING = (
    "insert or ignore into unindexed (offer) values (?)",
    "insert or ignore into uncounted (offer) values (?)",
)


def drawn_anew(db: Database, offers: Iterable[int]) -> None:
    """Let OFFERS wait to be indexed and counted; call it inside the transaction that drew them."""
    waiting = [(offer,) for offer in offers]
    for sql in WAITING:
        db.conn.executemany(sql, waiting)


def index_all(db: Database, tell: Tell, processes: int | None = None) -> None:
    """Index every offer that waits for it, on PROCESSES; a run that was killed goes on where it stopped."""
    waiting: deque[tuple[int, list[int]]] = deque()
    done, of = 0, db.conn.execute(UNINDEXED).fetchone()[0]
    tell("index", done, of)
    with closing(each(words_of, db, _batches(db, waiting), processes)) as answers:
        for words in answers:
            read, offers = waiting.popleft()
            with writing(db):
                fresh = read == version(db)
                write_words(db, offers, words if fresh else words_of(db.conn, offers))
            done += len(offers)
            tell("index", done, of)


def _batches(db: Database, waiting: deque[tuple[int, list[int]]]) -> Iterator[list[int]]:
    after = 0
    while offers := [row[0] for row in db.conn.execute(NEXT, [after, AT_ONCE])]:
        after = offers[-1]
        waiting.append((version(db), offers))
        yield offers
