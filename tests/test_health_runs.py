"""Runs over a world with broken sites: judged, told, and closing nothing that a bad list did not name."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from scrapy.utils.test import get_crawler

from aggregator import room
from aggregator.cli import cli
from aggregator.sources import known_sources
from offers.database import connect
from offers.migrations import SCHEMA
from offers.posting import Posting
from pipelines.covered import coverage, covered
from pipelines.run_log import RunLog
from pipelines.runs import crashed
from pipelines.store import Store
from pipelines.validate import Validate
from world.faults import Fault
from world.market import Market
from world.server import World

DAY = datetime.fromisoformat("2026-11-21T09:00:00+01:00")
#: Which site falls ill of what on the second day; one stays well.
ILL = {"www.stagiaires.ma": "403", "www.emploi.ma": "changed layout", "www.m-job.ma": "outage"}
SOURCES = ("stagiaires", "emploi_ma", "m_job", "bghit_nekhdem")


class Site:
    """A source whose list a test writes, read as Scrapy would read it: steps, run and closing are the real ones."""

    def __init__(self, path):
        self.path, self.day = str(path), DAY

    def reads(self, refs, reason="finished", seconds=30.0, latest=False, told=None, **said):
        """Read postings named REFS as one run that ends for REASON; let a day pass; return the run's row."""
        settings = {"DATABASE": self.path, "NOW": self.day.isoformat(), "LATEST": latest}
        settings |= {"EXTENSIONS": {"pipelines.run_log.RunLog": 0}, "ITEM_PIPELINES": {}}
        crawler = get_crawler(settings_dict=settings)
        spider = SimpleNamespace(name="mouhim", title="Mouhim", gone=told or {}, named=set())
        log = RunLog.from_crawler(crawler)
        crawler.get_extension = lambda kind: log
        log.opened(spider)
        steps = [step.from_crawler(crawler) for step in (Validate, Store)]
        steps[1].open_spider()
        for ref in refs:
            item = Posting(source="mouhim", ref=ref, url=f"https://m.example/{ref}", **words(said))
            for step in steps:
                item = step.process_item(item)
        steps[1].close_spider()
        crawler.stats.set_stats(crawler.stats.get_stats() | stats(len(refs), seconds, latest))
        log.closed(spider, reason)
        self.day += timedelta(days=1)
        return self.rows("select * from runs order by id desc limit 1")[0]

    def rows(self, sql, *args):
        db = connect(self.path)
        try:
            return list(db.query(sql, args))
        finally:
            db.close()

    def open(self):
        return self.rows("select count(*) as n from postings where closed_on is null")[0]["n"]


def words(said):
    return {"title": "Maçon", "employer": "Atlas", "city_code": "fes"} | said


def stats(listed, seconds, latest):
    """What Scrapy and a source count of a list that was read to its end."""
    counted = {"listing/listed": listed, "listing/ended": True, "downloader/request_count": 10}
    counted |= {"downloader/response_status_count/200": 10, "elapsed_time_seconds": seconds}
    return counted | ({"listing/latest": True} if latest else {})


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "a.db")


ALL = [str(n) for n in range(60)]


def test_a_run_keeps_what_it_read_and_found(site):
    site.reads(ALL[:30])
    row = site.reads(ALL[:30], salary_min=None, employer=None, seconds=45.0)
    assert (row["read"], row["seconds"], row["listed"]) == (30, 45.0, 30)
    had = json.loads(row["coverage"])
    assert (had["title"], had["city"], had["employer"], had["salary"]) == (30, 30, 0, 0)


def test_a_list_that_shrinks_and_ends_well_closes_nothing_three_runs_in_a_row(site):
    site.reads(ALL)
    for _ in range(3):
        row = site.reads(ALL[:24], told={"59": "its page answers 404"})
        assert (row["outcome"], row["verdict"], row["complete"]) == ("ok", "shrunken", 0)
        assert row["verdict_why"] == "its list named 24 postings, where 60 are usual"
        assert (row["closed"], site.open()) == (0, 60)
    assert site.rows("select max(missed) as n from seen") == [{"n": 0}]
    assert site.reads(ALL)["verdict"] == "good"


def test_a_blind_run_closes_nothing(site):
    for _ in range(2):
        site.reads(ALL)
    for _ in range(3):
        row = site.reads(ALL[:55], employer=None)
        assert (row["outcome"], row["verdict"], row["closed"]) == ("ok", "blind", 0)
    assert site.open() == 60
    good = [site.reads(ALL[:55]) for _ in range(2)]
    assert [(row["verdict"], row["closed"]) for row in good] == [("good", 0), ("good", 5)]


def test_titles_that_are_refused_are_missed_too(site):
    site.reads(ALL)
    counted = []
    for ref in ALL:
        covered(Posting(source="mouhim", ref=ref, title=""), counted.append)
    read, had = coverage({f"validate/{what}": counted.count(what) for what in counted})
    assert (read, had["title"]) == (60, 0)


def test_a_slow_run_counts_no_miss(site):
    site.reads(ALL)
    slow = [site.reads(ALL[:55], seconds=120) for _ in range(3)]
    assert [(row["verdict"], row["closed"]) for row in slow] == [("slow", 0)] * 3
    assert site.rows("select max(missed) as n from seen") == [{"n": 0}]


def test_a_deadline_that_passed_closes_though_the_run_is_bad(site):
    site.reads(ALL, deadline_on="2026-11-21")
    row = site.reads(ALL[:20], deadline_on="2026-12-31")
    assert (row["verdict"], row["closed"], site.open()) == ("shrunken", 40, 20)


def test_a_reading_of_the_latest_is_no_smaller_list(site):
    site.reads(ALL)
    row = site.reads(ALL[:10], latest=True)
    assert (row["verdict"], row["complete"], row["closed"]) == ("good", 0, 0)
    assert site.reads(ALL[:20])["verdict"] == "shrunken"


def test_a_run_that_was_stopped_is_passed_over(site):
    site.reads(ALL)
    row = site.reads([], reason="shutdown")
    assert (row["outcome"], row["verdict"], row["closed"]) == ("interrupted", None, 0)
    row = site.reads(ALL[:5], reason="closespider_timeout")
    assert (row["outcome"], row["verdict"]) == ("limit", "broken")
    (health,) = site.rows("select * from source_health")
    assert (health["verdict"], health["bad_runs"], health["last_good"][:10]) == (
        "broken",
        1,
        "2026-11-21",
    )
    db = connect(site.path)
    crashed(db, 2, site.day, "its process was killed", "interrupted")
    crashed(db, 3, site.day, "its process was ended by signal 9")
    assert [r["verdict"] for r in db.query("select verdict from runs order by id")] == [
        "good",
        None,
        "broken",
    ]
    db.close()


def test_health_tells_since_when_a_source_is_bad_and_when_it_was_good(site):
    for refs in (ALL, ALL[:20], ALL[:20]):
        site.reads(refs)
    (bad,) = site.rows("select * from source_health")
    days = [bad[at][:10] for at in ("last_good", "bad_since", "last_run")]
    assert (bad["bad_runs"], days) == (2, ["2026-11-21", "2026-11-22", "2026-11-23"])
    site.reads(ALL)
    (good,) = site.rows("select verdict, bad_runs, bad_since from source_health")
    assert good == {"verdict": "good", "bad_runs": 0, "bad_since": None}


def test_rows_of_before_get_the_verdict_of_their_outcome(tmp_path):
    site = Site(tmp_path / "a.db")
    site.reads(ALL)
    db = connect(site.path)
    for outcome in ("incomplete", "empty", "blocked", "drift", "crash", "interrupted", None):
        db.conn.execute(
            "insert into runs (source, started_at, outcome) values ('mouhim', '2026', ?)", [outcome]
        )
    db.conn.execute((SCHEMA / "022_verdicts.sql").read_text("utf-8").split(";")[0])
    told = [
        row["verdict"] for row in db.query("select verdict from runs where started_at = '2026'")
    ]
    assert told == ["good", "silent", "refused", "layout", "broken", None, None]
    db.close()


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A world read on two days, three of whose four sites fell ill on the second."""
    folder = tmp_path_factory.mktemp("world")
    market = Market(seed=3, size=120, days=2, start=DAY.date(), permitted=True)
    with World(market).serve() as world:
        for day in range(2):
            world.day = day
            world.faults = {host: Fault(kind) for host, kind in ILL.items()} if day else {}
            said = ["crawl", *SOURCES, "--db", str(folder / "a.db"), "--world", world.url]
            now = (DAY + timedelta(days=day)).isoformat()
            said += ["--now", now, "--logs", str(folder / "logs"), "--jobs", "2"]
            answer = CliRunner().invoke(cli, [*said, "--i-have-permission"])
            assert answer.exit_code in (0, 3), answer.output
    return folder


def health(folder, *words, hours=25):
    now = (DAY + timedelta(hours=hours)).isoformat()
    return CliRunner().invoke(cli, ["health", *words, "--db", str(folder / "a.db"), "--now", now])


def test_three_broken_sources_are_named_with_what_to_do(broken):
    answer = health(broken, *SOURCES)
    assert answer.exit_code == 1, answer.output
    lines = {line.split()[0]: line for line in answer.output.splitlines() if line.strip()}
    told = {source: lines[source].split()[1] for source in SOURCES}
    assert told == dict(zip(SOURCES, ("refused", "layout", "layout", "good"), strict=True))
    assert "status 403" in lines["stagiaires"] and "22/11 09:00" in lines["stagiaires"]
    assert "4 sources, 3 bad." in answer.output


def test_a_script_reads_the_same(broken):
    told = json.loads(health(broken, "--json", *SOURCES).output)
    assert not told["good"] and not told["file"]
    first = told["sources"][0]
    assert (first["source"], first["verdict"], first["bad_runs"]) == ("emploi_ma", "layout", 1)
    assert first["last_good"] == "2026-11-21T08:00:00Z" and first["next_step"]


def test_a_good_source_exits_0_until_it_is_overdue(broken):
    assert health(broken, "bghit_nekhdem").exit_code == 0
    late = health(broken, "bghit_nekhdem", hours=25 + 73)
    assert late.exit_code == 1 and "overdue" in late.output


def test_what_is_bad_for_a_month_is_to_be_mended_or_given_up(broken):
    for hours, chronic in ((25, False), (25 + 30 * 24, True)):
        told = json.loads(health(broken, "--json", "stagiaires", hours=hours).output)["sources"][0]
        assert told["chronic"] is chronic
        assert ("give it up" in told["next_step"]) is chronic


def test_what_was_never_read_is_late_when_others_were_long_ago(broken):
    new = health(broken, "rekrute", "--json")
    assert new.exit_code == 0 and json.loads(new.output)["sources"][0]["verdict"] == "unread"
    assert health(broken, "rekrute", hours=73).exit_code == 1


def test_sources_that_are_off_are_not_bad(broken):
    off = next(name for name, source in known_sources().items() if source.off)
    answer = health(broken, off)
    assert answer.exit_code == 0 and "0 sources, 0 bad." in answer.output


def test_an_unknown_source_and_a_missing_file_are_usage(broken, tmp_path):
    assert health(broken, "nobody").exit_code == 2
    assert health(tmp_path).exit_code == 2 and not (tmp_path / "a.db").exists()


def test_an_old_backup_and_a_full_disk_are_bad(broken, tmp_path, monkeypatch):
    def say():
        return health(broken, "bghit_nekhdem", "--backups", str(tmp_path))

    assert "backup: there is none" in say().output
    (tmp_path / "a-2026-11-19T070000.db").touch()
    assert "the newest is of 19/11/2026 08:00" in say().output
    (tmp_path / "a-2026-11-21T070000.db").touch()
    assert say().exit_code == 0
    monkeypatch.setattr(room.shutil, "disk_usage", lambda folder: SimpleNamespace(free=1000))
    assert say().exit_code == 1 and "disk: 0 MB are free" in say().output


def test_the_seconds_of_a_real_run_are_kept(broken):
    db = connect(broken / "a.db")
    rows = list(db.query("select seconds, requests, read from runs where outcome = 'ok'"))
    assert rows and all(row["seconds"] > 0 and row["requests"] and row["read"] for row in rows)
    db.close()
