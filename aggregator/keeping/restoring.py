"""A backup put back: into the file as it stands, page by page, so that who serves it needs no new start."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aggregator.keeping.checking import Counts, Damaged, Unfit, check, counts, reading
from aggregator.keeping.copying import PART, PATIENCE, copy, refuse_without_room, size, synced
from aggregator.keeping.leaving_out import leave_out, left_out
from aggregator.keeping.retention import WRITTEN
from aggregator.keeping.settling import settle
from offers.database import connect

#: What SQLite keeps beside a database.
BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What stands in the file now; where the one before is kept (None: there was none), and what ailed it.

    ``left_out`` counts the postings of who asked to be left out since FILE was made (None: who did is lost).
    """

    counts: Counts
    before: Path | None
    damage: str | None
    left_out: int | None


def restore(file: Path, live: Path, now: datetime) -> Restored:
    """Put the backup FILE in the place of LIVE, and keep what stands there first, dated NOW.

    Hold the house lock. Raises Unfit where FILE or LIVE will not do, NoRoom, sqlite3.Error, OSError;
    LIVE is then as it was.
    """
    wanted = check(file)
    if live.exists() and file.samefile(live):
        raise Unfit(f"{file} is the file that is to be replaced: name a backup.")
    refuse_without_room(live.parent, size(live) + 2 * size(file))
    kept = f"{live.stem}.before-restore-"
    for left in live.parent.glob(f"{kept}*.db{PART}"):  # of one that was killed
        left.unlink()
    before = _free(live, f"{kept}{now.astimezone(UTC):{WRITTEN}}")
    damage = _damage(live) if live.exists() and size(live) else None
    asked = left_out(live) if live.exists() and size(live) else []
    if live.exists() and size(live) and not damage:
        _replace(file, live, before)
    else:
        _place(file, live, before)
    found = check(live, in_use=True)
    if found != wanted:
        raise Unfit(f"{live} holds {found} now, and {file} {wanted}; before: {before}.")
    with closing(connect(live)) as db:  # an older backup gets its new shape
        gone = None if asked is None else leave_out(db, asked, now)
        settle(db)
        return Restored(counts(db.conn), before if before.exists() else None, damage, gone)


def _damage(live: Path) -> str | None:
    """Say what ails LIVE; None where it is whole. Raises Unfit where it is another program's."""
    try:
        check(live, any_version=True, in_use=True)
    except Damaged as damaged:
        return str(damaged)
    return None


def _replace(file: Path, live: Path, before: Path) -> None:
    """Keep LIVE as BEFORE, a verified copy, and write FILE over it in place."""
    copy(live, before)
    try:
        _write_in_place(file, live)
    except (sqlite3.Error, Unfit):
        before.unlink()  # LIVE is as it was
        raise


def _place(file: Path, live: Path, aside: Path) -> None:
    """Put FILE where LIVE is gone or damaged; what is left of it is moved ASIDE as it is.

    The log that stood beside it, too: SQLite would read it into the new file.
    """
    part = live.with_name(f"{live.name}{PART}")
    part.unlink(missing_ok=True)
    part.touch(file.stat().st_mode & 0o666)
    with reading(file) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    synced(part)
    for end in BESIDE:
        left = live.with_name(f"{live.name}{end}")
        if left.exists() and left.stat().st_size:
            left.rename(aside.with_name(f"{aside.name}{end}"))
    part.rename(live)
    synced(live.parent)


def _free(live: Path, stem: str) -> Path:
    """Return a path beside LIVE where no file stands: FILE itself may have been kept in the same second."""
    ends = ("", *(f"-{number}" for number in range(2, 100)))
    paths = (live.with_name(f"{stem}{end}.db") for end in ends)
    return next(path for path in paths if not path.exists())


def _write_in_place(file: Path, live: Path) -> None:
    """Write FILE over LIVE in one transaction: who reads sees the old whole, then the new whole."""
    with reading(file) as source, closing(sqlite3.connect(live, PATIENCE)) as target:
        target.execute("pragma journal_mode = wal")
        if _page_size(source) != _page_size(target):
            raise Unfit(f"{file} has pages of another size than {live}: move {live} away first.")
        source.backup(target, progress=_patient(time.monotonic() + PATIENCE))


def _page_size(db: sqlite3.Connection) -> int:
    [size] = db.execute("pragma page_size").fetchone()
    return int(size)


def _patient(until: float) -> Callable[[int, int, int], None]:
    """Break the copying off where the file is locked till the moment UNTIL: Python's would wait for ever."""

    def heard(status: int, remaining: int, total: int) -> None:
        busy = status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if busy and time.monotonic() > until:
            raise Unfit("another program has been writing to the database for long: restore later.")

    return heard
