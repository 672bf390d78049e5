"""What the file needs around it: room on its disk, and a copy that is not old."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aggregator.keeping.backing_up import dated
from offers.clock import MOROCCO

#: A merge, a backup or an export may need as much room as the file itself, and once more.
TIMES = 2
#: A backup older than that is no backup.
OLD = timedelta(days=2)


@dataclass(frozen=True)
class Want:
    """What the file wants: of what kind, in a sentence, and what to do."""

    what: str
    why: str
    next_step: str


def wants(db: Path, now: datetime, kept_in: Path | None = None) -> Iterator[Want]:
    """Say what the file DB wants NOW, whose backups are KEPT_IN a folder, where one is named."""
    size = sum(
        file.stat().st_size for file in (db, db.with_name(f"{db.name}-wal")) if file.exists()
    )
    free = shutil.disk_usage(db.resolve().parent).free
    if free < TIMES * size:
        why = f"{_megabytes(free)} are free, {TIMES} times the file's {_megabytes(size)} are wanted"
        yield Want("disk", why, "Make room: old logs, backups, exports.")
    if kept_in and (old := _old(dated(db, kept_in), kept_in, now)):
        yield Want("backup", old, "`aggregator backup`, and look at what the last updates said.")


def _old(backups: list[datetime], folder: Path, now: datetime) -> str | None:
    """Say how old the newest of the BACKUPS in FOLDER is, where that is too old."""
    if not backups:
        return f"there is none in {folder}"
    newest = backups[-1].astimezone(MOROCCO)
    return f"the newest is of {newest:%d/%m/%Y %H:%M}" if now - newest > OLD else None


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
