"""What the operator hears of an update, however it ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from aggregator.cli import INTERNAL, STORAGE, UNFIT, Trouble
from aggregator.crawling import exit_code
from aggregator.keeping.backing_up import dated, refuse_lost
from aggregator.keeping.sentences import sentence
from aggregator.news.changes import GOOD, State
from aggregator.news.channels import Channels, Heard, ended, started
from aggregator.news.ending import Ending
from aggregator.room import wants
from aggregator.standing import Standing, standings
from aggregator.stopping import INTERRUPTED
from aggregator.updating.summary import Summary, in_words
from aggregator.updating.work import Order, log
from offers.database import connect


@contextmanager
def heard(order: Order, channels: Channels, done: Summary) -> Iterator[None]:
    """Tell the operator that an update begins, and how it ended, by the ways they have opened."""
    _print(started(channels))
    try:
        yield
    except BaseException as trouble:
        why = said(trouble)
        _tell(order, channels, done, code_of(trouble), f"it broke off: {why}")
        raise
    _tell(order, channels, done, exit_code(done.runs), in_words(done))


def code_of(trouble: BaseException) -> int:
    """Return the exit code that TROUBLE leads to.

    >>> full = OSError(28, "No space left on device")
    >>> code_of(full), code_of(KeyboardInterrupt()), code_of(KeyError())
    (5, 130, 1)
    """
    if isinstance(trouble, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(trouble, (*UNFIT, Trouble)):
        return STORAGE
    failed = isinstance(trouble, sqlite3.Error | OSError) and sentence(trouble)
    return STORAGE if failed else INTERNAL


def said(trouble: BaseException) -> str:
    """Say TROUBLE in a sentence: ours, where we have one."""
    known = sentence(trouble) if isinstance(trouble, sqlite3.Error | OSError) else None
    return known or str(trouble) or type(trouble).__name__


def _tell(order: Order, channels: Channels, done: Summary, code: int, summary: str) -> None:
    try:
        refuse_lost(Path(order.db), order.backups)  # to tell of a loss must not hide it
        with closing(connect(order.db)) as db:
            _print(_ended(order, channels, done, code, summary, db))
    except (sqlite3.Error, *UNFIT):  # it is what is to be told
        _print(_ended(order, channels, done, code, summary, None))


def _ended(
    order: Order, channels: Channels, done: Summary, code: int, summary: str, db: Database | None
) -> Heard:
    stand = standings(db, order.sources, order.now, order.rows) if db else []
    known = [_state(one) for one in stand if one.last_run]  # of the others there is no news
    file, folder = Path(order.db), order.backups
    backups = dated(file, folder) if folder else []
    lacking = tuple(wants(file, order.now, folder)) if file.exists() else ()
    ending = Ending(code, summary, done.seconds, tuple(known), max(backups, default=None), lacking)
    return ended(channels, ending, file, db, order.now)


def _state(one: Standing) -> State:
    verdict = GOOD if one.good else one.verdict
    since = one.since or one.last_run
    return State(one.source, verdict, since, one.last_good or None, one.why, one.next_step)


def _print(heard: Heard) -> None:
    for line in (*([heard.say] if heard.say else []), *heard.failures):
        log.warning("%s", line)
