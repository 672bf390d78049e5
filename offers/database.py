"""Open aggregator.db in its current shape."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from offers.migrations import migration
from offers.taxonomy.tables import changed_vocabularies, load_vocabularies

VIEWS = Path(__file__).with_name("views")

PRAGMAS = (
    "pragma busy_timeout = 10000",
    "pragma journal_mode = wal",
    "pragma synchronous = normal",
    "pragma cache_size = -65536",
    "pragma foreign_keys = on",
    "pragma recursive_triggers = off",
)

#: Something stands in the file, and nothing says that it is ours.
FOREIGN = """
select count(*) > 0 and total(name = '_sqlite_migrations') = 0 from sqlite_master
"""


class NewerDatabase(Exception):
    """The file was written by a later version of this program."""


class ForeignDatabase(Exception):
    """The file is a database of another program."""


class OlderDatabase(Exception):
    """The file was written by an earlier version of this program, and may not be changed now."""


def connect(path: str | Path) -> Database:
    """Open PATH for writing: pragmas, pending migrations, vocabularies and views.

    Raises NewerDatabase where the file holds migrations that this version does not know, ForeignDatabase
    where it is another program's: it is left as it is.
    """
    db = Database(path)
    _refuse_foreign(db, path)
    for pragma in PRAGMAS:
        db.conn.execute(pragma).fetchall()
    _refuse_newer(db, path)
    if migration.pending(db):
        with writing(db):
            migration.apply(db)
    if changed := changed_vocabularies(db):
        with writing(db):
            load_vocabularies(db, changed)
    _lay_views(db)
    return db


def looking(path: str | Path) -> Database:
    """Open PATH to look at, as it is: nothing is written, and no older shape is brought up to date.

    Raises OlderDatabase where its shape is older than this program's.
    """
    address = f"{Path(path).resolve().as_uri()}?mode=ro"
    db = Database(sqlite3.connect(address, uri=True))
    _refuse_newer(db, path)
    if migration.pending(db):
        db.close()
        raise OlderDatabase(
            f"{path} was written by an older version of this program: `aggregator update` brings it up to date."
        )
    return db


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """Hold one write transaction: all of it, or nothing.

    BEGIN IMMEDIATE, since a read that turns into a write fails at once, whatever the busy timeout,
    when somebody else has committed in between (SQLITE_BUSY_SNAPSHOT).
    """
    db.conn.execute("begin immediate")
    try:
        yield db
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


def _refuse_foreign(db: Database, path: str | Path) -> None:
    if db.conn.execute(FOREIGN).fetchone()[0]:
        db.close()
        raise ForeignDatabase(
            f"{path} is a database of another program, and is left alone: name another file with --db."
        )


def _refuse_newer(db: Database, path: str | Path) -> None:
    known = {m.name for m in migration._migrations}
    later = sorted(m.name for m in migration.applied(db) if m.name not in known)
    if later:
        db.close()
        raise NewerDatabase(
            f"{path} was written by a newer version of this program (it has {later[-1]}). "
            "Update the program, or name another file with --db."
        )


def _lay_views(db: Database) -> None:
    # As SQLite keeps it, without the end of the last line: to lay a view anew makes all who read the file
    # read its shape again, and fail where that changes once more meanwhile.
    wanted = {sql.stem: sql.read_text("utf-8").rstrip() for sql in sorted(VIEWS.glob("*.sql"))}
    laid = {view.name: view.schema for view in db.views}
    if all(laid.get(name) == f'CREATE VIEW "{name}" AS {sql}' for name, sql in wanted.items()):
        return
    with writing(db):
        for name, sql in wanted.items():
            db.create_view(name, sql, replace=True)
