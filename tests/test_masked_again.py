"""A file that was filled before the masks knew what they know: `aggregator renormalise` masks what it keeps."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from offers.database import writing
from offers.posting import WORDS, Posting
from pipelines.clean import MASKED, Clean
from pipelines.cleaners.contacts import MAIL, PHONE
from pipelines.masking import with_contacts
from pipelines.road import Road
from pipelines.runs import Source
from tests.market import NOW, OTHER, Market
from tests.test_ledger import audit

WHOM = "nadia.b@x.example ou 06 12 34 56 78"
HIDDEN = f"{MAIL} ou {PHONE}"
LINE = f"Écrivez à {WHOM} pour tout savoir."
REFUSED = """
insert into rejects (run, source, url, reason, payload, rejected_at)
values (1, 'alpha', 'https://alpha.example/a?mail=nadia.b@x.example', 'no title', ?, '')
"""
TITLES = ("Maçon", "Soudeur", "Grutier", "Peintre", "Vitrier", "Plombier", "Couvreur", "Carreleur")


@pytest.fixture
def market(tmp_path):
    """Postings put in unmasked, and merged as an older version would have."""
    market = Market(tmp_path / "aggregator.db")
    market.show("alpha", "1", title="Infirmier", description=f"{OTHER} CV à {WHOM}.")
    market.show(
        "beta", "2", title=f"Régleur {WHOM}", company=f"Atelier {WHOM}", employer=f"Atelier {WHOM}"
    )
    market.show("gamma", "3", title="Tourneur", apply_url="https://wa.me/212612345678",
                salary="0650000000", closed_on="2026-06-01")  # fmt: skip
    for number, title in enumerate(TITLES):
        text = f"{title} cherché pour le chantier.\n{LINE}"
        market.show(
            "delta", str(number), title=title, title_core=json.dumps([title]), description=text
        )
    version = {
        "description": [f"Avant : {WHOM}", "Après"],
        "title": [WHOM, HIDDEN],
        "salary": [None, "0650000000"],
    }
    with writing(market.db):
        sql = "insert into posting_versions (posting, run, seen_at, changes) values (1, 1, '', ?)"
        market.db.conn.execute(sql, [json.dumps(version, ensure_ascii=False)])
        for payload in ("{}", json.dumps({"text": WHOM, "n": 1}), json.dumps({"text": WHOM})[:-2]):
            market.db.conn.execute(REFUSED, [payload])
    market.merge()
    assert told(market)
    return market


@pytest.fixture
def desk(market, tmp_path):
    """Run a command on the file; return what it says."""

    def desk(*words: str) -> str:
        answer = CliRunner().invoke(cli, [*words, "--db", str(tmp_path / "aggregator.db")])
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    return desk


def told(market: Market) -> set[str]:
    """Name the tables in which a contact stands, in whatever column of words."""
    names = "select name from sqlite_master where type = 'table' and name not like 'offer_search%'"
    found = set()
    for (table,) in market.db.conn.execute(names).fetchall():
        columns = [row[1] for row in market.db.conn.execute(f"pragma table_info('{table}')")]
        for column in columns:
            sql = f"""select count(*) from "{table}" where cast("{column}" as text) like ? or "{column}" like ?"""
            if market.db.conn.execute(sql, ["%nadia_b%", "%06 12 34%"]).fetchone()[0]:
                found.add(table)
    return found


def found(market: Market, word: str) -> int:
    sql = "select count(*) from offer_search where offer_search match ?"
    return market.db.conn.execute(sql, [word]).fetchone()[0]


def dump(market: Market) -> list[str]:
    return list(market.db.conn.iterdump())


def test_what_is_kept_is_masked_and_the_offers_follow(market, desk):
    assert found(market, "nadia") and {"postings", "offers", "boilerplate", "facet_values"} <= told(
        market
    )
    said = desk("renormalise")
    assert "11 postings read again" in said
    assert "contacts masked in 11 postings, 1 older versions and 3 refusals" in said
    assert told(market) == {"offers", "offer_words", "sketches"}
    desk("dedupe", "--now", NOW.isoformat())
    assert not told(market)
    assert not found(market, "nadia") and found(market, "régleur OR regleur")
    first = market.offer(market.offers()["alpha/1"])
    assert f"CV à {HIDDEN}." in first["excerpt"]
    audit(market)


def test_the_second_time_finds_nothing(market, desk):
    desk("renormalise")
    desk("dedupe", "--now", NOW.isoformat())
    before = dump(market)
    assert "contacts masked in 0 postings, 0 older versions and 0 refusals" in desk("renormalise")
    desk("dedupe", "--now", NOW.isoformat())
    assert dump(market) == before


def test_to_ask_first_writes_nothing(market, desk):
    before = dump(market)
    said = json.loads(desk("renormalise", "--dry-run", "--json"))
    assert (said["masked"], said["versions"], said["refusals"]) == (11, 1, 3)
    assert "contacts would be masked in 11 postings" in desk("renormalise", "--dry-run")
    assert dump(market) == before


def test_one_source_alone(market, desk):
    assert "contacts masked in 1 postings, 1 older versions and 3 refusals" in desk(
        "renormalise", "--source", "alpha"
    )
    assert "contacts masked in 1 postings, 0 older versions and 0 refusals" in desk(
        "renormalise", "--source", "beta"
    )


def test_facts_whose_text_is_purged_are_masked_too_and_stay_purged(market, desk):
    desk("prune", "--now", (NOW + timedelta(days=400)).isoformat())
    row = "select title, description, purged_on, apply_url, salary from postings where source = 'gamma'"
    assert "10 postings read again" in desk("renormalise")
    title, text, purged, link, salary = market.db.conn.execute(row).fetchone()
    assert (title, text, link, salary) == ("Tourneur", None, None, "0650000000") and purged
    desk("dedupe", "--now", (NOW + timedelta(days=400)).isoformat())
    audit(market)


def test_an_import_that_comes_again_finds_its_posting(tmp_path):
    """It is known by its address, out of which whoever it names is left."""
    path = tmp_path / "a.db"
    posting = {
        "title": "Maçon",
        "url": "https://x.example/1?mail=nadia%40x.example",
        "description": "Un mur.",
    }
    settings = {"DATABASE": path, "NOW": NOW.isoformat()}
    with Road(Source("x", "X", "import"), settings) as road:
        road.take(Posting(source="x", **posting))
        road.take(Posting(source="x", **posting | {"url": "https://x.example/2"}))
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "update postings set url = ?1, ref = ?1 where url = 'https://x.example/1'",
            [posting["url"]],
        )
        db.execute("update postings set url = ?1, ref = ?1 where url = 'https://x.example/2'",
                   [posting["url"] + "&tel=0612345678"])  # fmt: skip
        db.commit()
    CliRunner().invoke(cli, ["renormalise", "--db", str(path)])
    with Road(Source("x", "X", "import"), settings) as road:
        road.take(Posting(source="x", **posting))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select ref from postings order by id").fetchall() == [
            ("https://x.example/1",), ("https://x.example/1#2",),
        ]  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_each_field_is_masked_as_a_crawl_masks_it(name):
    said = (
        "https://x.example/a?id=7&mail=nadia%40x.example"
        if name.endswith("url")
        else f"Nadia, {WHOM}"
    )
    crawled = getattr(Clean({}, lambda what: None).take(Posting(source="x", **{name: said})), name)
    row = dict.fromkeys((*MASKED, *WORDS, "url")) | {name: said}
    assert (row | with_contacts(row))[name] == crawled
