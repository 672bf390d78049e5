"""Work shared out among processes: heavy reading and computing there, all writing here."""

import os
import signal
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TypeVar

from sqlite_utils import Database

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")
#: A function of a module, that reads and computes but never writes; what it takes and gives can be pickled.
Task = Callable[[sqlite3.Connection, Batch], Answer]
#: So few batches are done sooner than a process starts.
FEW = 12
#: Batches under way for each process: one being done, one at hand.
UNDER_WAY = 2


def each(
    task: Task[Batch, Answer],
    db: Database,
    batches: Iterable[Batch],
    processes: int | None = None,
    few: int | None = None,
) -> Generator[Answer, None, None]:
    """Yield what TASK answers to each of BATCHES, in order; on PROCESSES (else as many as there are cores).

    A process reads the file of DB by a connection of its own, which sees what is committed; where the
    batches are FEW, or DB has no file, TASK runs here and by DB's own. No more than a few batches are
    drawn ahead of the answers.
    """
    coming, path, few = iter(batches), _file(db), FEW if few is None else few
    processes = processes or os.cpu_count() or 1
    first = list(islice(coming, few + 1)) if several(db, processes) else []
    if len(first) <= few:
        yield from (task(db.conn, batch) for batch in chain(first, coming))
        return
    with ProcessPoolExecutor(processes, get_context(_method()), _begin) as pool:
        waiting: deque[Future[Answer]] = deque()
        try:
            for batch in chain(first, coming):
                waiting.append(pool.submit(_answer, task, path, batch))
                if len(waiting) == processes * UNDER_WAY:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def several(db: Database, processes: int | None = None) -> bool:
    """Say whether work on DB can be shared out: it has a file, and PROCESSES (else the cores) are several."""
    return bool(_file(db)) and (processes or os.cpu_count() or 1) > 1


def version(db: Database) -> int:
    """Return a number that changes when another connection commits: what was read before is old then."""
    return db.conn.execute("pragma data_version").fetchone()[0]


def _answer(task: Task[Batch, Answer], path: str, batch: Batch) -> Answer:
    address = f"{Path(path).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
        return task(connection, batch)


def _file(db: Database) -> str:
    return db.conn.execute("select file from pragma_database_list where name = 'main'").fetchone()[
        0
    ]


def _method() -> str:
    """Name how a process starts: never by a fork of this one, whose connections it would inherit."""
    return "spawn" if sys.platform == "win32" else "forkserver"


def _begin() -> None:
    """Leave an interrupt to the parent, and end with it, even where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
