"""Whom a posting is compared with: a pure function of the postings, however they came."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from dedupe import block as blocking
from dedupe import candidates as asking
from dedupe.block import BITS, INDEXES, Index, blocks, name, packed, rank
from dedupe.candidates import Candidates, candidates
from dedupe.lay import lay
from dedupe.sketch import COLUMNS, sketch
from offers.database import connect, writing
from tests.market import TEXT, Market

#: Caps so small that a handful of postings passes them.
SMALL = (Index("shingle", 3, 0), Index("whole", 2, 0), Index("near", 2, 1), Index("wide", 3, 2))
#: An index number and a key of it, as a block.
BLOCKS = [key << BITS | index for key in range(3) for index in range(len(SMALL))]
FEW, MANY = 2.0, 0.0

Drawn = tuple[int, frozenset[int]]
State = dict[int, Drawn]

DRAW = """
insert into sketches (posting, rank, title, employer, numbers, blocks)
values (?, ?, '', '', x'', ?)
on conflict (posting) do update set rank = excluded.rank, blocks = excluded.blocks
"""
LINK = "insert or ignore into links (left, right, score, verdict, why, model, judged_at) values (?, ?, 1, 'same', '', '', '')"

drawn = st.tuples(st.integers(0, 5), st.frozensets(st.sampled_from(BLOCKS), max_size=6))
states = st.dictionaries(st.integers(1, 14), drawn, max_size=14)
#: A crawl puts postings in, draws them anew, empties or takes them out (None); then a run may be killed.
crawls = st.lists(
    st.tuples(st.dictionaries(st.integers(1, 10), st.none() | drawn, max_size=6), st.booleans()),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Database:
    return connect(tmp_path_factory.mktemp("candidates") / "aggregator.db")


@contextmanager
def small(empty: Database, few: float = MANY) -> Iterator[Database]:
    """Give a database of its own, small caps, and one of the two engines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "INDEXES", SMALL)
        patch.setattr(asking, "FEW", few)
        patch.setattr(asking, "GROUP", 3)
        patch.setattr(asking, "MEETINGS", 5)
        db = Database(sqlite3.connect(":memory:"))
        empty.conn.backup(db.conn)
        yield db
        db.close()


def draw(db: Database, postings: State) -> None:
    with writing(db):
        for posting, (when, there) in postings.items():
            db.conn.execute(DRAW, [posting, when, packed(there)])


def laid(db: Database):
    with writing(db):
        return lay(db)


def by_definition(state: State) -> set[tuple[int, int]]:
    """List the candidates as the definition says, block by block."""
    members: dict[int, list[tuple[int, int]]] = {}
    for posting, (when, there) in state.items():
        for block in there:
            members.setdefault(block, []).append((when, posting))
    met: Counter[tuple[int, int]] = Counter()
    for block, there in members.items():
        index, there = SMALL[block & 15], [posting for _, posting in sorted(there)]
        for (i, a), (j, b) in combinations(enumerate(there), 2):
            if len(there) <= index.cap:
                met[min(a, b), max(a, b)] += 1 if index is SMALL[0] else 2
            elif j - i <= index.neighbours:
                met[min(a, b), max(a, b)] += 2
    return {pair for pair, times in met.items() if times >= 2}


def tuples(found: Candidates) -> list[tuple[int, int]]:
    return [(int(left), int(right)) for left, right in found.pairs()]


@given(states, st.sets(st.integers(1, 16)), st.sampled_from([FEW, MANY]))
def test_candidates_are_what_the_definition_says_by_either_road(empty, state, asked, few):
    with small(empty, few) as db:
        draw(db, state)
        laid(db)
        expected = {pair for pair in by_definition(state) if asked & set(pair)}
        assert tuples(candidates(db, asked)) == sorted(expected)


@given(states, st.sets(st.integers(1, 16)))
def test_both_roads_count_the_same_caps(empty, state, asked):
    counted = []
    for few in (FEW, MANY):
        with small(empty, few) as db:
            draw(db, state)
            laid(db)
            counted.append(candidates(db, asked).capped)
    touched = Counter(block for _, there in state.values() for block in there)
    ours = {block for posting in asked & set(state) for block in state[posting][1]}
    over = [block for block in ours if touched[block] > SMALL[block & 15].cap]
    assert counted == [Counter(SMALL[block & 15].name for block in over)] * 2


def walk(db: Database, few: float, steps) -> tuple[State, dict[int, None]]:
    """Live through crawls: lay, judge, keep links; a killed run lays and judges nothing."""
    state: State = {}
    pending: dict[int, None] = {}
    for came, killed in steps:
        state.update({posting: drawn for posting, drawn in came.items() if drawn})
        draw(db, {posting: drawn for posting, drawn in came.items() if drawn})
        for posting in (posting for posting, drawn in came.items() if drawn is None):
            state.pop(posting, None)
            with writing(db):
                db.conn.execute("delete from sketches where posting = ?", [posting])
        pending |= dict.fromkeys(came)
        laid(db)
        if not killed:
            judge(db, pending)
            pending = {}
    return state, pending


def judge(db: Database, pending) -> None:
    with writing(db):
        for chunk in candidates(db, pending):
            db.conn.executemany(LINK, chunk.tolist())
        db.conn.execute("delete from gained")


def links(db: Database) -> set[tuple[int, int]]:
    return set(db.conn.execute("select left, right from links where met"))


@settings(max_examples=200)
@given(crawls, st.sampled_from([FEW, MANY]))
def test_any_order_and_any_split_ends_with_the_candidates_of_one_batch(empty, steps, few):
    with small(empty, few) as db:
        state, pending = walk(db, few, steps)
        judge(db, pending)
        assert links(db) == by_definition(state)
        assert set(db.conn.execute("select block, rank, posting from blocks")) == {
            (block, when, posting) for posting, (when, there) in state.items() for block in there
        }


@given(crawls)
def test_what_lay_tells_does_not_depend_on_the_road(empty, steps):
    told = []
    for few in (FEW, MANY):
        with small(empty, few) as db:
            walk(db, few, steps[:-1])
            draw(db, {posting: drawn for posting, drawn in steps[-1][0].items() if drawn})
            done = laid(db)
            told.append((done.postings, done.gained.tolist(), done.lapsed.tolist()))
    assert told[0] == told[1]


WHOLE, NEAR = 1, 2  # a block each of two of the small indexes


@pytest.mark.parametrize("few", [FEW, MANY])
def test_a_block_that_passes_its_cap_parts_those_who_met_in_it_and_unsettles_them(empty, few):
    with small(empty, few) as db:
        draw(db, {1: (1, {WHOLE}), 2: (2, {WHOLE})})
        laid(db)
        judge(db, [1, 2])
        assert links(db) == {(1, 2)}
        draw(db, {3: (3, {WHOLE})})
        assert laid(db).lapsed.tolist() == [[1, 2]]
        assert links(db) == set()
        assert [row[0] for row in db.conn.execute("select posting from unsettled")] == [1, 2]
        # It falls back under its cap, and they meet again.
        draw(db, {3: (3, frozenset())})
        assert laid(db).gained.tolist() == [[1, 2]]
        assert tuples(candidates(db, [])) == [(1, 2)]


@pytest.mark.parametrize("few", [FEW, MANY])
def test_whoever_comes_between_two_neighbours_pushes_them_apart(empty, few):
    with small(empty, few) as db:
        draw(db, {1: (10, {NEAR}), 2: (20, {NEAR}), 3: (30, {NEAR})})
        laid(db)
        judge(db, [1, 2, 3])
        assert links(db) == {(1, 2), (2, 3)}
        draw(db, {4: (15, {NEAR})})
        assert laid(db).lapsed.tolist() == [[1, 2]]
        assert tuples(candidates(db, [4])) == [(1, 4), (2, 4)]


def test_one_shared_shingle_is_too_little_also_where_its_block_falls_back(empty):
    with small(empty, FEW) as db:
        draw(db, {posting: (posting, {0}) for posting in range(1, 5)})
        laid(db)
        draw(db, {4: (4, frozenset())})
        assert laid(db).gained.tolist() == []


def test_a_pair_gained_and_parted_before_it_was_judged_is_not_judged(empty):
    with small(empty, FEW) as db:
        draw(db, {posting: (posting, {WHOLE}) for posting in (1, 2, 3)})
        laid(db)
        draw(db, {3: (3, frozenset())})
        assert laid(db).gained.tolist() == [[1, 2]]
        draw(db, {3: (3, {WHOLE})})
        laid(db)
        assert tuples(candidates(db, [3])) == []


def test_a_link_between_two_that_never_met_in_a_block_is_left_alone(empty):
    with small(empty) as db:
        draw(db, {1: (1, {WHOLE}), 2: (2, {WHOLE})})
        laid(db)
        judge(db, [1, 2])
        db.conn.execute("update links set met = 0")
        db.conn.commit()
        draw(db, {3: (3, {WHOLE})})
        assert laid(db).lapsed.tolist() == []


def test_a_sketch_drawn_anew_as_it_was_costs_no_write_in_the_index(empty):
    with small(empty) as db:
        draw(db, {1: (1, {WHOLE}), 2: (2, {WHOLE})})
        laid(db)
        before = db.conn.total_changes
        draw(db, {2: (2, {WHOLE})})
        done = laid(db)
        assert (done.postings, done.gained.tolist(), done.lapsed.tolist()) == (1, [], [])
        # The sketch and its two notes, and the notes again as they go.
        assert db.conn.total_changes - before == 5


def test_a_posting_that_is_deleted_leaves_the_index(tmp_path):
    market = Market(tmp_path / "aggregator.db")
    ids = [market.show("beta", str(number)) for number in range(2)]
    draw(market.db, {id: (1, {WHOLE}) for id in ids})
    laid(market.db)
    with writing(market.db):
        market.db.conn.execute("delete from postings where id = ?", [ids[0]])
    laid(market.db)
    assert [row[0] for row in market.db.conn.execute("select posting from blocks")] == [ids[1]]


def test_blocks_tell_their_index_and_fit_a_signed_integer():
    row = dict.fromkeys(COLUMNS) | {
        "id": 1, "source": "beta", "ref": "1", "title": "Soudeur", "company": "Atelier Nord",
        "city": "Fès", "city_codes": '["fes"]', "language": "fr", "description": TEXT,
        "url": "https://nord.example/1", "reference": "AN-2031", "contract_code": "cdi",
    }  # fmt: skip
    found = blocks(sketch(row))
    assert all(0 <= block < 2**63 for block in found)
    assert {name(block) for block in found} == {index.name for index in INDEXES}


@given(st.dates(), st.text(), st.dates(), st.text())
def test_rank_orders_by_day_and_fits_a_signed_integer(one, ref, other, another):
    left, right = rank("beta", ref, one.toordinal()), rank("beta", another, other.toordinal())
    assert 0 <= left < 2**62
    if one != other:
        assert (left < right) == (one < other)
    assert rank("beta", ref, None) <= left
