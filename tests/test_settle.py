"""Drawing offers from links: a function of the links and decisions alone, whoever works on it beside."""

import os
import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe import indexing, parting, workers
from dedupe import settle as settling
from dedupe.cluster import clusters
from dedupe.overrides import Contradiction, decide, decisions
from dedupe.run import run
from dedupe.workers import UNDER_WAY, each
from offers.database import connect, writing
from offers.search import question
from tests.market import NOW, OTHER, Market
from tests.test_dedupe_runs import partition, postings

LINK = """
insert or replace into links (left, right, score, verdict, why, model, judged_at)
values (?, ?, 1.0, 'same', '[]', 'test', 'x')
"""


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def copies(market: Market, count: int) -> list[int]:
    """COUNT postings that any judge would call one vacancy, merged."""
    ids = [market.show("beta", str(ref)) for ref in range(count)]
    market.merge()
    return ids


def relink(market: Market, ids: list[int], pairs: set[tuple[int, int]]) -> None:
    """Let blocks bring these PAIRS of IDS and no others, as after a day on which texts changed."""
    with writing(market.db):
        market.db.conn.execute("delete from links where met")
        market.db.conn.executemany(LINK, [(ids[a], ids[b]) for a, b in sorted(pairs)])
        market.db.conn.execute("insert or ignore into unsettled select id from postings")


def joined(count: int, pairs: set[tuple[int, int]]) -> set[frozenset[str]]:
    home = {node: {node} for node in range(count)}
    for a, b in pairs:
        home[a] |= home[b]
        home |= dict.fromkeys(home[a], home[a])
    return {frozenset(f"beta/{node}" for node in group) for group in home.values()}


# Sixteenths: their sums are exact in whatever order they are added.
graphs = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.0, 0.25, 0.5, 0.8125, 0.875, 1.0]),
)


def every_pair(keys: dict, scores: dict, same: float) -> list[list[int]]:
    """Constrained average link as it is defined: each time all pairs across two groups are looked at."""
    home = {node: [node] for node in keys}
    edges = sorted((-score, pair) for pair, score in scores.items() if score >= same)
    for _, (left, right) in edges:
        ours, theirs = home[left], home[right]
        across = [scores[pair] for a in ours for b in theirs if (pair := (min(a, b), max(a, b))) in scores]  # fmt: skip
        if ours is not theirs and min(across) > 0.02 and sum(across) / len(across) >= 0.5:
            ours += theirs
            home |= dict.fromkeys(theirs, ours)
    return sorted(map(sorted, {id(group): group for group in home.values()}.values()))


@given(graphs)
def test_clusters_are_those_that_looking_at_every_pair_would_give(scores):
    keys = {node: (str(node),) for node in range(10)}
    assert clusters(keys, scores, same=0.8) == every_pair(keys, scores, 0.8)


def test_a_large_group_is_clustered():
    """A star of ten thousand rays, then a chain: either would take hours, pair by pair."""
    size = 10_000
    keys = {node: (f"{node:05}",) for node in range(size)}
    star = {(0, node): 0.9 for node in range(1, size)}
    chain = {(node, node + 1): 0.9 for node in range(size - 1)}
    assert list(map(len, clusters(keys, star, same=0.8))) == [size]
    assert list(map(len, clusters(keys, chain, same=0.8))) == [size]


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """Six copies: every example goes on from whatever offers the one before left behind."""
    market = Market(tmp_path_factory.mktemp("linked") / "aggregator.db")
    return market, copies(market, 6)


links = st.sets(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1])
)


@settings(max_examples=40)
@given(links)
def test_offers_are_what_links_join_whatever_stood_before(linked, pairs):
    market, ids = linked
    relink(market, ids, pairs)
    market.merge()
    assert partition(market) == joined(6, pairs)


@settings(max_examples=20)
@given(links)
def test_a_component_too_large_is_drawn_from_what_blocks_brought(linked, pairs):
    market, ids = linked
    relink(market, ids, pairs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parting, "LARGEST", 2)
        summary = market.merge()
    large = [group for group in joined(6, pairs) if len(group) > 2]
    assert partition(market) == joined(6, pairs)
    assert summary.capped["component"] == len(large)
    assert market.db.table("links").count_where("not met and verdict = 'same'") == 0


def test_links_that_show_why_tie_nothing_together(market):
    """The first and the last meet in no block: they are one while the middle stands between."""
    ids = copies(market, 3)
    relink(market, ids, {(0, 1), (1, 2)})
    market.merge()
    assert len(partition(market)) == 1
    assert market.db.table("links").count_where("not met") == 1
    relink(market, ids, {(0, 1)})
    market.merge()
    assert partition(market) == joined(3, {(0, 1)})
    assert market.db.table("links").count_where("not met") == 0


def told(market: Market) -> set[tuple]:
    """All that is kept of pairs, whichever id their postings were given."""
    names = {id: f"{source}/{ref}" for id, source, ref in market.db.conn.execute("select id, source, ref from postings")}  # fmt: skip
    rows = market.db.conn.execute("select left, right, score, verdict, met from links")
    return {(frozenset({names[left], names[right]}), *said) for left, right, *said in rows}


@settings(max_examples=20)
@given(st.lists(st.lists(postings, min_size=1, max_size=3), min_size=3, max_size=6), st.data())
def test_a_market_that_lived_ends_as_one_batch_its_links_too(tmp_path_factory, lives, data):
    """Words change, people decide, runs come in between: what counts is what is said at the end."""
    lived = Market(tmp_path_factory.mktemp("lived") / "aggregator.db")
    decided = data.draw(st.lists(st.tuples(st.sampled_from("012"), st.sampled_from(["same", "different"])), max_size=2))  # fmt: skip
    shown = [0] * len(lives)
    todo = [ref for ref, life in enumerate(lives) for _ in life] + decided
    for what in data.draw(st.permutations(todo)):
        if isinstance(what, tuple):
            say(lived, what)
        else:
            lived.show("beta", str(what), **lives[what][shown[what]])
            shown[what] += 1
        if data.draw(st.booleans()):
            lived.merge()
    lived.merge()

    batch = Market(tmp_path_factory.mktemp("batch") / "aggregator.db")
    for ref, life in enumerate(lives):
        batch.show("beta", str(ref), **life[-1])
    for d in decisions(lived.db):
        with writing(batch.db):
            decide(batch.db, d.left, d.right, d.verdict, d.why, d.who, NOW)
    batch.merge()
    assert partition(lived) == partition(batch)
    assert told(lived) == told(batch)


def say(market: Market, decision: tuple[str, str]) -> None:
    """Decide on a posting and the next; what contradicts an earlier word is refused and left."""
    ref, verdict = decision
    with suppress(Contradiction), writing(market.db):
        pair = ("beta", ref), ("beta", str(int(ref) + 1))
        decide(market.db, *pair, verdict, "seen", "amina", NOW)


def test_what_somebody_decides_meanwhile_is_heeded(market, monkeypatch, tmp_path):
    """A person parts two postings after they were planned into one offer, before it is written."""
    market.show("beta", "1")
    market.show("beta", "2")
    true, asked = settling.canonical, []

    def interrupted(postings, *more):
        if not asked:
            asked.append(postings)
            other = connect(tmp_path / "aggregator.db")
            with writing(other):
                decide(other, ("beta", "1"), ("beta", "2"), "different", "seen", "amina", NOW)
            other.close()
        return true(postings, *more)

    monkeypatch.setattr(settling, "canonical", interrupted)
    market.merge()
    assert partition(market) == {frozenset({"beta/1"}), frozenset({"beta/2"})}


def found(market: Market, words: str) -> int:
    sql = "select count(*) from offer_search where offer_search match ?"
    return market.db.conn.execute(sql, [question(words)]).fetchone()[0]


def test_an_index_that_was_stopped_is_finished_by_the_next_run(market, monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 1)
    market.show("beta", "1", title="Soudeur", description=OTHER)
    market.show("beta", "2", title="Magasinier")
    written = []

    def stopped(*said):
        if written:
            raise KeyboardInterrupt
        written.append(said)
        write(*said)

    write = indexing.write_words
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(indexing, "write_words", stopped)
        market.merge()
    assert (found(market, "soudeur"), found(market, "magasinier")) == (1, 0)
    market.merge()
    assert (found(market, "soudeur"), found(market, "magasinier")) == (1, 1)
    assert market.db.table("unindexed").count == 0


FEW = 3


@pytest.fixture
def few(monkeypatch):
    """Let little work be enough for other processes."""
    monkeypatch.setattr(workers, "FEW", FEW)


def test_several_processes_draw_what_one_does(tmp_path, monkeypatch, few):
    monkeypatch.setattr(settling, "AT_ONCE", 1)
    monkeypatch.setattr(indexing, "AT_ONCE", 1)
    drawn = []
    for processes in (1, 2):
        market = Market(tmp_path / f"{processes}.db")
        for ref, town in enumerate(["fes", "rabat", "oujda", "settat", "fes", "taza", "safi"]):
            market.show("beta", str(ref), towns=[town])
        run(market.db, NOW, processes=processes)
        drawn.append(
            [
                list(market.db.query(f"select * from {table} order by id"))
                for table in ("offers", "offer_words")
            ]
        )
        market.db.close()
    assert drawn[0] == drawn[1] and len(drawn[0][0]) == 6


def double(connection: sqlite3.Connection, number: int) -> tuple[int, int]:
    if number < 0:
        raise ValueError("a number below nought")
    return connection.execute("select ? * 2", [number]).fetchone()[0], os.getpid()


def test_answers_come_in_order_from_other_processes_and_few_are_under_way(market, few):
    drawn = []
    numbers = (drawn.append(n) or n for n in range(20))
    for nth, (answer, process) in enumerate(each(double, market.db, numbers, 2)):
        assert answer == nth * 2 and process != os.getpid()
        assert len(drawn) - nth <= max(2 * UNDER_WAY, FEW + 1)
    assert len(drawn) == 20


def test_a_fault_in_a_process_is_a_fault_here(market, few):
    with pytest.raises(ValueError, match="below nought"):
        list(each(double, market.db, iter([1, 2, 3, 4, -1, 6]), 2))


def test_little_work_and_a_database_without_a_file_stay_here(market, few):
    memory = connect(":memory:")
    assert {process for _, process in each(double, memory, iter(range(9)), 2)} == {os.getpid()}
    assert {process for _, process in each(double, market.db, iter(range(FEW)), 2)} == {os.getpid()}
    assert {process for _, process in each(double, market.db, iter(range(9)), 1)} == {os.getpid()}
