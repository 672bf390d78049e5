"""A backup put back: into the file as it stands, page by page, so that who serves it needs no new start."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aggregator.keeping.checking import Counts, Damaged, Unfit, check, reading
from aggregator.keeping.copying import PART, PATIENCE, copy, refuse_without_room, size, synced
from aggregator.keeping.retention import WRITTEN
from aggregator.keeping.settling import settle
from offers.database import connect

#: What SQLite keeps beside a database.
BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What stands in the file now; where the one before is kept (None: there was none), and if it was damaged."""

    counts: Counts
    before: Path | None
    damage: str | None = None


def restore(file: Path, live: Path, now: datetime) -> Restored:
    """Put the backup FILE in the place of LIVE, and keep what stands there first, dated NOW.

    Hold the house lock. Raises Unfit where FILE or LIVE will not do, NoRoom, sqlite3.Error, OSError;
    LIVE is then as it was.
    """
    wanted = check(file)
    if live.exists() and file.samefile(live):
        raise Unfit(f"{file} is the file that is to be replaced: name a backup.")
    refuse_without_room(live.parent, size(live) + 2 * size(file))
    before, damage = _kept(live, now)
    if live.exists() and size(live):
        _write_in_place(file, live)
    else:
        _write_new(file, live)
    found = check(live, in_use=True)
    if found != wanted:
        raise Unfit(f"{live} holds {found} now, and {file} {wanted}; before: {before}.")
    with closing(connect(live)) as db:  # an older backup gets its new shape
        settle(db)
    return Restored(found, before, damage)


def _kept(live: Path, now: datetime) -> tuple[Path | None, str | None]:
    """Keep LIVE under another name: as a verified copy; as it is, where it is damaged, with what ails it."""
    for left in live.parent.glob(
        f"{live.stem}.before-restore-*.db{PART}"
    ):  # of one that was killed
        left.unlink()
    if not (live.exists() and size(live)):
        return None, None
    aside = _free(live, f"{live.stem}.before-restore-{now.astimezone(UTC):{WRITTEN}}")
    try:
        check(live, any_version=True, in_use=True)
    except Damaged as damaged:
        for end in BESIDE:
            if (part := live.with_name(f"{live.name}{end}")).exists():
                part.rename(aside.with_name(f"{aside.name}{end}"))
        return aside, str(damaged)
    copy(live, aside)
    return aside, None


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


def _write_new(file: Path, live: Path) -> None:
    """Write FILE to LIVE, where none stands: nobody can be reading it."""
    part = live.with_name(f"{live.name}{PART}")
    part.unlink(missing_ok=True)
    with reading(file) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    synced(part)
    part.rename(live)
    synced(live.parent)


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
