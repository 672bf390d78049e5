"""The ledger over many runs, whatever happens between them: it agrees, it balances, and the past stays."""

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe import counting
from dedupe.overrides import Contradiction, decide
from dedupe.run import settle_now
from offers.database import writing
from tests.market import NOW, OTHER, TEXT, Market
from tests.test_ledger import DAYS, FACTS, KEPT, audit, read_whole, table

# What may happen between two runs, on a small alphabet, so that copies and sisters abound.
refs = st.tuples(st.sampled_from(["alpha", "beta", "gamma"]), st.sampled_from("12"))
skills = st.sampled_from([[], ["python"], ["python", "sql"]]).map(json.dumps)
words = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Soudeur", "Soudeur senior", "Magasinier"]),
        "company": st.sampled_from(["Atelier Nord", "Fonderie Atlas", None]),
        "towns": st.sampled_from([["fes"], ["rabat"], ["fes", "rabat"], []]),
        "description": st.sampled_from([TEXT, OTHER, None]),
        "region_code": st.sampled_from(["03", "04", None]),
        "sector_code": st.sampled_from(["it", "health", None]),
        "contract_code": st.sampled_from(["cdi", "cdd", None]),
        "published_on": st.sampled_from(["2026-06-02", "2026-11-02", "2026-11-20", None]),
        "deadline_on": st.sampled_from([None, None, "2026-11-23", "2026-11-25"]),
        "skill_codes": skills,
        "languages_asked": st.sampled_from(["{}", '{"en": null}', '{"en": "good", "fr": null}']),
    }
)
acts = st.one_of(
    st.tuples(st.just("show"), refs, words),
    st.tuples(st.just("show"), refs, words),
    st.tuples(st.just("close"), refs, st.none()),
    st.tuples(st.just("reopen"), refs, st.none()),
    st.tuples(st.sampled_from(["same", "different"]), refs, refs),
    st.tuples(st.just("stamp"), st.text("ab", min_size=1, max_size=2), st.none()),
)
#: So many hours pass before a run: some days have several, some none, and a clock may be set back.
runs = st.lists(
    st.tuples(st.lists(acts, max_size=5), st.sampled_from([2, 2, 24, 24, 24, 60, 4000, -30])),
    min_size=2,
    max_size=6,
)


def act(market: Market, what: str, one, other, now: datetime) -> None:
    """Do one of the acts, as a crawl or a person would."""
    if what == "show":
        market.show(*one, **other, first_seen=now.isoformat())
    elif what in ("close", "reopen"):
        closed_on = now.date().isoformat() if what == "close" else None
        sql = "update postings set closed_on = ? where source = ? and ref = ?"
        with writing(market.db):
            market.db.conn.execute(sql, [closed_on, *one])
    elif what == "stamp":
        with writing(market.db):
            market.db.conn.execute("update stamps set sha1 = ? where name = 'judged'", [one])
    else:
        _decide(market, what, one, other, now)


def _decide(market: Market, verdict: str, one, other, now: datetime) -> None:
    homes = market.offers()
    if one == other or not all("/".join(end) in homes for end in (one, other)):
        return
    sql = "select id from postings where (source, ref) in (values (?, ?), (?, ?))"
    ids = [row[0] for row in market.db.conn.execute(sql, [*one, *other])]
    try:
        with writing(market.db):
            decide(market.db, one, other, verdict, "drawn", "chance", now)
            settle_now(market.db, ids, now)
    except Contradiction:
        return


def live_through(market: Market, walk, merge) -> None:
    """Do what WALK says, run after run; MERGE is how a run is done."""
    now = NOW
    read_whole(market, "alpha")
    for done, hours in walk:
        for what, one, other in done:
            act(market, what, one, other, now)
        now += timedelta(hours=hours)
        merge(market, now)


@settings(max_examples=40)
@given(runs)
def test_whatever_happens_the_ledger_agrees_and_the_past_stays(tmp_path_factory, walk):
    seen: list[tuple] = []

    def merge(market: Market, now: datetime) -> None:
        nonlocal seen
        market.merge(now)
        audit(market)
        rows = table(market.db, DAYS)
        last = max((row[0] for row in seen), default="")
        assert [r for r in rows if r[0] < last] == [r for r in seen if r[0] < last]
        seen = rows

    live_through(Market(tmp_path_factory.mktemp("walk") / "aggregator.db"), walk, merge)


@settings(max_examples=15)
@given(runs, st.integers(1, 3))
def test_a_run_that_was_killed_and_resumed_ends_as_one_that_was_not(tmp_path_factory, walk, nth):
    whole = Market(tmp_path_factory.mktemp("whole") / "aggregator.db")
    live_through(whole, walk, Market.merge)
    killed = Market(tmp_path_factory.mktemp("killed") / "aggregator.db")
    live_through(killed, walk, lambda market, now: _killed(market, now, nth))
    assert table(killed.db, DAYS) == table(whole.db, DAYS)
    for sql in (*FACTS.values(), *KEPT):
        assert table(killed.db, sql) == table(whole.db, sql)


def _killed(market: Market, now: datetime, nth: int) -> None:
    """Kill the run at its NTH batch of offers to count, and run again."""
    left = nth

    def dies(*given):
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        counted(*given)

    counted = counting.count_offers
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "AT_ONCE", 2)
        patch.setattr(counting, "count_offers", dies)
        try:
            market.merge(now)
        except KeyboardInterrupt:
            market.merge(now)
