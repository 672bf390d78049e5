"""People decide last: what they say of two postings holds, whatever is crawled before or after."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from dedupe.overrides import WITHDRAWN, Contradiction, decide, decisions, withdraw
from offers.database import connect, writing
from offers.migrations import migration
from tests.market import NOW, OTHER, Market
from tests.test_dedupe_runs import partition, postings


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def say(market: Market, left: str, right: str, verdict: str) -> None:
    """Decide, between beta's postings LEFT and RIGHT; or withdraw what was."""
    with writing(market.db):
        if verdict == WITHDRAWN:
            ends = {("beta", left), ("beta", right)}
            for decision in decisions(market.db):
                if {decision.left, decision.right} == ends:
                    withdraw(market.db, decision, "mistaken", "amina", NOW)
            return
        decide(market.db, ("beta", left), ("beta", right), verdict, "seen", "amina", NOW)


def hold(market: Market) -> list[tuple[str, str, str]]:
    """The decisions that hold, and do not hold in the offers."""
    offers = market.offers()
    return [
        (d.left[1], d.right[1], d.verdict)
        for d in decisions(market.db)
        if {"/".join(d.left), "/".join(d.right)} <= offers.keys()
        and (offers["/".join(d.left)] == offers["/".join(d.right)]) != (d.verdict == "same")
    ]


made = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, 5), st.sampled_from(["same", "different", WITHDRAWN])
    ),
    min_size=1,
    max_size=8,
)


def refused(market: Market, left: int, right: int, verdict: str) -> bool:
    try:
        say(market, str(left), str(right), verdict)
    except (Contradiction, ValueError):
        return True
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(postings, min_size=6, max_size=8), made, st.data())
def test_what_people_decided_holds_after_any_order(tmp_path_factory, said, made, data):
    """And the offers are those that one batch with all the decisions would draw."""
    lived = Market(tmp_path_factory.mktemp("lived") / "aggregator.db")
    todo = [("show", ref) for ref in range(len(said))] + [("say", one) for one in made]
    for what, which in data.draw(st.permutations(todo)):
        if what == "show":
            lived.show("beta", str(which), **said[which])
        else:
            refused(lived, *which)
        if data.draw(st.booleans()):
            lived.merge()
            assert hold(lived) == []
    lived.merge()
    assert hold(lived) == []

    batch = Market(tmp_path_factory.mktemp("batch") / "aggregator.db")
    for ref, words in enumerate(said):
        batch.show("beta", str(ref), **words)
    for d in decisions(lived.db):
        say(batch, d.left[1], d.right[1], d.verdict)
    batch.merge()
    assert partition(batch) == partition(lived)


def test_a_decision_outlives_new_words_and_a_new_row(market):
    """A posting that is crawled anew, or forgotten and imported again, is the one decided on."""
    market.show("beta", "1")
    market.show("beta", "2", title="Soudeur", towns=["fes"], description=OTHER)
    say(market, "1", "2", "same")
    market.merge()
    assert len(set(market.offers().values())) == 1
    market.show("beta", "2", title="Soudeur", towns=["agadir"], description=OTHER)
    market.merge()
    assert len(set(market.offers().values())) == 1
    with writing(market.db):
        market.db.conn.execute("delete from postings where ref = '2'")
    market.show("beta", "2", title="Cuisinier", towns=["oujda"])
    market.merge()
    assert len(set(market.offers().values())) == 1


def test_a_chain_holds_where_its_middle_is_gone(market):
    for ref, town in enumerate(["fes", "agadir", "oujda"]):
        market.show("beta", str(ref), towns=[town])
    say(market, "0", "1", "same")
    say(market, "1", "2", "same")
    with writing(market.db):
        market.db.conn.execute("delete from postings where ref = '1'")
    market.merge()
    assert partition(market) == {frozenset({"beta/0", "beta/2"})}


def test_whoever_stood_with_a_merged_posting_stays(market):
    """A veto between a neighbour and the posting that people brought has no say any more."""
    market.show("beta", "1")
    market.show("gamma", "1")
    market.show("beta", "2", towns=["fes"])
    market.merge()
    say(market, "1", "2", "same")
    market.merge()
    assert len(set(market.offers().values())) == 1


@pytest.mark.parametrize("last", ["same", "different"])
def test_decisions_that_contradict_are_refused_by_name(market, last):
    pairs = {"same": [("1", "2"), ("2", "3")], "different": [("1", "3")]}
    first = "different" if last == "same" else "same"
    for left, right in pairs[first]:
        say(market, left, right, first)
    *before, (left, right) = pairs[last]
    for pair in before:
        say(market, *pair, last)
    with pytest.raises(Contradiction) as refusal:
        say(market, left, right, last)
    assert "people decided: beta:1 and beta:" in str(refusal.value)
    assert all(f"decision {d.id}" in str(refusal.value) for d in decisions(market.db))


def test_a_later_decision_replaces_the_earlier_which_is_kept(market):
    say(market, "1", "2", "same")
    say(market, "2", "1", "different")
    assert [(d.id, d.verdict) for d in decisions(market.db)] == [(2, "different")]
    assert [d.replaced_by for d in decisions(market.db, replaced=True)] == [2, None]


def test_a_withdrawal_stands_in_the_log_and_holds_once(market):
    say(market, "1", "2", "same")
    [decision] = decisions(market.db)
    say(market, "1", "2", WITHDRAWN)
    assert decisions(market.db) == []
    log = decisions(market.db, replaced=True)
    assert [(d.verdict, d.why, d.who, d.replaced_by) for d in log] == [
        ("same", "seen", "amina", 2), (WITHDRAWN, "mistaken", "amina", None),
    ]  # fmt: skip
    with writing(market.db), pytest.raises(ValueError, match="Decision 1 holds no more"):
        withdraw(market.db, decision, "again", "amina", NOW)


def test_what_was_withdrawn_contradicts_nothing(market):
    say(market, "1", "2", "same")
    say(market, "2", "3", "same")
    say(market, "1", "2", WITHDRAWN)
    say(market, "1", "3", "different")
    assert [d.verdict for d in decisions(market.db)] == ["same", "different"]


def test_decisions_outlive_the_change_of_their_table(tmp_path):
    path = tmp_path / "old.db"
    old = Database(path)
    migration.apply(old, stop_before="m014_withdrawn")
    with old.atomic():
        for verdict, replaced_by in (("same", None), ("different", None)):
            old.conn.execute(
                "insert into overrides values (null, 'a', '1', 'b', '2', ?, 'why', 'who', 'then', ?)",
                [verdict, replaced_by],
            )
        old.conn.execute("update overrides set replaced_by = 2 where id = 1")
    old.close()
    log = decisions(connect(path), replaced=True)
    assert [(d.id, d.verdict, d.replaced_by) for d in log] == [
        (1, "same", 2),
        (2, "different", None),
    ]
