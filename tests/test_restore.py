"""A backup comes back whole, under a server that goes on, and what stood there is kept."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from aggregator.keeping import copying, restoring
from aggregator.keeping.checking import Counts, check
from aggregator.locking import held, house
from offers.database import connect
from tests.market import Market

OLD, NEW = Counts(1, 1, 1), Counts(41, 1, 1)
NOW = "2026-11-22T09:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with a database of 41 postings, and a backup of the day it had one."""
    folder = tmp_path_factory.mktemp("made")
    market = Market(folder / "aggregator.db")
    market.show("alpha", "0")
    market.merge()
    copying.copy(folder / "aggregator.db", folder / "backup.db")
    for ref in range(40):
        market.show("beta", str(ref), description=f"Le même poste, paru le {ref}. " * 30)
    market.db.close()
    return folder


@pytest.fixture
def folder(made, tmp_path) -> Path:
    """The same, where `ask` finds it."""
    for name in ("aggregator.db", "backup.db"):
        shutil.copy(made / name, tmp_path)
    return tmp_path


def restore(ask, folder: Path, name: str = "backup.db", code: int = 0) -> str:
    return ask("restore", str(folder / name), "--now", NOW, code=code)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.before-restore-*"))


def test_a_backup_comes_back_and_what_stood_there_is_kept(ask, folder):
    said = restore(ask, folder)
    [before] = kept(folder)
    assert before.name == "aggregator.before-restore-2026-11-22T080000.db" and str(before) in said
    assert (check(folder / "aggregator.db"), check(before)) == (OLD, NEW)
    restore(ask, folder, before.name)
    assert check(folder / "aggregator.db") == NEW, "and back again"


def test_a_server_sees_the_old_whole_and_then_the_new_whole(ask, folder):
    """As Datasette reads: connections that stay open, on threads of their own, while it is replaced."""
    seen: list[tuple[int, int]] = []
    stop, began = threading.Event(), threading.Event()

    def read() -> None:
        address = f"file:{folder / 'aggregator.db'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as db:
            while not stop.is_set():
                db.execute("begin")
                count = "select count(*), (select count(*) from postings where title > '') from postings"
                seen.append(db.execute(count).fetchone())
                db.execute("commit")
                began.set()

    server = threading.Thread(target=read)
    server.start()
    began.wait()
    restore(ask, folder)
    stop.set()
    server.join()
    assert set(seen) <= {(41, 41), (1, 1)} and seen == sorted(seen, reverse=True)
    assert seen[0] == (41, 41)
    with closing(sqlite3.connect(folder / "aggregator.db")) as db:
        assert db.execute("pragma journal_mode").fetchone() == ("wal",)


def test_who_reads_for_long_keeps_what_it_reads_and_sees_the_new_afterwards(ask, folder):
    address = f"file:{folder / 'aggregator.db'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as server:
        count = "select count(*) from postings"
        server.execute("begin")
        assert server.execute(count).fetchone() == (41,)
        restore(ask, folder)
        assert server.execute(count).fetchone() == (41,), "the state it began with"
        server.execute("commit")
        assert server.execute(count).fetchone() == (1,)
        assert server.execute("pragma integrity_check").fetchone() == ("ok",)


def test_into_an_empty_place(ask, folder):
    for left in ("gone", b""):
        (folder / "aggregator.db").unlink()
        if left == b"":
            (folder / "aggregator.db").touch()
        restore(ask, folder)
        assert check(folder / "aggregator.db") == OLD and kept(folder) == []


def test_a_log_that_was_left_alone_is_not_read_into_the_new_file(ask, folder):
    """The file was deleted, and what SQLite kept beside it was forgotten."""
    with closing(sqlite3.connect(folder / "aggregator.db", isolation_level=None)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("delete from postings")
        shutil.copy(folder / "aggregator.db-wal", folder / "left")
    (folder / "aggregator.db").unlink()
    (folder / "left").rename(folder / "aggregator.db-wal")
    restore(ask, folder)
    assert check(folder / "aggregator.db") == OLD
    assert [file.suffix for file in kept(folder)] == [".db-wal"]


def test_who_asked_to_be_left_out_since_stays_out(ask, folder):
    ask("forget", "--domain", "alpha.example")
    said = restore(ask, folder)
    assert "1 postings of who asked to be left out since went again" in said
    with closing(connect(folder / "aggregator.db")) as db:
        assert db.conn.execute("select kind, value from forgotten").fetchall() == [("domain", "alpha.example")]  # fmt: skip
        assert db.conn.execute("select count(*) from postings").fetchone() == (0,)


def spoiled(file: Path, how: str) -> None:
    if how == "head":
        file.write_bytes(b"\0" * 4096 + file.read_bytes()[4096:])
    elif how == "middle":
        with file.open("r+b") as opened:
            opened.seek(file.stat().st_size // 2)
            opened.write(os.urandom(4096 * 20))
    elif how == "cut":
        os.truncate(file, file.stat().st_size // 3)


@pytest.mark.parametrize("how", ["head", "middle", "cut"])
def test_a_damaged_database_is_put_aside_as_it_is(ask, folder, how):
    file = folder / "aggregator.db"
    spoiled(file, how)
    file.with_name("aggregator.db-wal").write_bytes(b"left over")
    bytes_of = file.read_bytes()
    said = restore(ask, folder)
    assert "was moved as it was" in said and "Start the server again" in said
    aside = folder / "aggregator.before-restore-2026-11-22T080000.db"
    assert aside.read_bytes() == bytes_of and check(file) == OLD
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"left over"


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as db:
        db.execute("create table recipes (name)")


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('offers', 'm999_x', '')")  # fmt: skip
        db.commit()


@pytest.mark.parametrize(
    "make, why",
    [
        (lambda file: spoiled(file, "head"), "is no database of SQLite."),
        (lambda file: spoiled(file, "middle"), "is damaged"),
        (lambda file: spoiled(file, "cut"), "is damaged"),
        (lambda file: file.write_bytes(b""), "it is empty"),
        (lambda file: file.write_bytes(b"\x1f\x8b\x08"), "is packed: unpack it first"),
        (foreign, "a database of another program"),
        (newer, "it has m999_x): update the program first"),
    ],
)
def test_what_cannot_serve_is_refused_and_nothing_touched(ask, folder, make, why):
    make(folder / "backup.db")
    assert why in restore(ask, folder, code=5)
    assert check(folder / "aggregator.db") == NEW and kept(folder) == []


def test_the_database_of_another_program_is_not_written_over(ask, folder):
    foreign(folder / "aggregator.db")
    before = (folder / "aggregator.db").read_bytes()
    assert "another program" in restore(ask, folder, code=5)
    assert (folder / "aggregator.db").read_bytes() == before


def test_a_newer_database_may_be_left_for_an_older_backup(ask, folder):
    """The way back after an upgrade: the program is the old one again."""
    newer(folder / "aggregator.db")
    restore(ask, folder)
    assert (
        check(folder / "aggregator.db") == OLD and check(kept(folder)[0], any_version=True) == NEW
    )


def test_not_into_itself_and_not_without_a_file(ask, folder):
    assert "is to be replaced" in restore(ask, folder, "aggregator.db", code=5)
    assert "does not exist" in restore(ask, folder, "nothing.db", code=2)


def test_not_while_another_command_works(ask, folder):
    with held(house(folder / "aggregator.db"), "aggregator crawl", alone=False):
        assert "aggregator crawl" in restore(ask, folder, code=75)
    assert check(folder / "aggregator.db") == NEW


def test_not_while_somebody_writes_for_long(ask, folder, monkeypatch):
    monkeypatch.setattr(restoring, "PATIENCE", 0.1)
    with closing(sqlite3.connect(folder / "aggregator.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        assert "another program has been writing" in restore(ask, folder, code=5)
        other.execute("rollback")
    assert check(folder / "aggregator.db", in_use=True) == NEW and kept(folder) == []


def test_a_damaged_database_stays_where_it_is_until_the_backup_is_there(ask, folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    spoiled(folder / "aggregator.db", "head")
    before = (folder / "aggregator.db").read_bytes()
    monkeypatch.setattr(restoring, "synced", full)
    assert "the disk is full" in restore(ask, folder, code=5)
    assert (folder / "aggregator.db").read_bytes() == before and kept(folder) == []


def test_not_without_room(ask, folder, monkeypatch):
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _: usage)
    assert "MB are wanted: make room" in restore(ask, folder, code=5)
    assert check(folder / "aggregator.db") == NEW


def test_an_older_shape_is_brought_up_to_date(ask, folder):
    with closing(sqlite3.connect(folder / "backup.db")) as db:
        db.execute("drop view source_health")
        db.commit()
    restore(ask, folder)
    with closing(connect(folder / "aggregator.db")) as db:
        assert "source_health" in db.view_names()
