"""A copy of the database at one moment: written beside as .part, opened and counted, and only then given its name."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from aggregator.keeping.checking import Counts, Damaged, Unfit, check, counts, refuse_foreign

#: How long a copy waits for a lock, in seconds.
PATIENCE = 10.0
PART = ".part"


class NoRoom(Exception):
    """The disk has too little room: the sentence says how much is wanted."""


def copy(live: Path, target: Path) -> Counts:
    """Write LIVE, as it stands at one moment, to TARGET, and return what the copy holds.

    Others may read and write LIVE meanwhile. TARGET stands there whole, or not at all; a kill leaves a
    .part. Raises NoRoom, Unfit where LIVE or the copy is not sound, OSError where it cannot be written.
    """
    part = target.with_name(f"{target.name}{PART}")
    part.unlink(missing_ok=True)
    refuse_without_room(target.parent, size(live))
    try:
        found = _written(live, part)
        synced(part)
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    synced(target.parent)
    return found


def size(db: Path) -> int:
    """Return how many bytes DB has, with what is not in its file yet."""
    files = (db, db.with_name(f"{db.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def refuse_without_room(folder: Path, needed: int) -> None:
    """Raise NoRoom where FOLDER's disk has less than NEEDED bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(
            f"{folder} has {free / 1e6:,.1f} MB free, and {needed / 1e6:,.1f} MB are wanted: make room, or name another folder."
        )


def synced(path: Path) -> None:
    """Have the file or folder PATH on the disk before going on."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def _written(live: Path, part: Path) -> Counts:
    # Made first, so that nobody may read the copy who may not read the file.
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, live.stat().st_mode & 0o666))
    try:
        with closing(sqlite3.connect(live, PATIENCE, isolation_level=None)) as db:
            refuse_foreign(db, live)
            before, seen = counts(db), _commits(db)
            db.execute("vacuum into ?", [str(part)])
            quiet, after = seen == _commits(db), counts(db)
    except sqlite3.OperationalError:  # locked, or the disk is full: told where all commands tell it
        raise
    except sqlite3.DatabaseError as error:
        raise Damaged(
            f"{live} is damaged: {error}. Put a backup back: `aggregator restore`."
        ) from error
    found = check(part, any_version=True)
    if not (found == before if quiet else _plausible(found, before, after)):
        raise Unfit(f"the copy of {live} holds {found}, and not what it should: {after}.")
    return found


def _commits(db: sqlite3.Connection) -> int:
    """Return a number that changes whenever another connection commits."""
    [number] = db.execute("pragma data_version").fetchone()
    return int(number)


def _plausible(found: Counts, before: Counts, after: Counts) -> bool:
    """Say whether the copy FOUND may be of a moment between BEFORE and AFTER, while others wrote.

    Runs are only ever added. A merge may have fewer offers after than before, and more in between.

    >>> _plausible(Counts(120, 90, 4), Counts(100, 80, 3), Counts(130, 85, 4))
    True
    >>> _plausible(Counts(0, 0, 3), Counts(100, 80, 3), Counts(130, 85, 4))
    False
    """
    enough = (
        found.postings * 2 >= min(before.postings, after.postings)
        and found.offers * 2 >= min(before.offers, after.offers)
    )  # fmt: skip
    return enough and before.runs <= found.runs <= after.runs
