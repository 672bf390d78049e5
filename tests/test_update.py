"""The one command that cron calls: what is due, once; quiet; its exit code tells how it went."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator import children
from aggregator.cli import cli
from aggregator.locking import held, house
from offers.clock import moment
from offers.database import connect
from pipelines.runs import Source
from world.market import Market
from world.server import Fault, World

FIRST, DAY_2 = "2026-11-18T09:00", "2026-11-19T09:00"
BOTH = ("rekrute", "stagiaires")
COUNTS = "select (select count(*) from runs), (select count(*) from postings), (select count(*) from offers)"


@pytest.fixture(scope="module")
def world():
    with World(Market(seed=3, size=60, days=3, start=date(2026, 11, 18))).serve() as world:
        yield world


@pytest.fixture(autouse=True)
def well(world):
    world.faults, world.day = {}, 0


@pytest.fixture
def update(world, tmp_path):
    """Update the database of the test from the world; return the answer."""

    def update(*words: str, sources=BOTH, now=FIRST):
        places = ("--db", str(tmp_path / "a.db"), "--logs", str(tmp_path / "logs"))
        asked = ["update", *sources, *words, "--world", world.url, "--now", now, *places]
        return CliRunner().invoke(cli, asked)

    return update


def rows(tmp_path, sql):
    db = connect(tmp_path / "a.db")
    found = db.conn.execute(sql).fetchall()
    db.close()
    return found


def contents(folder):
    """What each file of FOLDER holds; but for the two that SQLite lays beside a file that is looked at."""
    files = (f for f in folder.rglob("*") if f.is_file() and not f.name.endswith(("-shm", "-wal")))
    return {file: sha256(file.read_bytes()).digest() for file in files}


def test_what_is_due_is_read_and_merged_once(update, tmp_path, world):
    answer = update()
    assert answer.exit_code == 0, answer.output
    assert "2 sources read, 0 bad" in answer.stdout
    ((runs, postings, offers),) = rows(tmp_path, COUNTS)
    assert runs == 2 and 0 < offers <= postings
    asked = world.asked.total()
    again = update(now="2026-11-18T15:00")
    assert again.exit_code == 0 and again.stdout.startswith(
        "nothing was due; next is rekrute, 19/11"
    )
    assert world.asked.total() == asked and rows(tmp_path, COUNTS) == [(runs, postings, offers)]
    world.day = 1
    assert "2 sources read" in update(now=DAY_2).stdout


def test_a_dry_run_tells_the_plan_and_touches_nothing(update, tmp_path):
    assert "all 2 sources would be read" in update("--dry-run").stdout
    assert not list(tmp_path.iterdir())
    update(sources=["rekrute"])
    before = contents(tmp_path)
    answer = update("--dry-run")
    said = answer.stdout
    assert answer.exit_code == 0, answer.output
    assert "stagiaires: now (never read)" in said and "rekrute: in 24 h (read every 1 d)" in said
    assert "1 of 2 sources would be read" in said
    assert contents(tmp_path) == before


@pytest.mark.parametrize("ill, code", [(["www.rekrute.com"], 3), (["www.rekrute.com", "www.stagiaires.ma"], 4)])  # fmt: skip
def test_the_exit_code_tells_how_the_sources_fared(update, tmp_path, world, ill, code):
    world.faults = {host: Fault("403") for host in ill}
    answer = update("--json")
    assert answer.exit_code == code, answer.output
    told = json.loads(answer.stdout)
    assert told["exit"] == code and len(told["bad"]) == len(ill)
    assert told["sources"]["rekrute"]["outcome"] == "blocked"


def test_an_unknown_source_is_a_mistake_of_usage(update):
    answer = update(sources=["nowhere"])
    assert answer.exit_code == 2 and "There is no source named nowhere" in answer.output


def test_a_second_update_says_in_a_line_that_one_is_under_way(update, tmp_path):
    with held(house(tmp_path / "a.db"), "aggregator update"):
        answer = update()
    assert answer.exit_code == 75 and len(answer.stderr.splitlines()) == 1
    assert re.search(r"aggregator update, process \d+, since ", answer.stderr)
    assert update("--dry-run").exit_code == 0


def test_cron_hears_nothing_where_all_is_well(update, tmp_path):
    quiet = update("--cron")
    assert (quiet.exit_code, quiet.output) == (0, "")
    assert "2 sources read" in (tmp_path / "logs/update.log").read_text()


def test_cron_hears_of_what_is_wrong_once_and_when_it_is_well_again(update, world):
    world.faults = {"www.rekrute.com": Fault("403")}
    first = update("--cron", sources=["rekrute"])
    assert first.exit_code == 4 and first.stdout == ""
    assert "rekrute | never" in first.stderr and "refused since 2026-11-18 09:00" in first.stderr
    again = update("--cron", "--force", sources=["rekrute"], now="2026-11-18T12:00")
    assert again.exit_code == 4 and again.output == ""
    world.faults = {}
    well = update("--cron", sources=["rekrute"], now="2026-11-19T13:00")
    assert well.exit_code == 0 and "1 good again" in well.stderr


def test_a_backup_is_kept_a_day_at_most_and_may_be_put_back(update, tmp_path, world):
    def kept():
        return sorted(file.name for file in (tmp_path / "backups").iterdir())

    update()
    update(now="2026-11-18T12:00")
    assert len(kept()) == 1
    before = rows(tmp_path, COUNTS)
    world.day = 1
    assert "backup " in update(now=DAY_2).stdout
    assert len(kept()) == 2
    asked = ["restore", str(tmp_path / "backups" / kept()[0]), "--db", str(tmp_path / "a.db")]
    answer = CliRunner().invoke(cli, asked)
    assert answer.exit_code == 0, answer.output
    assert rows(tmp_path, COUNTS) == before


def test_logs_are_json_for_programs_and_those_before_are_kept(update, tmp_path):
    update("--log-format", "json", sources=["rekrute"])
    lines = [json.loads(x) for x in (tmp_path / "logs/update.log").read_text().splitlines()]
    assert lines[0]["source"] == "rekrute" and {"at", "level", "message"} <= set(lines[0])
    said = (tmp_path / "logs/rekrute.log").read_text().splitlines()
    assert all(json.loads(x)["source"] == "rekrute" for x in said)
    update("--force", sources=["rekrute"])
    assert (tmp_path / "logs/rekrute.log.1").read_text().splitlines() == said


def test_a_host_that_asked_us_to_wait_is_left_alone_even_by_force(update, tmp_path, world):
    db = connect(tmp_path / "a.db")
    db.conn.execute("insert into hosts values ('www.rekrute.com', '2026-11-18T12:00:00Z', '429')")
    db.conn.commit()
    db.close()
    said = update("--force").stdout
    assert "1 source read" in said and "rekrute" not in said
    assert "rekrute: 95" not in said and "rekrute:" in update(now="2026-11-18T14:00").stdout


def test_a_source_that_stays_bad_is_paused_and_named_and_comes_back_by_itself(update, world):
    world.faults = {"www.rekrute.com": Fault("403")}
    for day in (18, 19, 20):
        update(sources=["rekrute"], now=f"2026-11-{day}T09:00")
    paused = json.loads(update("--json", sources=["rekrute"], now="2026-11-21T09:00").stdout)
    assert paused["paused"] == ["rekrute"] and paused["due"] == 0 and paused["exit"] == 0
    world.faults = {}
    assert update(sources=["rekrute"], now="2026-11-22T09:00").exit_code == 0
    assert "1 source read, 0 bad" in update(sources=["rekrute"], now="2026-11-23T09:00").stdout


def test_when_the_time_for_all_is_up_the_rest_is_left_for_the_next_time(update, tmp_path, world):
    world.faults = {"www.rekrute.com": Fault("slow", seconds=5)}
    answer = update("--max-minutes", "0.03", "--jobs", "1", "--json")
    told = json.loads(answer.stdout)["sources"]
    assert told["rekrute"]["outcome"] == "limit" and told["stagiaires"]["outcome"] == "left"
    world.faults = {}
    assert "stagiaires" in update().stdout


def test_an_update_that_is_stopped_says_so_and_the_next_makes_up_for_it(world, tmp_path, update):
    world.faults = {"www.rekrute.com": Fault("slow", seconds=0.5)}
    places = ["--db", str(tmp_path / "a.db"), "--logs", str(tmp_path / "logs")]
    command = [sys.executable, "-m", "aggregator", "update", *BOTH, "--world", world.url]
    world.asked.clear()
    child = subprocess.Popen(
        [*command, "--now", FIRST, *places], stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}, cwd=tmp_path,
    )  # fmt: skip
    while world.asked["www.rekrute.com", "list"] < 1 and child.poll() is None:
        time.sleep(0.05)
    child.send_signal(signal.SIGTERM)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == 130 and "What was read is kept" in said and "Traceback" not in said
    found = dict(rows(tmp_path, "select source, outcome from runs where ended_at is not null"))
    assert found["rekrute"] == "interrupted"
    world.faults = {}
    assert "rekrute: " in update().stdout
    ((closed,),) = rows(tmp_path, "select count(*) from postings where closed_on is not null")
    assert closed == 0


def test_sources_of_one_domain_are_never_read_at_once(tmp_path, monkeypatch):
    """Two employers on one system stand on one machine: it is asked one thing at a time."""
    tenants = [
        Source(f"{p}.{n}", n, "employer", f"https://{n}.{p}.com/") for p in "xy" for n in "abc"
    ]
    reading, together = [], set()

    def read(source, settings, now, bounds):
        reading.append(source.name[0])
        together.add("".join(sorted(reading)))
        time.sleep(0.05)
        reading.remove(source.name[0])
        return children.none(source, "left", "")

    monkeypatch.setattr(children, "read", read)
    settings = {"DATABASE": str(tmp_path / "a.db")}
    assert len(list(children.read_all(tenants, settings, moment(FIRST), jobs=6))) == 6
    assert "xy" in together <= {"x", "y", "xy"}


def test_who_opts_out_is_left_out_in_the_next_update_and_their_site_is_not_read(
    update, tmp_path, world
):
    update()
    ((before,),) = rows(tmp_path, "select count(*) from postings where source = 'rekrute'")
    (tmp_path / "opt-out.txt").write_text("# asked by mail\ndomain: rekrute.com\nemployeur: X\n")
    world.asked.clear()
    answer = update(now=DAY_2)
    assert answer.exit_code == 0 and before > 0
    assert f"{before} left out that asked for it" in answer.stdout
    assert "opt-out.txt, line 3: write employer: NAME" in answer.stdout
    assert not any(host == "www.rekrute.com" for host, _ in world.asked)
    assert rows(tmp_path, "select count(*) from postings where source = 'rekrute'") == [(0,)]


def test_texts_are_purged_ninety_days_after_their_postings_closed(update, tmp_path, world):
    update()
    closed = "update postings set closed_on = '2026-11-19' where source = 'rekrute'"
    db = connect(tmp_path / "a.db")
    db.conn.execute(closed)
    db.conn.commit()
    db.close()
    said = update(sources=["stagiaires"], now="2027-02-20T09:00").stdout
    assert "old texts purged" in said
    kept = (
        "select count(*), count(title), count(description) from postings where source = 'rekrute'"
    )
    ((postings, titles, texts),) = rows(tmp_path, kept)
    assert postings == titles > 0 and texts == 0
