"""Sources read by hand: those that are due, a few postings of each, told to a program."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from offers.database import connect
from world.market import Market
from world.server import Fault, World

FIRST, LATER, NEXT = "2026-11-18T09:00", "2026-11-18T10:00", "2026-11-19T09:00"


@pytest.fixture(scope="module")
def world():
    with World(Market(seed=3, size=60, days=2, start=date(2026, 11, 18))).serve() as world:
        yield world


@pytest.fixture
def crawl(world, tmp_path):
    """Crawl into the database of the test; return the answer."""

    def crawl(*words, now=FIRST):
        places = ("--db", str(tmp_path / "a.db"), "--logs", str(tmp_path / "logs"))
        return CliRunner().invoke(
            cli, ["crawl", *words, "--world", world.url, "--now", now, *places]
        )

    return crawl


def counts(tmp_path, *tables):
    db = connect(tmp_path / "a.db")
    found = [db.table(table).count for table in tables]
    db.close()
    return found


def test_only_what_is_due_is_read(crawl, tmp_path):
    assert crawl("rekrute").exit_code == 0
    answer = crawl("rekrute", "stagiaires", "--due", now=LATER)
    assert answer.exit_code == 0 and [
        line.split(":")[0] for line in answer.stdout.splitlines()
    ] == ["stagiaires"]
    assert crawl("rekrute", "stagiaires", "--due", now=LATER).stdout == "", "nothing is due: good"
    assert counts(tmp_path, "runs") == [2]


def test_a_dry_run_names_what_would_be_read_and_writes_nothing(crawl, tmp_path):
    answer = crawl("rekrute", "stagiaires", "--due", "--dry-run")
    assert (answer.exit_code, answer.stdout.split()) == (0, ["rekrute", "stagiaires"])
    assert not (tmp_path / "a.db").exists() and not (tmp_path / "logs").exists()


def test_a_few_postings_are_asked_for_and_no_fault_of_the_source(crawl, tmp_path):
    answer = crawl("rekrute", "--limit", "3")
    assert answer.exit_code == 0, answer.output
    [few] = counts(tmp_path, "postings")
    assert crawl("rekrute", "--due", now=LATER).exit_code == 0, "it was left: it is due at once"
    assert 3 <= few < counts(tmp_path, "postings")[0]
    db = connect(tmp_path / "a.db")
    told = db.conn.execute("select outcome, verdict, closed from runs order by id").fetchall()
    db.close()
    assert told == [("interrupted", None, 0), ("ok", "good", 0)]


def test_a_limit_hides_no_refusal(crawl, world):
    world.faults = {"www.rekrute.com": Fault("403")}
    answer = crawl("rekrute", "stagiaires", "--limit", "3")
    world.faults = {}
    assert answer.exit_code == 3 and "blocked: status 403" in answer.stdout


def test_a_program_is_told_in_values(crawl):
    answer = crawl("rekrute", "--json")
    told = json.loads(answer.stdout)
    assert told["exit"] == answer.exit_code == 0
    assert told["sources"]["rekrute"]["outcome"] == "ok" and told["sources"]["rekrute"]["new"] > 0


def test_when_the_time_for_all_is_up_nothing_is_begun(crawl, tmp_path):
    answer = crawl("rekrute", "--max-minutes", "0")
    assert answer.exit_code == 0 and "not read: the time for all sources was up" in answer.stdout
    assert counts(tmp_path, "runs") == [0]
