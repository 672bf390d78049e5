"""A decision is withdrawn at the desk: the merge finds for itself again, and the log keeps all."""

import pytest

from tests.market import Market
from tests.test_deciding import decide, grey, review, two_towns


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def test_a_merge_that_is_withdrawn_holds_no_more(market, ask):
    two_towns(market)
    decide(ask, "merge", "1", "2")
    said = decide(ask, "withdraw", "beta:2", "alpha:1")
    assert said == (
        "withdrawn: alpha:1 and beta:2 are one (decision 1, amina)\n"
        "o1 holds 1 (alpha:1)\no3 holds 2 (beta:2)\n"
    )
    assert "Nobody decided anything yet" in ask("overrides")
    assert "decided on" not in ask("why", "1", "2")
    log = ask("overrides", "--all")
    assert " same " in log and " withdrawn " in log and log.count("amina") == 2


def test_a_split_that_is_withdrawn_lets_the_merge_find_for_itself(market, ask):
    for source in ("alpha", "beta", "gamma"):
        market.show(source, "1")
    market.merge()
    decide(ask, "split", "beta:1", "o1")
    assert len(set(market.offers().values())) == 2
    said = decide(ask, "withdraw", "beta:1", "o1")
    assert said.count("withdrawn: ") == 2 and "o2 leads to o1 from now on" in said
    assert set(market.offers().values()) == {1}


def test_what_was_withdrawn_may_be_decided_again_and_is_asked_again(market, ask):
    grey(market)
    decide(ask, "split", "1", "2")
    assert "of 0 to judge" in review(ask, "q")
    decide(ask, "withdraw", "1", "2")
    assert "1 decided, of 1 to judge" in review(ask, "y")
    assert " same " in ask("overrides")


def test_what_a_chain_holds_is_withdrawn_by_its_links(market, ask):
    for ref in ("1", "2", "3"):
        market.show("beta", ref, towns=[("fes", "agadir", "oujda")[int(ref) - 1]])
    market.merge()
    decide(ask, "merge", "1", "2")
    decide(ask, "merge", "2", "3")
    said = decide(ask, "withdraw", "1", "3", code=2)
    assert "follows from others: beta:1 and beta:2 are one (decision 1, amina); beta:2" in said
    assert "Nobody decided on 1 and 1" in decide(ask, "withdraw", "1", "1", code=2)
    assert decide(ask, "withdraw", "o1", "o1").count("withdrawn: ") == 2
    assert len(set(market.offers().values())) == 3


def test_a_decision_on_what_is_gone_can_be_withdrawn(market, ask):
    two_towns(market)
    decide(ask, "merge", "1", "2")
    with market.db.atomic():
        market.db.conn.execute("delete from postings where ref = '2'")
    assert "o1 holds 1 (alpha:1)" in decide(ask, "withdraw", "beta:2", "alpha:1")
    assert "Nobody decided on alpha:1 and beta:2: see" in decide(
        ask, "withdraw", "alpha:1", "beta:2", code=2
    )
