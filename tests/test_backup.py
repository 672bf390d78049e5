"""Backups are whole, opened before they are named, and thrown away by rule alone."""

import fcntl
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.keeping import copying
from aggregator.keeping.backing_up import due
from aggregator.keeping.checking import Counts, check
from aggregator.keeping.retention import Retention, kept, made, named
from tests.market import Market

DB = Path("aggregator.db")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FOREIGN = ["notes.txt", "aggregator-old.db", "other-2020-01-01T000000.db", "aggregator-2020-13-01T000000.db"]  # fmt: skip


@pytest.fixture
def market(tmp_path):
    """A merged file in the test's folder, where `ask` finds it."""
    market = Market(tmp_path / "aggregator.db")
    market.show("alpha", "1")
    market.show("beta", "2")
    market.merge()
    yield market
    market.db.close()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_is_a_whole_copy_dated_in_utc(market, ask, tmp_path):
    said = ask("backup", "--now", "2026-11-22T09:00")
    file = tmp_path / "backups" / "aggregator-2026-11-22T080000.db"
    assert str(file) in said and names(file.parent) == [file.name]
    assert check(file) == Counts(postings=2, offers=1, runs=1)


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(market, ask, tmp_path):
    with closing(sqlite3.connect(tmp_path / "aggregator.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        other.execute("delete from postings")
        ask("backup", str(tmp_path / "b"))
        other.execute("rollback")
    assert check(next((tmp_path / "b").iterdir())).postings == 2


def test_only_who_may_read_the_file_may_read_its_copy(market, ask, tmp_path):
    (tmp_path / "aggregator.db").chmod(0o600)
    ask("backup", str(tmp_path / "b"))
    assert next((tmp_path / "b").iterdir()).stat().st_mode & 0o077 == 0


def test_a_backup_that_is_not_due_is_not_made(market, ask, tmp_path):
    for day, count in ((20, 1), (20, 1), (21, 2)):
        ask("backup", "--if-due", "--now", f"2026-11-{day}T09:00")
        assert len(names(tmp_path / "backups")) == count


def test_a_clock_that_was_set_back_makes_a_backup_due_and_keeps_it(market, ask, tmp_path):
    ask("backup", "--now", "2099-01-01T09:00")
    ask("backup", "--if-due", "--daily", "1", "--weekly", "0", "--monthly", "0", "--now", "2026-11-22T09:00")  # fmt: skip
    assert names(tmp_path / "backups") == ["aggregator-2026-11-22T080000.db"]


def test_what_a_killed_backup_left_is_removed_and_foreign_files_are_not(market, ask, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    left = ["aggregator-2026-11-20T080000.db.part", "mine.part", *FOREIGN]
    for name in left:
        (folder / name).write_text("half")
    ask("backup", "--daily", "1", "--weekly", "0", "--monthly", "0", "--now", "2026-11-22T09:00")
    assert names(folder) == sorted([*left[1:], "aggregator-2026-11-22T080000.db"])


def test_older_ones_are_removed_by_the_rule(market, ask, tmp_path):
    for day in (1, 2, 3):
        said = ask("backup", "--daily", "2", "--monthly", "0", "--weekly", "0", "--now", f"2026-11-0{day}T09:00")  # fmt: skip
    assert "1 older removed" in said
    assert [name[16:21] for name in names(tmp_path / "backups")] == ["11-02", "11-03"]


def test_a_full_disk_is_told_before_anything_is_written(market, ask, tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _: usage)
    said = ask("backup", code=5)
    assert "MB are wanted: make room" in said and names(tmp_path / "backups") == []


def test_a_copy_that_lacks_something_gets_no_name(market, ask, tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "check", lambda *_, **__: Counts(1, 1, 1))
    assert "and not what it should: 2 postings" in ask("backup", code=5)
    assert names(tmp_path / "backups") == []


def test_two_backups_into_one_folder_do_not_meet(market, ask, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        assert "another backup is being written" in ask("backup", code=75)
    finally:
        os.close(held)
    ask("backup")


def test_no_database_no_backup(ask, tmp_path):
    assert "There is no" in ask("backup", code=2)
    assert not (tmp_path / "backups").exists()


def test_a_damaged_database_is_not_copied_over_good_backups(market, ask, tmp_path):
    ask("backup", "--now", "2026-11-20T09:00")
    market.db.conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    file = tmp_path / "aggregator.db"
    with file.open("r+b") as opened:
        opened.seek(4096 * 8)
        opened.write(os.urandom(4096 * 30))
    said = ask("backup", "--now", "2026-11-22T09:00", code=5)
    assert "damaged" in said or "malformed" in said
    assert len(names(tmp_path / "backups")) == 1


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
folders = st.lists(moments, min_size=1, max_size=60).map(lambda all: {named(DB, at) for at in all})
rules = st.builds(Retention, st.integers(1, 7), st.integers(0, 4), st.integers(0, 6))


@given(folders, moments, rules)
def test_the_newest_stays_no_more_than_the_sum_and_twice_is_once(found, now, rule):
    staying = kept(found, now, rule)
    past = [name for name in found if made(name) <= now]
    assert max(past or found) in staying <= found
    assert len(staying) <= rule.daily + rule.weekly + rule.monthly
    assert kept(staying, now, rule) == staying
    assert not kept(FOREIGN[:2], now, rule)


@settings(max_examples=8)
@given(moments, st.integers(190, 400), rules)
def test_a_year_of_daily_backups_leaves_what_was_promised(first, days, rule):
    """Day by day, as it is run: no backup that a later day wants was thrown away before."""
    folder: set[str] = set()
    for day in range(days):
        now = first + timedelta(days=day)
        folder = kept(folder | {named(DB, now)}, now, rule)
    dates = sorted((made(name) for name in folder), reverse=True)
    assert [d.date() for d in dates[: rule.daily]] == [
        (now - timedelta(days=n)).date() for n in range(rule.daily)
    ]
    assert len({(d.year, d.month) for d in dates}) >= rule.monthly
    gaps = [later - earlier for later, earlier in pairwise(dates)]
    assert all(gap <= timedelta(days=62) for gap in gaps)


def test_due_after_a_day_less_the_jitter_of_cron(tmp_path):
    (tmp_path / named(DB, NOW)).touch()
    assert not due(DB, tmp_path, NOW + timedelta(hours=12))
    assert due(DB, tmp_path, NOW + timedelta(hours=23, minutes=59))
    assert due(DB, tmp_path, NOW - timedelta(days=1)), "it is dated in the future"
