"""The folder of backups: one a day at most, verified, and no more than are wanted."""

from datetime import datetime, timedelta
from pathlib import Path

from aggregator.keeping.checking import Unfit
from aggregator.keeping.copying import PART, copy, size
from aggregator.keeping.retention import USUAL, Retention, kept, made, named, of
from aggregator.locking import Locked, alone_in

#: Less than a day: a daily cron line comes a second early every other day.
AFTER = timedelta(hours=23)


def beside(db: Path) -> Path:
    """Return where the backups of DB stand, where nobody says another folder.

    >>> str(beside(Path("/srv/aggregator.db")))
    '/srv/backups'
    """
    return db.resolve().parent / "backups"


def backups(db: Path, folder: Path) -> list[str]:
    """Return the names of the backups of DB in FOLDER, the oldest first."""
    return sorted(of(db, (file.name for file in folder.iterdir()))) if folder.is_dir() else []


def dated(db: Path, folder: Path) -> list[datetime]:
    """Return when the backups of DB in FOLDER were made, the oldest first."""
    return sorted(at for name in backups(db, folder) if (at := made(name)))


def due(db: Path, folder: Path, now: datetime) -> bool:
    """Say whether the newest backup of DB in FOLDER is older than a day, NOW; what is dated later counts for nothing."""
    before = [at for at in dated(db, folder) if at <= now]
    return not before or now - before[-1] >= AFTER


def refuse_lost(db: Path, folder: Path | None = None) -> None:
    """Raise Unfit where DB is gone, or empty, and has backups in FOLDER: a new one would hide the loss."""
    folder = folder or beside(db)
    if (db.exists() and size(db)) or not (found := backups(db, folder)):
        return
    raise Unfit(
        f"{db} is {'empty' if db.exists() else 'gone'}, and has backups: it was moved, or deleted. Move it back, or say "
        f"`aggregator restore {folder / found[-1]}`; to begin anew, move {folder} away."
    )


def back_up(db: Path, folder: Path, now: datetime) -> Path:
    """Write a verified copy of DB into FOLDER, dated NOW, and return it; remove what a killed one left.

    Raises Locked where another backup is being written there; and what copying.copy raises.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder, Locked(f"another backup is being written into {folder}")):
        for left in list(folder.glob(f"*{PART}")):
            if of(db, [left.name.removesuffix(PART)]):
                left.unlink()
        target = folder / named(db, now)
        copy(db, target)
    return target


def prune(
    db: Path, folder: Path, now: datetime, keep: Retention = USUAL
) -> list[Path]:  # fmt: skip
    """Remove those backups of DB in FOLDER that need not be kept, and return them; touch no other file."""
    names = backups(db, folder)
    staying = kept(names, now, keep)
    gone = [folder / name for name in names if name not in staying]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone
