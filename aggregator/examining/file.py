"""The file itself: whether it opens, is ours, whole, of this version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aggregator.examining.finding import Finding, bad, doubtful, fine
from offers.migrations import migration

APPLIED = "select name from _sqlite_migrations where migration_set = 'offers'"
OURS = "select count(*) from sqlite_master where type = 'table' and name = '_sqlite_migrations'"
#: What else an update lays beside the file: where it stands alone, the file was moved or lost.
TRACES = (".lock", "-locks", "-pages", "-wal")
CHECK = "database"
RESTORE = "Stop the timers and the servers, keep a copy of the file, then `aggregator restore`."


def file(db: Path) -> Iterator[Finding]:
    """Look at the file DB, without changing it."""
    if not db.exists():
        yield absent(db)
        return
    try:
        with opened(db) as conn:
            yield from _inside(db, conn)
    except sqlite3.OperationalError as error:
        yield bad(CHECK, f"{db} cannot be read: {error}", "Look at its owner and rights.", True)
    except sqlite3.DatabaseError as error:
        yield bad(CHECK, f"{db} is damaged, or no database: {error}", RESTORE, storage=True)


@contextmanager
def opened(db: Path) -> Iterator[sqlite3.Connection]:
    """Open the file DB for reading; a connection that may write leaves no log of its own behind."""
    with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=rw", uri=True)) as conn:
        conn.execute("pragma query_only = on")
        yield conn


def absent(db: Path) -> Finding:
    """Judge that there is no file DB: a first day, or a loss."""
    said = f"there is no {db}"
    if traces := [db.name + end for end in TRACES if db.with_name(db.name + end).exists()]:
        todo = "It was moved or lost: put it back, or `aggregator restore` the last backup."
        return bad(CHECK, f"{said}, yet {', '.join(traces)}", todo, storage=True)
    return doubtful(CHECK, said, "The first `aggregator update` makes it; or name yours with --db.")


def _inside(db: Path, conn: sqlite3.Connection) -> Iterator[Finding]:
    if not conn.execute(OURS).fetchone()[0]:
        yield bad(CHECK, f"{db} is no catalogue of ours", "Name another with --db.", storage=True)
        return
    wrong = [line for (line,) in conn.execute("pragma quick_check(3)") if line != "ok"]
    if wrong:
        yield bad(CHECK, f"{db} is damaged: {'; '.join(wrong)}", RESTORE, storage=True)
        return
    yield fine(CHECK, f"{db} opens and is whole")
    yield version({name for (name,) in conn.execute(APPLIED)})
    yield _written(db)


def version(applied: set[str]) -> Finding:
    """Judge the steps APPLIED to a file beside those that this program knows."""
    known = {step.name for step in migration._migrations}
    if later := sorted(applied - known):
        said = f"it was written by a newer version (it has {later[-1]})"
        todo = "Update the program, or restore the backup made before."
        return bad("version", said, todo, storage=True)
    if waiting := sorted(known - applied):
        said = f"it is {len(waiting)} steps behind this program (from {waiting[0]})"
        todo = "`aggregator backup`, then any command brings it up to date."
        return doubtful("version", said, todo)
    return fine("version", "it has the shape of this program")


def _written(db: Path) -> Finding:
    """Begin to write, and leave it: a file may be read and not written."""
    with closing(sqlite3.connect(db, timeout=1, isolation_level=None)) as conn:
        try:
            conn.execute("begin immediate")
            conn.execute("rollback")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                todo = "Look at its owner and rights, and how the disk is mounted."
                return bad("writing", f"it cannot be written: {error}", todo, storage=True)
            return fine("writing", "somebody writes just now")
    return fine("writing", "it can be written")
