"""Whether a file can serve as our database: asked before it is kept, and before it is put back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from offers.migrations import migration

#: What a file of SQLite begins with; and files that are packed.
SQLITE = b"SQLite format 3\x00"
PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")
OURS = "select name from _sqlite_migrations where migration_set = 'offers'"
COUNTS = """
select (select count(*) from postings), (select count(*) from offers), (select count(*) from runs)
"""


class Unfit(Exception):
    """The file cannot serve: the sentence says why, and what to do."""


class Damaged(Unfit):
    """The file is broken, or no database at all."""


@dataclass(frozen=True)
class Counts:
    """How much a file holds."""

    postings: int
    offers: int
    runs: int

    def __str__(self) -> str:
        return f"{self.postings:,} postings, {self.offers:,} offers, {self.runs:,} runs"


@contextmanager
def reading(file: Path, in_use: bool = False) -> Iterator[sqlite3.Connection]:
    """Open FILE to read; nothing is made beside it, unless it is IN USE or its writer left something there."""
    with_wal = file.with_name(f"{file.name}-wal").exists()
    how = "mode=ro" if in_use or with_wal else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"file:{quote(str(file.resolve()))}?{how}", uri=True)) as db:
        yield db


def check(file: Path, any_version: bool = False, in_use: bool = False) -> Counts:
    """Return what FILE holds, where it is whole, ours, and no newer than this program (unless ANY_VERSION).

    Say where it is IN USE. Raises Damaged or Unfit, with a sentence.
    """
    _refuse_strange(file)
    try:
        with reading(file, in_use) as db:
            _refuse_broken(db, file)
            applied = refuse_foreign(db, file)
            if not any_version:
                _refuse_newer(applied, file)
            return counts(db)
    except sqlite3.OperationalError as error:
        raise Unfit(f"{file} cannot be read: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{file} is damaged: {error}.") from error


def counts(db: sqlite3.Connection) -> Counts:
    """Return what DB holds at this moment."""
    return Counts(*db.execute(COUNTS).fetchone())


def _refuse_strange(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(len(SQLITE))
    except OSError as error:
        raise Unfit(f"{file} cannot be read: {error.strerror}.") from error
    if head.startswith(PACKED):
        raise Unfit(f"{file} is packed: unpack it first.")
    if head != SQLITE:
        raise Damaged(f"{file} is no database of SQLite{'' if head else ': it is empty'}.")


def _refuse_broken(db: sqlite3.Connection, file: Path) -> None:
    [[found]] = db.execute("pragma integrity_check(1)").fetchall()
    if found != "ok":
        raise Damaged(f"{file} is damaged: {' '.join(found.split())}.")


def refuse_foreign(db: sqlite3.Connection, file: Path) -> set[str]:
    """Raise Unfit where DB, opened from FILE, is another program's or empty; return the migrations it had."""
    if not db.execute("select 1 from sqlite_master").fetchone():
        raise Unfit(f"{file} is empty.")
    try:
        return {name for (name,) in db.execute(OURS)}
    except sqlite3.OperationalError as error:
        raise Unfit(f"{file} is a database of another program.") from error


def _refuse_newer(applied: set[str], file: Path) -> None:
    later = sorted(applied - {step.name for step in migration._migrations})
    if later:
        raise Unfit(
            f"{file} was written by a newer version of this program (it has {later[-1]}): update the program first."
        )
