"""Sketches are kept: texts are read once, and what other lists or weights made is made anew."""

import importlib
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe import sketching, stamps
from dedupe.deck import Deck
from dedupe.packing import pack
from dedupe.run import run
from dedupe.sketch import COLUMNS, sketch
from dedupe.sketching import kept, sketches
from tests.market import NOW, OTHER, TEXT, Market


@pytest.fixture
def market(tmp_path):
    made = Market(tmp_path / "aggregator.db")
    made.show("alpha", "1")
    made.show("beta", "1", description=TEXT[:160])
    made.show("gamma", "1", title="Magasinier", description=OTHER)
    run(made.db, NOW)
    return made


def links(market: Market) -> list[tuple]:
    return list(market.db.execute("select left, right, score, why from links order by left, right"))


def offers(market: Market) -> list[tuple]:
    return list(market.db.execute("select id, offer from postings order by id"))


def test_what_is_kept_of_a_posting_is_what_is_drawn_of_it(market):
    ids = [row[0] for row in offers(market)]
    assert kept(market.db, ids) == [pack(one) for one in sketches(market.db, ids).values()]


def test_a_posting_never_drawn_is_drawn_when_it_is_asked_for(market):
    late = market.show("delta", "9")
    assert [one.posting for one in kept(market.db, [1, late])] == [1, late]


def test_a_change_that_no_comparison_sees_judges_nobody_again(market):
    before = links(market), offers(market)
    market.show("beta", "1", description=TEXT[:160], diploma="Bac+2")
    done = run(market.db, NOW)
    assert (done.postings, done.pairs) == (0, 0)
    assert (links(market), offers(market)) == before


def test_other_lists_draw_anew_and_judge_only_whom_they_changed(market, monkeypatch):
    before = links(market), offers(market)
    monkeypatch.setattr(stamps, "DRAWN_BY", stamps.DRAWN_BY[:1])
    assert run(market.db, NOW).pairs == 0
    assert (links(market), offers(market)) == before


def test_other_weights_judge_all_anew_and_offers_keep_their_ids(market, monkeypatch):
    before = links(market), offers(market)
    monkeypatch.setattr(stamps, "JUDGED_BY", stamps.JUDGED_BY[:1])
    done = run(market.db, NOW)
    assert done.postings == 3 and done.pairs > 0
    assert (links(market), offers(market)) == before


def leads_to(*modules: str) -> set[Path]:
    """List the files of the merge that MODULES are made of, whatever they import."""
    found, edge = set[Path](), [f"dedupe.{name}" for name in modules]
    while edge:
        file = Path(importlib.import_module(edge.pop()).__file__)
        if file not in found:
            found.add(file)
            imported = re.findall(
                r"^from (dedupe[.\w]+) import", file.read_text("utf-8"), re.MULTILINE
            )
            edge += imported
    return found


def test_whatever_draws_or_judges_is_in_the_stamp():
    drawing, judging = leads_to("sketch", "packing", "block"), leads_to("score", "kind")
    assert drawing <= set(stamps.DRAWN_BY)
    assert judging <= {*stamps.DRAWN_BY, *stamps.JUDGED_BY}


@given(st.text(), st.integers(0, 10**15), st.text("0123456789 .DHdhsan", max_size=60))
def test_whatever_a_text_says_is_packed(title, number, figures):
    said = {"title": title, "description": f"{figures} {number} DH", "positions_count": number}
    one = sketch(
        dict.fromkeys(COLUMNS) | {"id": 1, "source": "beta", "ref": "1", "title": ""} | said
    )
    deck = Deck.of([pack(one)])
    assert deck.numbers["positions"][0] >= 0
    assert np.diff(deck.sets["amounts"].indptr)[0] <= len(one.amounts)


def test_a_deck_knows_whom_it_does_not_hold(market):
    deck = Deck.of(kept(market.db, [1, 3]))
    assert deck.rows(np.array([3, 1])).tolist() == [1, 0]
    for stranger in (2, 4):
        with pytest.raises(KeyError):
            deck.rows(np.array([1, stranger]))


def test_a_posting_that_changed_while_it_was_drawn_is_drawn_again(market, monkeypatch):
    late = market.show("delta", "1")
    keep = sketching._keep

    def slowly(db, drawn):
        db.execute(
            "update postings set title = 'Magasinier', content_hash = 'new' where id = ?", [late]
        )
        monkeypatch.undo()
        keep(db, drawn)

    monkeypatch.setattr(sketching, "_keep", slowly)
    run(market.db, NOW)
    assert [run(market.db, NOW).postings for _ in range(2)] == [1, 0]
