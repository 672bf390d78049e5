"""The disk, the file and the clock fail, each in its way: one sentence, exit code 5, and the old data whole."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import offers.database
from aggregator.cli import cli
from aggregator.keeping import copying
from aggregator.keeping.settling import settle
from offers.database import connect
from tests.market import NOW, Market
from tests.test_store import DAY, Site, posting
from world.market import Market as World_Market
from world.server import World

ROOT = Path(__file__).parents[1]
#: Commands that write to the file, or to its folder.
WRITING = (("dedupe",), ("import", "lines.jsonl"), ("renormalise",), ("backup",))
#: A web that does not answer: no test asks a real site, even where what it tests is broken.
NOWHERE = ("--world", "http://127.0.0.1:9")
WHOLE = "select (select count(*) from postings), (select count(*) from offers)"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A merged file with a posting more that waits, and lines to import."""
    monkeypatch.chdir(tmp_path)
    market = Market(tmp_path / "aggregator.db")
    market.show("alpha", "1")
    market.merge()
    for ref in range(60):
        market.show(
            "beta", str(ref), title=f"Poste {ref}", description=f"Le poste numéro {ref} " * 200
        )
    market.db.conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    market.db.close()
    line = '{"site": "x.ma", "url": "https://x.ma/%d", "title": "Maçon", "city": "Fès", "text": "%s"}\n'
    text = "mot " * 4000
    (tmp_path / "lines.jsonl").write_text("".join(line % (n, text) for n in range(150)))
    return tmp_path


def whole(file: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        return db.execute(WHOLE).fetchone()


@pytest.mark.parametrize("words", WRITING[:2], ids=" ".join)
def test_a_full_disk(ask, folder, monkeypatch, words):
    """SQLite's own limit of pages fails as a full disk does: SQLITE_FULL, in the middle of the work."""
    with closing(sqlite3.connect("aggregator.db")) as db:
        db.execute("vacuum")
        [pages] = db.execute("pragma page_count").fetchone()
    limit = f"pragma max_page_count = {pages + 5}"
    with monkeypatch.context() as full:
        full.setattr(offers.database, "PRAGMAS", (*offers.database.PRAGMAS, limit))
        said = ask(*words, code=5)
    assert "the disk is full" in said and "make room" in said and "Traceback" not in said
    assert whole(folder / "aggregator.db")[0] == 61
    ask(*words)


def test_a_disk_that_fails_under_a_crawl_makes_no_run_a_success(tmp_path):
    """The kernel refuses to write (RLIMIT_FSIZE), in the child, when the last postings are stored."""
    file, size = tmp_path / "a.db", 100_000
    connect(file).close()
    market = World_Market(seed=3, size=200, days=1, start=date(2026, 11, 18))
    with World(market).serve() as world:
        said = crawl(
            file, world.url, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        )
        assert said.returncode == 5, (said.stdout, said.stderr)
        assert "the disk" in said.stdout + said.stderr
        with closing(sqlite3.connect(file)) as db:
            runs = db.execute(
                "select complete from runs where outcome = 'ok' or complete"
            ).fetchall()
        assert runs == [] and whole(file) == (0, 0)
        assert crawl(file, world.url, lambda: None).returncode == 0
    assert whole(file)[0] == len(market.open("rekrute", 0))


def crawl(file: Path, url: str, before) -> subprocess.CompletedProcess[str]:
    words = ["crawl", "rekrute", "--world", url, "--now", "2026-11-18T09:00", "--db", str(file)]
    command = [sys.executable, "-m", "aggregator", *words, "--logs", str(file.parent / "logs")]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, preexec_fn=before)


def test_a_full_disk_beside_a_backup(ask, folder, monkeypatch):
    """The room is there when it is asked for, and gone when it is wanted: the .part goes, too."""

    def torn(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "synced", torn)
    assert "the disk is full" in ask("backup", code=5)
    assert list((folder / "backups").iterdir()) == []


@pytest.fixture
def read_only(folder):
    """The folder may not be written to: by its rights; or, for root, whom rights do not hold, by its disk."""
    if os.geteuid():
        folder.chmod(0o500)
        yield folder
        return folder.chmod(0o700)
    mounted = [["mount", "--bind", folder, folder], ["mount", "-o", "remount,bind,ro", folder]]
    if any(subprocess.run(command, capture_output=True).returncode for command in mounted):
        subprocess.run(["umount", folder], capture_output=True)
        pytest.skip("neither rights nor mounts can make a folder read-only here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_folder_that_may_not_be_written_to(ask, read_only):
    before = (read_only / "aggregator.db").read_bytes()
    for words in WRITING:
        said = ask(*words, code=5)
        assert "written to" in said or "write to it" in said
    assert (read_only / "aggregator.db").read_bytes() == before


@pytest.mark.parametrize("words", WRITING[:3], ids=" ".join)
def test_a_file_that_another_program_writes_to_for_long(ask, folder, monkeypatch, words):
    waits = ("pragma busy_timeout = 20", *offers.database.PRAGMAS[1:])
    monkeypatch.setattr(offers.database, "PRAGMAS", waits)
    with closing(sqlite3.connect("aggregator.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        said = ask(*words, code=5)
        other.execute("rollback")
    assert "another program has been writing" in said and "run the command again later" in said
    assert whole(folder / "aggregator.db") == (61, 1)


def spoil(file: Path, how: str) -> str:
    """Spoil FILE; return what is said of it."""
    if how == "text":
        file.write_text("Dear diary, " * 1000)
        return "is no database of ours"
    if how == "cut":
        os.truncate(file, file.stat().st_size // 3)
        return "put a backup back"
    if how == "middle":
        with file.open("r+b") as opened:
            opened.seek(file.stat().st_size // 4 // 4096 * 4096)
            opened.write(os.urandom(file.stat().st_size // 2))
        return "put a backup back"
    file.unlink()
    with closing(sqlite3.connect(file)) as db:
        db.execute("create table recipes (name)")
    return "another program"


@pytest.mark.parametrize("how", ["text", "cut", "middle", "foreign"])
def test_a_file_that_is_spoiled_or_of_another_program(ask, folder, how):
    said_of_it = spoil(folder / "aggregator.db", how)
    before = (folder / "aggregator.db").read_bytes()
    for words in (("dedupe",), ("update", *NOWHERE), ("export", "out")):
        said = ask(*words, code=5)
        assert said_of_it in said and "Traceback" not in said
    assert ask("backup", code=5) and not list((folder / "backups").iterdir())
    assert (folder / "aggregator.db").read_bytes() == before


def test_a_folder_in_place_of_the_file(ask, folder):
    (folder / "aggregator.db").unlink()
    (folder / "aggregator.db").mkdir()
    assert "is a directory" in ask("dedupe", code=2)


@pytest.mark.parametrize("left", [False, True], ids=["gone", "empty"])
def test_a_file_that_was_moved_away_is_not_begun_anew_in_silence(ask, folder, left):
    ask("backup", "--now", "2026-11-20T09:00")
    (folder / "aggregator.db").rename(folder / "elsewhere.db")
    if left:
        (folder / "aggregator.db").touch()
    for words in (("update", *NOWHERE), ("crawl", "rekrute", *NOWHERE)):
        said = ask(*words, code=5)
        assert "aggregator restore" in said and "aggregator-2026-11-20T080000.db" in said
    ask("restore", "backups/aggregator-2026-11-20T080000.db")
    assert whole(folder / "aggregator.db") == (61, 1)


def test_a_disk_that_is_not_mounted(ask, tmp_path):
    (folder := tmp_path / "disk").mkdir()
    folder.rmdir()
    for words in (["update", *NOWHERE], ["crawl", "rekrute", *NOWHERE]):
        answer = CliRunner().invoke(cli, [*words, "--db", str(folder / "a.db")])
        assert answer.exit_code == 5 and "is its disk mounted?" in answer.output
        assert not folder.exists()


def test_a_clock_that_was_set_back_closes_nothing(tmp_path):
    """Nor does the first run after a clock that was ahead; the next one is believed again."""
    site = Site(tmp_path / "a.db")
    site.reads(posting("1"), posting("2"))
    site.reads(posting("1"))
    site.day = DAY - timedelta(days=10)
    back = site.reads(posting("1"))
    assert (back.closed, back.why) == (
        0,
        "the clock was set back since the run before: nothing was closed",
    )
    assert site.rows("select count(*) as n from postings where closed_on < first_seen") == [
        {"n": 0}
    ]
    site.day = DAY + timedelta(days=2)
    assert site.reads(posting("1")).closed == 1


def test_a_clock_that_was_set_back_writes_no_day_of_the_past(ask, folder):
    ask("dedupe", "--now", f"{NOW.date()}T10:00")
    with closing(connect("aggregator.db")) as db:
        before = db.conn.execute("select day from counted_days").fetchall()
        db.conn.execute("update postings set closed_on = '2026-11-21' where source = 'beta'")
        db.conn.commit()
    ask("dedupe", "--now", "2026-11-01T10:00")
    with closing(connect("aggregator.db")) as db:
        assert db.conn.execute("select day from counted_days").fetchall() == before


def test_after_many_runs_nothing_beside_the_file_has_grown(tmp_path):
    """Fifty days in one process: the log is empty after each, and no file stays open."""
    path = tmp_path / "aggregator.db"
    market = Market(path)
    opened = []
    for day in range(50):
        market.show(
            "alpha", str(day), title=f"Poste {day}", description=f"Poste du jour {day} " * 100
        )
        market.merge(NOW + timedelta(days=day))
        assert settle(market.db)
        assert (tmp_path / "aggregator.db-wal").stat().st_size == 0
        with closing(connect(path)):
            opened.append(len(list(Path("/proc/self/fd").iterdir())))
    market.db.close()
    assert max(opened[5:]) <= opened[4]


def test_settling_waits_for_nobody(tmp_path):
    with closing(Market(tmp_path / "aggregator.db").db) as db:
        address = f"file:{tmp_path / 'aggregator.db'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as reader:
            reader.execute("begin")
            reader.execute("select count(*) from postings").fetchone()
            db.conn.execute("insert into sources (name, title, kind, added_at) values ('n', 'n', 'board', '')")  # fmt: skip
            db.conn.commit()
            assert not settle(db), "a reader holds the old state"
            reader.execute("commit")
        assert settle(db)
        assert db.conn.execute("pragma busy_timeout").fetchone() == (10000,)
