"""Each thing that `aggregator doctor` looks at, spoilt; and the same in good order."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from aggregator.examining.examination import exit_code
from aggregator.examining.folder import wal
from aggregator.examining.program import FEATURES, missing, sqlite
from aggregator.locking import held, house
from offers.database import connect
from tests.conftest import NOW
from world.faults import Fault
from world.market import Market
from world.server import World

FOUND = dict[str, dict]
#: What the robot says of itself: without it there is a warning more.
CONTACT = {"AGGREGATOR_CONTACT_URL": "https://emplois.example/robot"}
FAILING = "www.rekrute.com"


def ask(db: Path, *words: str, code: int = 0, now: str = NOW, web: tuple = ("--offline",)) -> FOUND:
    """What the doctor finds, by what was looked at; of several, the last."""
    logs = str(db.parent / "logs")
    said = ["doctor", "--json", "--db", str(db), "--logs", logs, "--now", now, *web, *words]
    answer = CliRunner().invoke(cli, said, env=CONTACT)
    assert answer.exit_code == code, answer.output
    told = json.loads(answer.stdout)
    assert all(one["todo"] for one in told["findings"] if one["state"] != "ok")
    return {one["check"]: one for one in told["findings"]}


def states(found: FOUND, state: str) -> set[str]:
    return {check for check, one in found.items() if one["state"] == state}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("made") / "aggregator.db"
    connect(path).close()
    return path


@pytest.fixture
def db(tmp_path, made) -> Path:
    """A database in good order, with the backup of an hour ago."""
    (tmp_path / "backups").mkdir()
    shutil.copy(made, tmp_path / "backups/aggregator-2026-11-21T070000.db")
    return Path(shutil.copy(made, tmp_path / "aggregator.db"))


def run_of(db: Path, source: str, started: str, outcome: str, verdict: str | None = None) -> None:
    with sqlite3.connect(db) as conn:
        conn.execute(
            "insert or ignore into sources (name, title, kind, added_at) values (?, ?, 'board', '2026-01-01')",
            [source, source],
        )
        conn.execute(
            "insert into runs (source, started_at, ended_at, outcome, verdict) values (?, ?, ?, ?, ?)",
            [source, started, started, outcome, verdict],
        )
    conn.close()


def test_all_is_well(db):
    found = ask(db)
    assert states(found, "ok") == set(found), found
    assert {"python", "sqlite", "memory", "folder", "wal", "owner", "disk", "logs", "database", "version",
            "writing", "clock", "contact", "lock", "backup", "sources", "robots"} == set(found)  # fmt: skip
    assert found["robots"]["said"] == "not asked: --offline"


def test_it_changes_nothing(db):
    before = {file.name: file.stat().st_mtime_ns for file in db.parent.iterdir()}
    ask(db)
    assert {file.name: file.stat().st_mtime_ns for file in db.parent.iterdir()} == before


def test_a_person_reads_a_line_for_each_and_what_to_do(db):
    said = ["doctor", "--offline", "--db", str(db), "--now", "1970-01-01"]
    answer = CliRunner().invoke(cli, said, env=CONTACT)
    assert answer.exit_code == 1
    assert (
        "bad     clock     it says 01/01/1970\n                  → Set the clock" in answer.output
    )


def test_what_the_robot_says_stands_beside_the_file(db):
    words = ["doctor", "--offline", "--db", str(db), "--now", NOW]
    said = CliRunner().invoke(cli, words, env={"AGGREGATOR_CONTACT_URL": ""}).output
    assert "warning contact" in said and "aggregator.env" in said
    (db.parent / "aggregator.env").write_text(
        "# ours\nAGGREGATOR_CONTACT_URL='https://e.example/'\n"
    )
    said = CliRunner().invoke(cli, words, env={"AGGREGATOR_CONTACT_URL": None}).output
    assert "ok      contact   sites are told https://e.example/\n" in said


def test_no_database_yet(tmp_path):
    found = ask(tmp_path / "aggregator.db")["database"]
    assert found["state"] == "warning" and "aggregator update" in found["todo"]


def test_a_database_that_was_there(db):
    """Its lock and its pages are left: it was moved, or lost."""
    house(db).touch()
    db.unlink()
    found = ask(db, code=5)["database"]
    assert "aggregator.db.lock" in found["said"] and "restore" in found["todo"]


def test_a_folder_that_is_not_there(tmp_path):
    found = ask(tmp_path / "none/aggregator.db", "--logs", str(tmp_path), code=5)
    assert "mkdir -p" in found["folder"]["todo"]


def test_a_folder_that_nobody_can_write(tmp_path):
    """The kernel's own folder refuses even root."""
    if not Path("/proc/self").is_dir():
        pytest.skip("no folder here refuses everybody: there is no /proc")
    found = ask(Path("/proc/aggregator.db"), "--logs", "/proc/logs", code=5)
    assert {"folder", "logs"} <= states(found, "bad")


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Root may write what nobody may: be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def test_a_file_that_cannot_be_written(made):
    with TemporaryDirectory() as folder:
        db = Path(shutil.copy(made, folder))
        db.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_somebody_else():
            found = ask(db, code=5)
        Path(folder).chmod(0o755)
    assert states(found, "bad") >= {"folder", "logs"}
    assert {"database", "writing"} & states(found, "bad"), found
    assert found["owner"]["state"] == ("warning" if os.geteuid() == 0 else "ok")


def test_a_file_that_is_no_database(db):
    db.write_text("Dear diary, " * 1000)
    found = ask(db, code=5)["database"]
    assert "no database" in found["said"]


def test_an_empty_file_and_another_programs(db):
    db.write_bytes(b"")
    assert "no catalogue of ours" in ask(db, code=5)["database"]["said"]


def test_a_damaged_file(db):
    whole = bytearray(db.read_bytes())
    for page in range(30, 60):
        whole[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    db.write_bytes(whole)
    found = ask(db, code=5)["database"]
    assert "damaged" in found["said"] and "restore" in found["todo"]


def test_a_newer_and_an_older_file(db):
    step = "insert into _sqlite_migrations (migration_set, name, applied_at) values ('offers', 'm999_later', 'x')"
    with sqlite3.connect(db) as conn:
        conn.execute(step)
    assert "m999_later" in ask(db, code=5)["version"]["said"]
    with sqlite3.connect(db) as conn:
        conn.execute("delete from _sqlite_migrations where name = 'm999_later'")
        conn.execute(
            "delete from _sqlite_migrations where id = (select max(id) from _sqlite_migrations)"
        )
    found = ask(db)["version"]
    assert found["state"] == "warning" and "1 steps behind" in found["said"]


def test_a_clock_that_was_set_back(db):
    run_of(db, "rekrute", "2026-11-21T08:03:00Z", "ok", "good")
    assert ask(db)["clock"]["state"] == "ok"
    run_of(db, "anapec", "2026-12-24T06:00:00Z", "ok", "good")
    found = ask(db, code=1)["clock"]
    assert "24/12/2026" in found["said"] and "set back" in found["said"]


def test_who_holds_the_lock(db):
    with held(house(db), "aggregator update"):
        found = ask(db)["lock"]
        assert found["said"].startswith("aggregator update, process")
        later = (datetime.now().astimezone() + timedelta(days=2)).isoformat()
        assert ask(db, now=later)["lock"]["state"] == "warning"
    assert ask(db)["lock"]["said"] == "nobody works on it"


def test_somebody_writes_while_it_looks(db):
    conn = sqlite3.connect(db, isolation_level=None)
    conn.execute("begin immediate")
    assert ask(db)["writing"]["said"] == "somebody writes just now"
    conn.close()


def test_little_room(db, monkeypatch):
    usage = shutil.disk_usage(db.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=400 * 1024**2))
    found = ask(db)["disk"]
    assert found["state"] == "warning" and "400 MB free" in found["said"]


def test_the_age_of_the_last_backup(db, tmp_path):
    folder = tmp_path / "elsewhere"
    asked = ("--backups", str(folder))
    assert ask(db, *asked)["backup"]["said"] == f"there is none in {folder}"
    for day, state in ((18, "warning"), (20, "ok")):
        taken = f"2026-11-{day}T09:00:00+01:00"
        said = ["backup", str(folder), "--db", str(db), "--now", taken]
        assert CliRunner().invoke(cli, said).exit_code == 0
        found = ask(db, *asked)["backup"]
        assert (found["state"], f"{day}/11/2026 09:00" in found["said"]) == (state, True)


def test_the_last_verdicts_in_a_line(db):
    run_of(db, "rekrute", "2026-11-20T08:00:00Z", "ok", "good")
    run_of(db, "anapec", "2026-11-19T08:00:00Z", "ok", "good")
    run_of(db, "anapec", "2026-11-20T08:00:00Z", "blocked", "refused")
    run_of(db, "anapec", "2026-11-20T09:00:00Z", "interrupted")
    found = ask(db)["sources"]
    assert found["state"] == "warning" and "2 sources" in found["said"]
    assert found["said"].endswith("1 of them badly: anapec (refused)")


def test_a_sqlite_without_what_we_need():
    lacking = missing(FEATURES | {"time travel": "select * from tomorrow"})
    assert lacking == ["time travel"] and sqlite(lacking).state == "bad"


def test_a_write_ahead_log_where_it_cannot_be(monkeypatch, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"nas:/x {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr("aggregator.examining.folder.MOUNTS", mounts)
    assert wal(tmp_path).said == f"{tmp_path} is on the network (nfs4)"
    assert exit_code([wal(tmp_path)]) == 5


@pytest.fixture(scope="module")
def rows(tmp_path_factory) -> Path:
    """A folder of rows without a row: the sources that have a file are enough."""
    folder = tmp_path_factory.mktemp("rows")
    ours = Path(__file__).parents[1] / "spiders/platforms"
    for file in ("employers.csv", "feeds.csv"):
        (folder / file).write_text((ours / file).read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    return folder


def market() -> Market:
    return Market(seed=7, size=30, days=1, start=date(2026, 11, 2))


def test_the_robots_txt_of_every_source_is_asked_for(db, rows):
    world = World(market(), faults={FAILING: Fault("robots 500")})
    with world.serve():
        web = ("--world", world.url, "--rows", str(rows))
        found = ask(db, web=web)["robots"]
        asked = {host for host, kind in world.asked if kind in ("robots", "unknown")}
    assert found["state"] == "warning" and FAILING in found["said"] and "500" in found["said"]
    assert "rekrute" in found["said"] and len(asked) > 10
    assert {kind for host, kind in world.asked} <= {"robots", "unknown"}
    assert set(world.asked.values()) == {1}


def test_no_network_at_all(db, rows):
    """The world has gone home: nobody answers at its address."""
    with World(market()).serve() as gone:
        url = gone.url
    found = ask(db, code=1, web=("--world", url, "--rows", str(rows)))["robots"]
    assert found["state"] == "bad" and "ConnectionRefused" in found["said"]
