"""The search index after a week of merges: one piece again, the answers as before, removed words gone."""

from datetime import datetime, timedelta

import pytest

from aggregator.keeping.tidying import pieces, tidy, weekly
from tests.market import Market

SUNDAY = datetime.fromisoformat("2026-11-22T09:00:00+01:00")
FOUND = "select rowid from offer_search where offer_search match ? order by rowid"
WORDS = ("azur", "bronze", "cuivre", "dune", "ebene", "fanion", "givre", "havane")
#: Every word that stands in the index, dead or alive.
BLOCKS = "select group_concat(hex(block)) from offer_search_data"


@pytest.fixture
def market(tmp_path):
    """A market of eight merges, each of which left a piece of the index."""
    market = Market(tmp_path / "aggregator.db")
    for word in WORDS:
        market.show("beta", word, title=f"Soudeur {word}", company=word, description=f"{word} " * 9)
        market.merge()
    return market


def found(market, words):
    return [row[0] for row in market.db.conn.execute(FOUND, [words])]


def test_on_sunday_it_is_one_piece_and_says_what_it_said(market):
    before = {words: found(market, words) for words in ("soudeur", "dune", "rien")}
    assert pieces(market.db) > 1 and len(before["soudeur"]) == 8
    assert weekly(market.db, SUNDAY)
    assert pieces(market.db) == 1
    assert {words: found(market, words) for words in before} == before
    assert not weekly(market.db, SUNDAY), "once is enough"


def test_on_other_days_it_is_left(market):
    before = pieces(market.db)
    assert not any(weekly(market.db, SUNDAY + timedelta(days=day)) for day in range(1, 7))
    assert pieces(market.db) == before


def test_words_of_what_was_removed_are_gone(market):
    """A delete leaves the word, and beside it a note that it no longer counts."""
    word = b"zinc".hex().upper()
    market.show("beta", "zinc", title="Zinc", company="Zinc", description="zinc " * 9)
    market.merge()
    [offer] = found(market, "zinc")
    market.db.conn.execute("pragma secure_delete = on")
    market.db.conn.execute("delete from offer_words where id = ?", [offer])
    market.db.conn.commit()
    [[blocks]] = market.db.conn.execute(BLOCKS).fetchall()
    assert found(market, "zinc") == [] and word in blocks
    tidy(market.db)
    [[blocks]] = market.db.conn.execute(BLOCKS).fetchall()
    assert word not in blocks
