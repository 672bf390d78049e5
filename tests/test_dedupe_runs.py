"""The merge over many runs: nothing is done twice, ids stay, and the order of arrival says nothing."""

import sqlite3
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedupe import settle as settling
from tests.market import NOW, OTHER, TEXT, Market


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def whole(market: Market) -> list[tuple]:
    return market.db.conn.execute("select * from offers order by id").fetchall()


def test_a_second_run_does_nothing(market):
    market.show("alpha", "1")
    market.show("beta", "1")
    market.show("beta", "2", title="Soudeur")
    first = market.merge()
    before = whole(market)
    second = market.merge(NOW + timedelta(hours=1))
    assert (first.postings, first.created, first.offers) == (3, 2, 2)
    assert (second.postings, second.pairs, second.created, second.changed, second.closed) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert whole(market) == before


def test_a_new_posting_leaves_other_offers_alone(market):
    market.show("alpha", "1")
    market.show("beta", "2", title="Soudeur", description=OTHER)
    market.merge()
    before = {row[0]: row for row in whole(market)}
    market.show("beta", "1")
    summary = market.merge(NOW + timedelta(days=1))
    offers = market.offers()
    assert offers["alpha/1"] == offers["beta/1"]
    assert summary.created == 0
    untouched = offers["beta/2"]
    assert {row[0]: row for row in whole(market)}[untouched] == before[untouched]


def test_an_id_that_is_merged_away_leads_to_the_one_that_lives(market):
    market.show("alpha", "1", title="Soudeur", towns=["fes"])
    market.show("beta", "1")
    market.merge()
    old = market.offers()
    market.show("alpha", "1")
    summary = market.merge()
    [alive] = set(market.offers().values())
    aliases = dict(market.db.conn.execute("select id, offer from offer_aliases"))
    assert summary.merged == 1 and alive == min(old.values())
    assert aliases == {max(old.values()): alive}


def test_aliases_of_aliases_lead_straight_to_the_end(market):
    market.show("gamma", "0", towns=["fes"])
    for ref, town in enumerate(["fes", "rabat", "oujda"]):
        market.show("beta", str(ref), towns=[town])
    market.merge()
    oldest = market.offers()["beta/0"]
    market.show("beta", "2", towns=["rabat"])
    market.merge()
    market.show("beta", "1", towns=["fes"])
    market.show("beta", "2", towns=["fes"])
    market.merge()
    offers = set(market.db.conn.execute("select offer from offer_aliases").fetchall())
    assert offers == {(oldest,)}
    assert market.db.conn.execute("select count(*) from offer_aliases").fetchone() == (2,)


def test_a_split_leaves_the_id_to_the_larger_part_and_mints_one(market):
    for source in ("alpha", "beta", "gamma"):
        market.show(source, "1")
    market.merge()
    [kept] = set(market.offers().values())
    market.show("alpha", "1", towns=["fes"])
    market.merge()
    offers = market.offers()
    assert offers["beta/1"] == offers["gamma/1"] == kept
    assert offers["alpha/1"] > kept
    assert market.offer(kept)["postings"] == 2


def test_ids_are_never_given_twice(market):
    market.show("alpha", "1", towns=["fes"])
    market.show("beta", "1")
    market.merge()
    gone = max(market.offers().values())
    market.show("alpha", "1")
    market.merge()
    market.show("gamma", "9", title="Soudeur", description=OTHER)
    market.merge()
    assert market.offers()["gamma/9"] > gone


def test_an_offer_closes_with_its_last_posting_and_opens_again(market):
    one, two = market.show("alpha", "1"), market.show("beta", "1")
    market.merge()
    [offer] = set(market.offers().values())

    def closed(id: int, day: str | None) -> str | None:
        with market.db.atomic():
            market.db.table("postings").update(id, {"closed_on": day})
        market.merge()
        return market.offer(offer)["closed_on"]

    assert closed(one, "2026-11-18") is None
    assert closed(two, "2026-11-20") == "2026-11-20"
    assert closed(one, None) is None


def test_an_offer_closes_when_its_deadline_passed(market):
    market.show("alpha", "1", deadline_on="2026-11-25")
    market.merge()
    [offer] = set(market.offers().values())
    assert market.offer(offer)["closed_on"] is None
    market.merge(datetime(2026, 11, 26))
    assert market.offer(offer)["closed_on"] == "2026-11-25"


def test_a_killed_run_leaves_the_old_offers_and_goes_on(market, monkeypatch):
    market.show("alpha", "1")
    market.show("beta", "2", title="Soudeur", description=OTHER)
    market.merge()
    before, homes = whole(market), market.offers()
    market.show("beta", "1")

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(settling, "canonical", killed)
        market.merge()
    assert whole(market) == before
    assert market.offers() == homes | {"beta/1": None}
    summary = market.merge()
    assert summary.pairs == 0  # they were compared before the kill
    assert market.offers()["beta/1"] == homes["alpha/1"]


def test_every_posting_stands_in_an_offer_that_is_there(market):
    for ref, town in enumerate(["fes", "rabat", "fes", "oujda"]):
        market.show("beta", str(ref), towns=[town])
    market.merge()
    astray = (
        "select count(*) from postings where offer not in (select id from offers) or offer is null"
    )
    counts = "select id from offers o where postings <> (select count(*) from postings where offer = o.id)"
    assert market.db.conn.execute(astray).fetchone() == (0,)
    assert market.db.conn.execute(counts).fetchall() == []
    with pytest.raises(sqlite3.IntegrityError):
        market.db.conn.execute("update postings set offer = 9999")


# A market on a small alphabet, so that copies, sisters and half-known postings abound.
titles = st.sampled_from(
    ["Soudeur", "Soudeur H/F", "Soudeur senior", "Stagiaire soudeur", "Magasinier"]
)
companies = st.sampled_from(
    ["Atelier Nord", "Atelier Nord SARL", "Fonderie Atlas", "Confidentiel", None]
)
towns = st.sampled_from([["fes"], ["rabat"], ["fes", "rabat"], []])
texts = st.sampled_from([TEXT, TEXT[:140], OTHER, None])
postings = st.fixed_dictionaries(
    {"title": titles, "company": companies, "towns": towns, "description": texts}
)


def partition(market: Market) -> set[frozenset[str]]:
    groups: dict[int, set[str]] = {}
    for key, offer in market.offers().items():
        groups.setdefault(offer, set()).add(key)
    return {frozenset(group) for group in groups.values()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(postings, min_size=2, max_size=12), st.data())
def test_any_order_and_any_split_into_runs_end_as_one_batch(tmp_path_factory, said, data):
    batch = Market(tmp_path_factory.mktemp("batch") / "aggregator.db")
    for ref, words in enumerate(said):
        batch.show("beta", str(ref), **words)
    batch.merge()

    split = Market(tmp_path_factory.mktemp("split") / "aggregator.db")
    for ref in data.draw(st.permutations(range(len(said)))):
        split.show("beta", str(ref), **said[ref])
        if data.draw(st.booleans()):
            split.merge()
    split.merge()
    assert partition(split) == partition(batch)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(postings, min_size=2, max_size=8), st.data())
def test_a_market_that_changes_ends_as_if_it_had_always_been_so(tmp_path_factory, said, data):
    lived = Market(tmp_path_factory.mktemp("lived") / "aggregator.db")
    for ref, words in enumerate(said):
        lived.show("beta", str(ref), **data.draw(postings))
        lived.merge()
        lived.show("beta", str(ref), **words)
    lived.merge()

    fresh = Market(tmp_path_factory.mktemp("fresh") / "aggregator.db")
    for ref, words in enumerate(said):
        fresh.show("beta", str(ref), **words)
    fresh.merge()
    assert partition(lived) == partition(fresh)
