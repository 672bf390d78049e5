"""The day's folder: whole or not there, of one moment, and the same for the same catalogue."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.exporting.snapshot import take
from offers.database import connect
from tests.catalogue import make_catalogue
from tests.taken_away import DAY, NOW, ask, make_live, names


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Path:
    return make_live(tmp_path_factory.mktemp("live"))


def test_the_same_catalogue_gives_the_same_files(live, tmp_path):
    for name in ("one", "other"):
        ask("export", str(tmp_path / name), "--now", NOW, "--db", str(live))
    one, other = (tmp_path / name / DAY / "SHA256SUMS" for name in ("one", "other"))
    assert one.read_text() == other.read_text()


def test_a_day_is_not_overwritten_unless_told(live, tmp_path):
    words = ("export", str(tmp_path), "--now", NOW, "--db", str(live))
    assert ask(*words).exit_code == 0
    (tmp_path / DAY / "mine").touch()
    told = ask(*words)
    assert told.exit_code == 2 and "--force" in told.output and (tmp_path / DAY / "mine").exists()
    assert ask(*words, "--force").exit_code == 0
    assert names(tmp_path) == [DAY] and not (tmp_path / DAY / "mine").exists()


def test_two_exports_do_not_write_one_folder(live, tmp_path):
    part = tmp_path / f"{DAY}.part"
    part.mkdir()
    held = os.open(part, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    told = ask("export", str(tmp_path), "--now", NOW, "--db", str(live))
    os.close(held)
    assert told.exit_code == 2 and "Another export" in told.output


KILLED = """
import os, sys
from aggregator.exporting import data_package
data_package.write = lambda *_: os.kill(os.getpid(), 9)
from aggregator.cli import cli
cli(sys.argv[1:])
"""


def test_a_killed_export_leaves_nothing_that_looks_whole(live, tmp_path):
    words = ["export", str(tmp_path), "--now", NOW, "--db", str(live)]
    died = subprocess.run([sys.executable, "-c", KILLED, *words], capture_output=True)
    assert died.returncode == -9
    assert names(tmp_path) == [f"{DAY}.part"]
    assert ask(*words).exit_code == 0
    assert names(tmp_path) == [DAY]


def test_an_export_that_fails_leaves_nothing(live, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("aggregator.exporting.readme.write", full)
    told = ask("export", str(tmp_path), "--now", NOW, "--db", str(live))
    assert told.exit_code == 5 and "No space left" in told.output
    assert not names(tmp_path)


def test_nothing_to_export_says_what_to_do(tmp_path):
    told = ask("export", str(tmp_path), "--db", str(tmp_path / "none.db"))
    assert told.exit_code == 2 and "make demo" in told.output


def test_all_is_of_one_moment(tmp_path):
    """A crawl writes after the first table was read: none of it is in the export."""
    live = tmp_path / "aggregator.db"
    make_catalogue(live)
    writer = connect(live)

    def crawl(done: int, total: int) -> None:
        if done == 1:
            with writer.atomic():
                writer.conn.execute("update offer_facts set closed_on = '2026-11-21'")
                writer.conn.execute("insert into offer_skills values (1, 'rust')")
                writer.conn.execute("update runs set listed = 7")

    before = (
        connect(live).execute("select count(*) from offer_facts where closed_on is null").fetchone()
    )
    take(live, tmp_path / "taken.db", crawl)
    taken = sqlite3.connect(tmp_path / "taken.db")
    open_then = "select count(*) from offer_facts where closed_on is null"
    assert taken.execute(open_then).fetchone() == before and before[0] > 50
    assert writer.execute(open_then).fetchone() == (0,)
    assert not taken.execute("select 1 from runs where listed = 7").fetchall()
    assert not taken.execute("select 1 from offer_skills where skill_code = 'rust'").fetchall()
