"""Two runs never meet: locks on files beside the database, which the kernel frees however their holder ends.

The house lock (``aggregator.db.lock``) is held alone by what does everything, or changes the file
under all others (update, restore), and shared by what works beside others (crawl, dedupe, import).
A lock by name (``aggregator.db-locks/rekrute``) is held by the process that reads that source.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from aggregator.keeping.checking import Unfit
from offers.clock import MOROCCO

#: How the folder of the locks by name ends.
LOCKS = "-locks"
#: How often a lock is tried while somebody waits for it, in seconds.
TRIED = 0.1
#: Of what the holder wrote, so much is shown.
SHOWN = 100


class Locked(Exception):
    """Somebody else holds the lock: the sentence says who, and since when."""


def house(db: str | Path) -> Path:
    """Return the file that all commands lock which write to DB.

    >>> house("/srv/aggregator.db").name
    'aggregator.db.lock'
    """
    file = Path(db).resolve()
    return file.with_name(f"{file.name}.lock")


def named(db: str | Path, name: str) -> Path:
    """Return the file that is locked by who does NAME to DB: reads that source, or merges."""
    file = Path(db).resolve()
    return file.with_name(f"{file.name}{LOCKS}") / name


@contextmanager
def held(file: Path, who: str, alone: bool = True, wait: float = 0) -> Iterator[None]:
    """Hold the lock FILE in the name of WHO, ALONE or shared; WAIT so many seconds for it.

    Raises Locked where another holds it, OSError where FILE cannot be made, Unfit where its folder is gone.
    """
    _make_room(file)
    with file.open("a+") as lock:
        _take(lock.fileno(), alone, time.monotonic() + wait, file)
        lock.truncate(0)
        lock.write(f"{who}, process {os.getpid()}")
        lock.flush()
        yield


@contextmanager
def locked(db: str | Path, who: str, name: str | None = None) -> Iterator[None]:
    """Work on DB in the name of WHO beside others, but beside no update, and none that does NAME, too.

    Raises Locked where one is under way.
    """
    with ExitStack() as stack:
        stack.enter_context(held(house(db), who, alone=False))
        if name:
            stack.enter_context(held(named(db, name), who))
        yield


@contextmanager
def alone_in(folder: Path, busy: Exception) -> Iterator[None]:
    """Hold FOLDER for this process: the system lets it go when the process ends, however it ends.

    Raises BUSY where another process holds it.
    """
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise busy from error
    finally:
        os.close(held)


def holder(file: Path) -> str | None:
    """Say who holds the lock FILE and since when; None where nobody does."""
    try:
        with file.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        since = datetime.fromtimestamp(file.stat().st_mtime, MOROCCO)
        who = file.read_text("utf-8", errors="replace")[:SHOWN] or "somebody"
        return f"{who}, since {since:%d/%m %H:%M}"
    return None


def _make_room(file: Path) -> None:
    """Make the folder of the lock FILE, where it is one by name; the database's own is there, or its disk is not."""
    if file.parent.name.endswith(LOCKS):
        file.parent.mkdir(exist_ok=True)
    elif not file.parent.is_dir():
        raise Unfit(f"There is no folder {file.parent}: is its disk mounted?")


def _take(lock: int, alone: bool, until: float, file: Path) -> None:
    """Take the LOCK, trying till the moment UNTIL of the monotonic clock."""
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    while True:
        try:
            return fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Locked(f"{holder(file) or 'somebody'} works there") from None
            time.sleep(TRIED)
