"""A good citizen under cron: a bare environment, a clock that goes back an hour, two at once, again and again."""

import subprocess
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aggregator.cli import cli
from aggregator.keeping.backing_up import back_up, due
from aggregator.news.changes import AGAIN, State, Told, news
from aggregator.timers.place import installed
from bench.endurance import SOURCE, Look, grown, look
from offers.clock import moment, stamp
from offers.database import connect
from pipelines.schedule import EARLY, turn
from tests.market import Market as Catalogue
from world.market import Market
from world.server import World

NOW = "2026-11-18T09:00"
#: Summer time ends for Ramadan at 3 in the morning, when it is 2 once more; and begins again a month later.
RAMADAN, AFTER = datetime(2026, 2, 15, 2, tzinfo=UTC), datetime(2026, 3, 22, 2, tzinfo=UTC)
NIGHTS = st.sampled_from((RAMADAN, AFTER))
MINUTES = st.integers(-180, 180)


@pytest.fixture(scope="module")
def world():
    with World(Market(seed=3, size=30, days=1, start=date(2026, 11, 18))).serve() as world:
        yield world


@pytest.fixture
def words(world, tmp_path):
    """Write an update of one source of the world as a command, all its places named."""

    def words(*more: str, now: str = NOW) -> list[str]:
        places = [
            "--db",
            str(tmp_path / "here/aggregator.db"),
            "--logs",
            str(tmp_path / "here/logs"),
        ]
        return ["update", SOURCE, "--world", world.url, "--now", now, *places, *more]

    (tmp_path / "here").mkdir()
    return words


def began(words: list[str], folder: Path) -> subprocess.Popen:
    """Begin the installed command as the barest cron would: no HOME, nobody there, another folder."""
    return subprocess.Popen(
        [installed(), *words], env={"LANG": "C"}, cwd=folder, umask=0o077, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def counted(file: Path, sql: str) -> list[tuple]:
    with closing(connect(file)) as db:
        return db.conn.execute(sql).fetchall()


def test_nothing_in_the_environment_and_another_folder(words, tmp_path):
    """Silent, in its own places alone, for its owner alone, and every letter is kept."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    child = began(words("--cron"), elsewhere)
    assert (child.communicate(), child.returncode) == ((b"", b""), 0)
    assert not list(elsewhere.iterdir())
    made = list((tmp_path / "here").rglob("*"))
    assert {file.name for file in made} >= {
        "aggregator.db",
        "update.log",
        f"{SOURCE}.log",
        "backups",
    }
    assert not [file for file in made if file.stat().st_mode & 0o077]
    titles = counted(
        tmp_path / "here/aggregator.db", "select group_concat(title || description) from postings"
    )
    assert "é" in titles[0][0] and "Ã" not in titles[0][0]
    assert "read" in (tmp_path / "here/logs/update.log").read_text("utf-8")


def test_arabic_is_said_to_whoever_has_no_locale(tmp_path):
    catalogue = Catalogue(tmp_path / "a.db")
    one, other = (str(catalogue.show(source, "1")) for source in ("alpha", "beta"))
    catalogue.merge()
    catalogue.db.close()
    child = began(["why", one, other, "--lang", "ar", "--db", str(tmp_path / "a.db")], tmp_path)
    said, trouble = child.communicate()
    assert (trouble, child.returncode) == (b"", 0) and max(said.decode("utf-8")) > "\u0600"


def test_two_that_begin_at_the_same_second_with_nothing_there(words, tmp_path):
    """One does the work; the other says in a line that it is under way, or finds nothing to do."""
    both = [began(words("--cron"), tmp_path) for _ in range(2)]
    said = [(*child.communicate(), child.returncode) for child in both]
    ends = sorted((code, len(out.splitlines()), len(err.splitlines())) for out, err, code in said)
    assert ends in ([(0, 0, 0), (75, 0, 1)], [(0, 0, 0), (0, 0, 0)]), said
    assert counted(tmp_path / "here/aggregator.db", "select source, outcome from runs") == [
        (SOURCE, "ok")
    ]


def test_twice_at_the_same_second_by_force(words, tmp_path):
    """Two runs bear one time: nothing is new, changed or closed, and no backup is written over."""
    assert CliRunner().invoke(cli, words("--cron")).exit_code == 0
    [backup] = (tmp_path / "here/backups").iterdir()
    kept = backup.read_bytes()
    assert CliRunner().invoke(cli, words("--cron", "--force")).exit_code == 0
    runs = (
        "select count(*), count(distinct started_at), min(new), sum(changed), sum(closed) from runs"
    )
    assert counted(tmp_path / "here/aggregator.db", runs) == [(2, 1, 0, 0, 0)]
    assert [backup.read_bytes()] == [f.read_bytes() for f in backup.parent.iterdir()] == [kept]
    assert "nothing was due" in CliRunner().invoke(cli, words()).output


def test_the_hour_that_comes_twice_when_ramadan_begins(words, tmp_path):
    """At 2:50, and half an hour later at 2:20: nobody takes the clock for set back, nothing is due."""
    for now, told in (("02:50+01:00", "1 source read"), ("02:20+00:00", "nothing was due")):
        said = CliRunner().invoke(cli, words(now=f"2026-02-15T{now}")).output
        assert told in said and "set back" not in said
    days = "select day from counted_days union all select started_at from runs"
    assert counted(tmp_path / "here/aggregator.db", days) == [
        ("2026-02-15",),
        ("2026-02-15T01:50:00Z",),
    ]


@given(NIGHTS, MINUTES, MINUTES, st.sampled_from(("30m", "1h", "6h")))
def test_an_interval_is_as_long_in_the_night_of_the_change(night, first, then, every):
    """What is due, and whether the clock was set back, is as in any other night."""

    def judged(change: datetime):
        last, now = (moment(stamp(change + timedelta(minutes=m))) for m in (first, then))
        said = turn([{"started_at": stamp(last), "outcome": "ok", "verdict": "good"}], every, now)
        return said.due(now), "set back" in said.why, said.at - now

    assert judged(night) == judged(night - timedelta(days=7))
    assert judged(night)[1] is (first > then + EARLY / timedelta(minutes=1))


@given(NIGHTS, MINUTES, MINUTES)
def test_what_is_bad_still_is_told_again_after_a_day_however_long_it_is(night, first, then):
    told, now = night - AGAIN + timedelta(minutes=first), night + timedelta(minutes=then)
    bad = State("rekrute", "blind", stamp(told))
    found = news([bad], {"rekrute": Told("blind", bad.since, stamp(told))}, moment(stamp(now)))
    assert bool(found) is (now - told >= AGAIN)


@pytest.mark.parametrize("hours, wanted", [(22.9, False), (23.1, True)])
def test_a_backup_is_due_a_day_after_the_last_on_the_long_day_too(tmp_path, hours, wanted):
    file, before = tmp_path / "a.db", RAMADAN - timedelta(hours=2)
    Catalogue(file).db.close()
    back_up(file, tmp_path / "backups", moment(stamp(before)))
    assert due(file, tmp_path / "backups", moment(stamp(before + timedelta(hours=hours)))) is wanted


def test_again_and_again_nothing_is_left_over(words, tmp_path):
    """Day after day in this process; `bench/endurance.py` does a thousand."""
    found: list[Look] = []
    for day in range(1, 5):
        answer = CliRunner().invoke(
            cli, words("--cron", "--no-backup", now=f"2026-12-{day:02}T09:00")
        )
        assert (answer.exit_code, answer.output) == (0, "")
        found.append(look(tmp_path / "here", 0.0))
    names = ("wal", "descriptors", "processes", "beside")
    assert [[getattr(one, name) for name in names] for one in found[1:]] == [
        [getattr(found[1], name) for name in names]
    ] * 3
    assert found[1].wal == 0


def test_what_grows_is_named():
    still = dict.fromkeys(Look.__annotations__, 1)
    assert grown([Look(**still | {"file": n, "descriptors": n // 50}) for n in range(50, 150)]) == [
        "descriptors"
    ]
