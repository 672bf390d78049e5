"""Texts are purged 90 days after closing, facts stay; nobody takes a purged posting for a changed one."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from dedupe.sketch import COLUMNS as COMPARED
from offers.database import writing
from offers.posting import Posting
from pipelines.purge import CLOSED, DUE, EMPTY, Purged, due, purge
from pipelines.renormalise import renormalise
from pipelines.runs import reject
from pipelines.store import Store
from tests.market import NOW, OTHER, TEXT, Market
from tests.test_ledger import audit

CLOSED_ON = "2026-11-20"
FACTS = "title, company, city_code, published_on, apply_url, content_hash, closed_on, offer"


def later(days: int):
    return NOW + timedelta(days=days)


@pytest.fixture
def market(tmp_path):
    market = Market(tmp_path / "aggregator.db")
    market.show("alpha", "1", closed_on=CLOSED_ON, apply_url="https://alpha.example/cv")
    market.show("beta", "1", closed_on=CLOSED_ON)
    market.show("gamma", "2", title="Infirmier", description=OTHER)
    market.show(
        "alpha", "3", title="Soudeur", description=OTHER[::-1], towns=["fes"], closed_on=CLOSED_ON
    )
    market.show("beta", "3", title="Soudeur", description=OTHER[::-1], towns=["fes"])
    market.merge()
    return market


def texts(market: Market) -> dict[str, str | None]:
    rows = market.db.query("select source || '/' || ref as key, description from postings")
    return {row["key"]: row["description"] for row in rows}


def facts(market: Market) -> list[tuple]:
    return market.db.conn.execute(f"select {FACTS} from postings order by id").fetchall()


def found(market: Market, word: str) -> int:
    sql = "select count(*) from offer_search where offer_search match ?"
    return market.db.conn.execute(sql, [word]).fetchone()[0]


def test_a_text_goes_after_ninety_days_and_the_facts_stay(market):
    before = facts(market)
    assert purge(market.db, later(89)).postings == 0
    assert due(market.db, later(90)).postings == 3
    assert purge(market.db, later(91)) == Purged(3, 0, 0)
    kept = {"gamma/2": OTHER, "beta/3": OTHER[::-1]}
    assert {key: text for key, text in texts(market).items() if text} == kept
    assert facts(market) == before
    assert purge(market.db, later(91)) == Purged(0, 0, 0)
    audit(market)


def test_excerpt_and_words_go_with_the_last_text(market):
    closed = market.offers()["alpha/1"]
    assert market.offer(closed)["excerpt"] and found(market, "cadenc")
    purge(market.db, later(91))
    assert market.offer(closed)["excerpt"] is None
    assert not found(market, "cadenc") and found(market, "presse OR pres")
    open_still = market.offers()["beta/3"]
    assert market.offers()["alpha/3"] == open_still
    market.merge(later(91))
    assert market.offer(open_still)["excerpt"]
    source = json.loads(market.offer(open_still)["field_source"])["excerpt"]
    [ref] = market.db.conn.execute("select source from postings where id = ?", [source]).fetchone()
    assert ref == "beta"


def test_the_merge_takes_a_purged_posting_for_no_other(market):
    before = market.offers()
    purge(market.db, later(91))
    assert market.merge(later(91)).postings == 0
    assert market.offers() == before
    market.show("delta", "1")  # the same vacancy once more: the numbers it is compared by are there
    market.merge(later(92))
    audit(market)


def test_older_versions_keep_that_the_text_changed_and_not_what_it_was(market):
    changes = {"description": ["un secret", "un autre"], "salary": [None, "5000 DH"]}
    with writing(market.db):
        sql = "insert into posting_versions (posting, run, seen_at, changes) values (1, 1, '', ?)"
        market.db.conn.execute(sql, [json.dumps(changes)])
    purge(market.db, later(91))
    [row] = market.db.query("select changes, changes_shown from posting_versions")
    assert json.loads(row["changes"]) == {"description": [None, None], "salary": [None, "5000 DH"]}


def test_to_read_again_leaves_what_was_understood(market):
    purge(market.db, later(91))
    with writing(market.db):
        market.db.conn.execute("update postings set skill_codes = '[\"sql\"]' where id = 1")
    assert renormalise(market.db, compared=COMPARED).postings == 2
    assert market.db.table("postings").get(1)["skill_codes"] == '["sql"]'


def test_one_that_comes_back_brings_its_text_and_is_found_again(market, tmp_path):
    purge(market.db, later(91))
    told = Posting(
        source="alpha",
        ref="1",
        url="https://alpha.example/1",
        title="Régleur sur presse",
        description=TEXT,
    )
    store = Store(
        {"DATABASE": tmp_path / "aggregator.db", "NOW": later(95).isoformat()}, lambda what: None
    )
    store.run = lambda: 1
    store.open_spider()
    store.process_item(told)
    store.close_spider()
    row = market.db.table("postings").get(1)
    assert (row["description"], row["purged_on"], row["closed_on"]) == (TEXT, None, None)
    market.merge(later(95))
    assert (
        found(market, "cadenc")
        and market.offer(row["offer"] or market.offers()["alpha/1"])["excerpt"]
    )
    assert purge(market.db, later(95)).postings == 0
    audit(market)


def test_refusals_and_the_counts_of_runs_grow_old_too(market):
    reject(
        market.db,
        1,
        "alpha",
        NOW,
        "no title",
        {"description": "un texte", "url": "https://x.example"},
    )
    with writing(market.db):
        market.db.conn.execute("update runs set stats = '{}' where id = 1")  # of January
    assert purge(market.db, later(60)) == Purged(0, 0, 0)
    assert purge(market.db, later(91)) == Purged(3, 1, 1)
    [row] = market.db.query("select url, reason, payload from rejects")
    assert row == {"url": "https://x.example", "reason": "no title", "payload": "{}"}
    assert market.db.table("runs").get(1)["stats"] is None


def test_many_are_purged_batch_by_batch(market, monkeypatch):
    monkeypatch.setattr("pipelines.purge.AT_ONCE", 1)
    assert purge(market.db, later(91)).postings == 3
    audit(market)


def test_one_that_was_broken_off_goes_on(market, monkeypatch):
    monkeypatch.setattr("pipelines.purge.AT_ONCE", 1)
    calls = iter([None, None])
    monkeypatch.setattr("pipelines.purge.index_offers", lambda *_: next(calls))
    with pytest.raises((StopIteration, RuntimeError)):
        purge(market.db, later(91))
    monkeypatch.undo()
    assert due(market.db, later(91)).postings == 1
    purge(market.db, later(91))
    assert due(market.db, later(91)) == Purged(0, 0, 0)


@pytest.mark.parametrize(
    ("sql", "index"), [(DUE, "postings_unpurged"), (EMPTY, "rejects_with_payload")]
)
def test_what_is_due_is_found_without_reading_what_is_not(market, sql, index):
    plan = market.db.conn.execute(
        f"explain query plan {sql}", {"day": CLOSED_ON, "most": 5}
    ).fetchall()
    assert any(index in step[3] for step in plan), plan
    assert CLOSED in DUE


def test_the_desk(market, tmp_path):
    words = ["prune", "--db", str(tmp_path / "aggregator.db"), "--now", later(91).isoformat()]
    said = CliRunner().invoke(cli, [*words, "--dry-run"])
    assert "3 postings closed over 90 days ago" in said.output and "would be purged" in said.output
    assert ": purged." in CliRunner().invoke(cli, words).output
    assert "0 postings" in CliRunner().invoke(cli, words).output
