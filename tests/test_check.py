"""A few postings of a source, looked at, and nothing kept; and of what is kept to ask again, nothing old."""

import os
from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from aggregator.locking import held, named
from aggregator.updating.pages import drop_old
from world.market import Market
from world.server import Fault, World

NOW = "2026-11-18T09:00"


@pytest.fixture(scope="module")
def world():
    with World(Market(seed=3, size=60, days=1, start=date(2026, 11, 18))).serve() as world:
        yield world


def check(world, tmp_path, source="rekrute"):
    places = ["--world", world.url, "--now", NOW, "--db", str(tmp_path / "a.db")]
    return CliRunner().invoke(cli, ["check", source, "--postings", "2", *places])


def test_a_check_shows_what_is_understood_and_keeps_nothing(world, tmp_path):
    answer = check(world, tmp_path)
    assert answer.exit_code == 0, answer.output
    head, *fields = answer.stdout.splitlines()
    assert head.startswith("rekrute: ") and "(" not in head, "it was asked to stop"
    said = {line.split()[0]: line for line in fields}
    read = int(head.split()[1])
    assert f"{read} of {read}  " in said["title"] and {"employer", "city", "text"} <= set(said)
    assert not (tmp_path / "a.db").exists()


def test_a_check_of_what_refuses_us_says_so(world, tmp_path):
    world.faults = {"www.rekrute.com": Fault("403")}
    answer = check(world, tmp_path)
    world.faults = {}
    assert answer.exit_code == 4 and "blocked: status 403" in answer.stdout


def test_a_source_that_is_being_read_is_not_checked(world, tmp_path):
    with held(named(tmp_path / "a.db", "rekrute"), "a crawl"):
        assert check(world, tmp_path).exit_code == 75
    assert check(world, tmp_path, "nowhere").exit_code == 2


def test_lists_that_nobody_asked_for_in_a_month_go(tmp_path):
    now = datetime.fromisoformat("2026-11-18T09:00:00+01:00")
    for name, days in (("old", 31), ("young", 29)):
        page = tmp_path / "rekrute" / "ab" / name
        page.mkdir(parents=True)
        for part in ("meta", "response_body"):
            (page / part).write_text("x")
            at = (now - timedelta(days=days)).timestamp()
            os.utime(page / part, (at, at))
    assert drop_old(tmp_path, now) == 1
    assert [page.name for page in (tmp_path / "rekrute" / "ab").iterdir()] == ["young"]
    assert drop_old(tmp_path / "none", now) == 0
