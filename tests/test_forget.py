"""Who asks to be left out is gone from everywhere, and comes back by no road; the ledger's sums still hold."""

import json
import sqlite3
from datetime import datetime

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.cli import cli
from aggregator.forgetting import Asked, Done, forget, log, requests_of
from aggregator.keeping.tidying import pieces
from offers.database import writing
from pipelines.forgotten import forgotten_domains, in_domain, request_of
from pipelines.runs import reject
from tests.market import NOW, OTHER, TEXT, Market
from tests.test_ledger import audit

#: Whatever the file keeps of words, but for what the log of requests itself says.
TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'forgotten'"


@pytest.fixture
def market(tmp_path):
    """A vacancy on three sites, one of them under an agency's name, and others beside it."""
    market = Market(tmp_path / "aggregator.db")
    fill(market)
    market.merge()
    return market


def fill(market: Market) -> None:
    north = {"company": "Zellidja Fonderie SARL", "employer": "Zellidja Fonderie"}
    market.show("alpha", "1", **north, apply_url="https://cv.zellidja.example/7")
    market.show("beta", "1", **north)
    market.show("gamma", "1", company=None, employer=None)
    market.show("beta", "2", title="Soudeur", description=OTHER, towns=["fes"], **north)
    market.show("gamma", "2", title="Infirmier", description=OTHER, company="Nour", employer="Nour")


def ask(market: Market, kind: str, said: str, now: datetime = NOW, dry: bool = False) -> Done:
    asked = Asked(requests_of(market.db, kind, said), "asked by mail", "amina")
    return forget(market.db, asked, now, dry)


def shown(market: Market) -> set[str]:
    return set(market.offers())


def told(db, word: str) -> list[tuple[str, str]]:
    """List the tables and columns in which WORD stands."""
    found = []
    for (table,) in db.conn.execute(TABLES).fetchall():
        names = [row[1] for row in db.conn.execute(f"pragma table_info('{table}')")]
        for name in names:
            sql = f"""select count(*) from "{table}" where cast("{name}" as text) like :word"""
            try:
                [n] = db.conn.execute(sql, {"word": f"%{word}%"}).fetchone()
            except sqlite3.OperationalError:  # a column of the index for its own use
                continue
            found += [(table, name)] if n else []
    return found


def test_an_employer_s_postings_are_gone_and_offers_that_others_show_stay(market):
    before = market.offers()
    done = ask(market, "employer", "Sté Zellidja Fonderie")
    assert (done.removed.postings, done.removed.offers, done.removed.left) == (3, 1, 1)
    assert shown(market) == {"gamma/1", "gamma/2"}
    left = market.offer(before["gamma/1"])
    assert (left["company"], left["employer"], left["postings"], left["sources"]) == (
        None,
        None,
        1,
        1,
    )
    assert not market.db.table("offers").count_where("id = ?", [before["beta/2"]])
    audit(market)


def test_nothing_in_the_file_names_it_any_more(market):
    with writing(market.db):
        sql = "insert into posting_versions (posting, run, seen_at, changes) select id, 1, '', :changes from postings"
        market.db.conn.execute(sql, {"changes": json.dumps({"company": ["Zellidja", None]})})
    reject(
        market.db,
        1,
        "alpha",
        NOW,
        "no title",
        {"url": "https://x.example", "company": "Zellidja Fonderie"},
    )
    ask(market, "employer", "Zellidja Fonderie")
    assert told(market.db, "zellidja") == [("posting_versions", "changes")]  # of the others
    assert not market.db.table("rejects").count
    found = "select count(*) from offer_search where offer_search match 'zellidja'"
    assert market.db.conn.execute(found).fetchone() == (0,)
    assert not market.db.conn.execute("pragma foreign_key_check").fetchall()


def test_its_number_goes_to_no_other_employer(market):
    sql = "select id from facet_values where field = 'employer' and code = 'zellidja fonderie'"
    [id] = market.db.conn.execute(sql).fetchone()
    ask(market, "employer", "Zellidja Fonderie")
    market.show("beta", "9", title="Peintre", description=None, company="Neuf", employer="Neuf")
    market.merge()
    assert market.db.table("facet_values").get(id)["label"] is None
    assert (
        market.db.conn.execute("select id from facet_values where code = 'neuf'").fetchone()[0] > id
    )


@pytest.mark.parametrize(
    "words", [["forget", "--employer", "Zellidja Fonderie", "--who", "amina"], ["prune"], ["renormalise"]],
    ids=lambda words: words[0],
)  # fmt: skip
def test_nothing_of_it_stays_in_the_log_beside_the_file(market, tmp_path, words):
    """Though somebody has the file open, as whoever serves it has."""
    with writing(market.db):
        market.db.conn.execute(
            "update postings set description = 'tél. 06 12 34 56 78', closed_on = '2026-01-01'"
        )
    log = tmp_path / "aggregator.db-wal"
    assert b"06 12 34 56 78" in log.read_bytes()
    now = [] if words == ["renormalise"] else ["--now", NOW.isoformat()]
    answer = CliRunner().invoke(cli, [*words, *now, "--db", str(tmp_path / "aggregator.db")])
    assert (answer.exit_code, log.stat().st_size) == (0, 0)
    if words[0] == "forget":
        assert pieces(market.db) == 1, "nor in older pieces of the index"


def test_a_domain_goes_with_what_is_below_it_and_leads_there(market):
    assert ask(market, "domain", "https://www.zellidja.example/carrieres").removed.postings == 1
    assert "alpha/1" not in shown(market)
    assert ask(market, "domain", "beta.example").removed.postings == 2
    assert shown(market) == {"gamma/1", "gamma/2"}
    assert forgotten_domains(market.db) == ["zellidja.example", "beta.example"]
    audit(market)


def test_a_source_s_own_domain_takes_all_it_shows_and_its_lines(market):
    with writing(market.db):
        market.db.conn.execute(
            "update sources set url = 'https://jobs.g.example/list' where name = 'gamma'"
        )
        market.db.conn.execute(
            "insert into boilerplate values ('gamma', 'Postulez sur notre site.')"
        )
    ask(market, "domain", "g.example")
    assert not {key for key in shown(market) if key.startswith("gamma")}
    assert not market.db.table("boilerplate").count
    assert in_domain("https://jobs.g.example/list", forgotten_domains(market.db)) == "g.example"


def test_an_address_takes_what_stands_there_however_it_is_written(market):
    assert ask(market, "url", "HTTP://www.Gamma.example/2/?utm_source=x#top").removed.postings == 1
    assert "gamma/2" not in shown(market)
    audit(market)


def test_the_address_of_an_offer_of_ours_means_all_its_postings(market):
    offer = market.offers()["alpha/1"]
    assert ask(market, "url", f"/offer/{offer}").removed.postings == 3
    assert shown(market) == {"beta/2", "gamma/2"}
    assert [row["kind"] for row in log(market.db)] == ["url"] * 3
    with pytest.raises(ValueError, match="no offer 999"):
        ask(market, "url", "/offer/999")


@pytest.mark.parametrize(
    ("kind", "said"),
    [("domain", "ma"), ("domain", "co.ma"), ("domain", "localhost"), ("domain", ""), ("employer", "Confidentiel"),
     ("employer", "  "), ("url", "mailto:a@x.example"), ("url", "x.example/1")],
)  # fmt: skip
def test_what_names_nobody_or_everybody_is_refused(kind, said):
    with pytest.raises(ValueError):
        request_of(kind, said)


def test_a_dry_run_says_the_same_and_does_nothing(market):
    before = shown(market)
    foreseen = ask(market, "employer", "Zellidja Fonderie", dry=True)
    assert shown(market) == before and not log(market.db)
    assert ask(market, "employer", "Zellidja Fonderie").removed == foreseen.removed


def test_it_is_idempotent_and_logged_once(market):
    ask(market, "employer", "Zellidja Fonderie")
    again = ask(market, "employer", "ZELLIDJA FONDERIE sarl")
    assert again.known and again.removed.postings == 0
    [row] = log(market.db)
    assert (row["value"], row["why"], row["who"], row["postings"]) == (
        "zellidja fonderie", "asked by mail", "amina", 3,
    )  # fmt: skip


def test_all_or_nothing(market, monkeypatch):
    before = shown(market)
    monkeypatch.setattr("aggregator.forgetting.remove", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ask(market, "employer", "Zellidja Fonderie")
    assert shown(market) == before and not log(market.db)
    audit(market)


def test_the_next_merge_finds_nothing_amiss_and_numbers_lead_nowhere(market):
    market.show("beta", "3", towns=["fes"])
    market.merge()
    market.show("beta", "3")  # now the same as the others: its offer is merged away
    market.merge()
    ask(market, "url", f"/offer/{market.offers()['alpha/1']}")
    assert not market.db.table("offer_aliases").count
    market.merge()
    audit(market)
    for table in ("stale", "unlaid", "gained", "unsettled"):
        assert not market.db.table(table).count, table


def test_the_repost_of_what_is_gone_is_a_repost_no_more(market):
    old = market.show("delta", "7", title="Grutier", description=TEXT[::-1], towns=["rabat"])
    market.merge()
    with writing(market.db):
        market.db.table("offers").update(
            market.offers()["gamma/2"], {"repost_of": market.offers()["delta/7"]}
        )
    ask(market, "url", "https://delta.example/7")
    assert old and market.offer(market.offers()["gamma/2"])["repost_of"] is None
    audit(market)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_the_ledger_holds_whatever_is_left_out(tmp_path_factory, data):
    market = Market(tmp_path_factory.mktemp("walk") / "aggregator.db")
    fill(market)
    wishes = [("employer", "Zellidja Fonderie"), ("employer", "Nour"), ("domain", "gamma.example"),
              ("domain", "alpha.example"), ("url", "https://beta.example/2")]  # fmt: skip
    for kind, said in data.draw(st.permutations(wishes))[:3]:
        if data.draw(st.booleans()):
            market.merge()
        ask(market, kind, said)
    market.merge()
    audit(market)
    assert not market.db.conn.execute("pragma foreign_key_check").fetchall()
