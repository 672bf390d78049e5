"""What is kept of a posting over the days: when it came, how it changed, when it went."""

import json
import sqlite3
from datetime import datetime, timedelta

import pytest

from offers.database import NewerDatabase, connect
from offers.posting import Posting, Sighting
from pipelines.closing import HANDFUL, close_gone, close_past
from pipelines.road import Road
from pipelines.runs import Source

MOUHIM = Source(name="mouhim", title="Mouhim", kind="board")
DAY = datetime.fromisoformat("2026-11-21T09:00:00+01:00")


class Site:
    """A source whose list a test writes: each day one run over what it shows."""

    def __init__(self, path):
        self.path, self.day = str(path), DAY

    def reads(self, *items: Posting | Sighting, complete=True, told=None, window=None):
        """Read ITEMS as one run, close what is gone, and let a day pass; return what was closed."""
        settings = {"DATABASE": self.path, "NOW": self.day.isoformat()}
        with Road(MOUHIM, settings) as road:
            self.refused = [road.take(item) for item in items]
        db = connect(self.path)
        closed = close_gone(db, MOUHIM.name, road.run, complete, told or {}, self.day, window)
        db.close()
        self.day += timedelta(days=1)
        return closed

    def rows(self, sql, *args):
        db = connect(self.path)
        try:
            return list(db.query(sql, args))
        finally:
            db.close()

    def posting(self, ref="1"):
        return self.rows(
            "select * from postings join seen on posting = id where source = 'mouhim' and ref = ?",
            ref,
        )[0]


def posting(ref="1", **said) -> Posting:
    """What the source says of REF, new at each reading."""
    said = {"url": f"https://mouhim.example/{ref}", "title": "Maçon", "city": "Fès"} | said
    return Posting(source="mouhim", ref=ref, **said)


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "a.db")


def test_first_and_last_seen(site):
    for _ in range(3):
        site.reads(posting())
    row = site.posting()
    assert (row["first_seen"], row["last_seen"]) == ("2026-11-21T08:00:00Z", "2026-11-23T08:00:00Z")
    assert site.rows("select new, changed, unchanged, outcome from runs") == [
        {"new": 1, "changed": 0, "unchanged": 0, "outcome": "ok"},
        {"new": 0, "changed": 0, "unchanged": 1, "outcome": "ok"},
        {"new": 0, "changed": 0, "unchanged": 1, "outcome": "ok"},
    ]


def test_the_words_stand_beside_our_codes(site):
    site.reads(posting(city="الدار البيضاء", contract="Contrat à durée indéterminée"))
    row = site.posting()
    assert (row["city"], row["city_code"], json.loads(row["city_codes"])) == (
        "الدار البيضاء",
        "casablanca",
        ["casablanca"],
    )
    assert (row["contract"], row["contract_code"]) == ("Contrat à durée indéterminée", "cdi")


def test_a_change_is_kept(site):
    site.reads(posting(salary="4 000 DH"))
    site.reads(posting(salary="5 000 DH", deadline="30/11/2026"))
    (version,) = site.rows("select run, seen_at, changes from posting_versions")
    assert json.loads(version["changes"]) == {
        "deadline": [None, "2026-11-30"],
        "salary": ["4 000 DH", "5 000 DH"],
    }
    assert version["seen_at"] == "2026-11-22T08:00:00Z"


def test_a_relative_day_that_moves_on_is_no_change(site):
    site.reads(posting(published="aujourd'hui"))
    site.reads(posting(published="hier"))
    assert site.rows("select * from posting_versions") == []
    assert site.posting()["published_on"] == "2026-11-21"


def test_a_sighting_is_enough_to_stay(site):
    site.reads(posting())
    for _ in range(3):
        site.reads(Sighting(source="mouhim", ref="1"))
    assert site.posting()["closed_on"] is None
    assert site.posting()["last_seen"] == "2026-11-24T08:00:00Z"


def test_refused_is_kept_with_its_reason(site):
    site.reads(posting(title=" "), posting("2", url="javascript:alert(1)"), posting("3"))
    assert site.refused == ["no title", "no url", None]
    kept = site.rows("select reason, payload from rejects order by id")
    assert [row["reason"] for row in kept] == ["no title", "no url"]
    assert json.loads(kept[1]["payload"])["url"] == "javascript:alert(1)"
    assert site.rows("select rejected from runs") == [{"rejected": 2}]


def test_gone_after_two_whole_lists_and_back_again(site):
    site.reads(posting("1"), posting("2"))
    assert site.reads(posting("1")).closed == 0
    assert site.reads(posting("1")).closed == 1
    row = site.posting("2")
    assert (row["closed_on"], row["closed_why"]) == ("2026-11-23", "2 whole lists did not name it")
    site.reads(posting("1"), posting("2"))
    assert site.posting("2")["closed_on"] is None
    assert site.rows("select reopened from runs order by id desc limit 1") == [{"reopened": 1}]


def test_a_list_that_was_not_whole_closes_nothing(site):
    site.reads(posting("1"), posting("2"))
    for _ in range(4):
        assert site.reads(posting("1"), complete=False).closed == 0


def test_too_many_gone_at_once_are_not_believed(site):
    many = [str(n) for n in range(HANDFUL * 2)]
    site.reads(*map(posting, many))
    site.reads(posting("0"))
    found = site.reads(posting("0"))
    assert (found.closed, found.withheld) == (0, HANDFUL * 2 - 1)
    assert site.rows("select count(*) as n from postings where closed_on is not null") == [{"n": 0}]


def test_a_passed_deadline_closes(site):
    site.reads(posting(published="01/11/2026", deadline="21/11/2026"))
    assert site.posting()["closed_on"] is None, "its last day is still a day"
    site.reads(complete=False)
    assert site.posting()["closed_why"] == "its deadline passed"


def test_what_is_past_stays_closed_though_its_list_names_it_until_its_deadline_is_extended(site):
    site.reads(posting(published="01/11/2026", deadline="21/11/2026"))
    assert site.reads(Sighting(source="mouhim", ref="1")).closed == 1
    assert site.reads(Sighting(source="mouhim", ref="1")).closed == 0
    assert site.reads(posting(published="01/11/2026", deadline="21/11/2026")).closed == 0
    assert site.posting()["closed_why"] == "its deadline passed"
    assert site.rows("select sum(reopened) as n from runs") == [{"n": 0}]
    site.reads(posting(published="01/11/2026", deadline="15/12/2026"))
    assert site.posting()["closed_on"] is None
    assert site.rows("select sum(reopened) as n from runs") == [{"n": 1}]


def test_an_imported_posting_is_adopted_by_its_source(site):
    site.reads(posting(ref=None, url="https://mouhim.example/1"))
    site.reads(posting("M-1", url="https://mouhim.example/1"))
    assert [row["ref"] for row in site.rows("select ref from postings")] == ["M-1"]


def test_a_newer_file_is_refused_with_a_sentence(site):
    site.reads(posting())
    db = connect(site.path)
    with db.atomic():
        db.conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('offers', 'm999_later', 'x')"
        )
    db.close()
    with pytest.raises(NewerDatabase, match=r"newer version .*m999_later"):
        connect(site.path)


def test_a_batch_is_all_or_nothing(site, monkeypatch):
    """A power cut in the middle of a batch leaves none of it."""
    site.reads(posting("0"))
    from pipelines import store

    monkeypatch.setattr(store, "SEEN", "insert into nowhere values (?, ?, ?)")
    with pytest.raises(sqlite3.OperationalError):
        site.reads(posting("1"), posting("2"))
    assert [row["ref"] for row in site.rows("select ref from postings")] == ["0"]


def test_a_posting_whose_page_is_gone_is_closed_at_once_and_reopens_when_it_is_seen(site):
    site.reads(posting("1"), posting("2"))
    told = {"1": "its page answers 410", "9": "its page answers 404"}
    assert site.reads(posting("2"), told=told).closed == 1
    row = site.posting("1")
    assert (row["closed_on"], row["closed_why"]) == ("2026-11-22", "its page answers 410")
    site.reads(posting("1"), posting("2"))
    assert site.posting("1")["closed_on"] is None


def test_pages_that_are_gone_by_the_dozen_are_a_doubt(site):
    refs = [str(n) for n in range(3 * HANDFUL)]
    site.reads(*map(posting, refs))
    told = dict.fromkeys(refs[: HANDFUL + 1], "its page answers 404")
    closed = site.reads(*map(posting, refs), told=told)
    assert (closed.closed, closed.withheld) == (0, HANDFUL + 1)


def test_what_a_source_is_not_read_back_to_is_past_however_much_it_is(site):
    old = [posting(str(n), published="2026-10-01") for n in range(3 * HANDFUL)]
    site.reads(*old, posting("new", published="2026-11-20"))
    assert site.reads(posting("new", published="2026-11-20"), complete=False, window=45).closed == 0
    assert site.reads(posting("new", published="2026-11-20"), window=45).closed == len(old)
    assert site.posting("0")["closed_why"] == "older than its source is read back"
    assert site.posting("new")["closed_on"] is None


def test_a_deadline_passes_at_a_source_that_cannot_be_read_too(site):
    site.reads(posting("1", deadline="25/11/2026"), posting("2", deadline="20/12/2026"))
    db = connect(site.path)
    assert (close_past(db, DAY), close_past(db, DAY + timedelta(days=5))) == (0, 1)
    db.close()
    assert site.posting("1")["closed_why"] == "its deadline passed"
    assert site.posting("2")["closed_on"] is None
