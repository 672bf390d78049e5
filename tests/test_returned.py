"""A posting that was thought closed comes back: its repost is no repost any more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.returned import mark_returned
from offers.database import writing
from tests.market import Market
from tests.test_dedupe_runs import partition

FIRST = {"published_on": "2026-01-05", "closed_on": "2026-02-01"}


@pytest.fixture
def market(tmp_path):
    market = Market(tmp_path / "aggregator.db")
    market.show("alpha", "1", **FIRST)
    market.show("beta", "1", **FIRST)
    market.show("alpha", "2", published_on="2026-06-02")
    market.merge()
    return market


def change(market: Market, id: int, **days: str | None) -> None:
    """Change days alone, as closing and reopening do: the content stays what it was."""
    with writing(market.db):
        market.db.table("postings").update(id, days)


def merge(market: Market) -> int:
    with writing(market.db):
        marked = mark_returned(market.db)
    market.merge()
    return marked


BACK = {
    "open again": {"closed_on": None},
    "closed later": {"closed_on": "2026-03-01"},
    "by its deadline": {"closed_on": None, "deadline_on": "2026-03-01"},
}


@pytest.mark.parametrize("days", BACK.values(), ids=BACK)
def test_one_that_comes_back_is_one_with_its_repost(market, days):
    assert len(set(market.offers().values())) == 2
    change(market, 1, **days)
    assert merge(market) == 3
    assert len(set(market.offers().values())) == 1
    [offer] = market.db.table("offers").rows
    assert offer["repost_of"] is None
    assert merge(market) == 0


def test_one_that_stays_closed_costs_nothing(market):
    assert merge(market) == 0
    change(market, 1, closed_on="2026-01-30")
    change(market, 3, closed_on="2026-11-20")
    assert merge(market) == 0
    assert len(set(market.offers().values())) == 2


#: Today, as of one run after the other: what closes, closes on that day.
TODAY = ("2026-03-01", "2026-07-01", "2026-11-20")
lives = st.lists(
    st.tuples(
        st.sampled_from(["2025-09-01", "2026-01-05", "2026-05-20", "2026-10-01"]),
        st.lists(st.booleans(), min_size=3, max_size=3),
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=10)
@given(lives)
def test_closing_and_coming_back_ends_as_one_batch_would(tmp_path_factory, lives):
    lived = Market(tmp_path_factory.mktemp("lived") / "aggregator.db")
    shown: dict[int, int] = {}
    for at, today in enumerate(TODAY):
        for n, (opened, is_open) in enumerate(lives):
            if opened > today:
                continue
            if n not in shown:
                shown[n] = lived.show("beta", str(n), published_on=opened)
            was = lived.db.table("postings").get(shown[n])["closed_on"]
            change(lived, shown[n], closed_on=None if is_open[at] else was or today)
        merge(lived)
    batch = Market(tmp_path_factory.mktemp("batch") / "aggregator.db")
    for n, id in shown.items():
        row = lived.db.table("postings").get(id)
        days = {name: row[name] for name in ("published_on", "closed_on")}
        batch.show("beta", str(n), **days)
    batch.merge()
    assert partition(lived) == partition(batch)
