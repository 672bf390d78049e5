"""What search is measured on and with: made-up offers as the merge would write them, and the addresses asked for."""

from contextlib import closing

import pytest

from bench.searching.figures import give_past
from bench.searching.made import make
from bench.searching.questions import Question, questions
from offers.database import connect
from offers.search import question


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "aggregator.db"
    make(path, 400, seed=1)
    with closing(connect(path)) as db:
        yield db


def counted(db, sql, *bound):
    return db.conn.execute(sql, bound).fetchone()[0]


def test_every_offer_is_indexed_and_counted(made):
    assert counted(made, "select count(*) from offers") == 400
    assert counted(made, "select count(*) from offer_words") == 400
    assert counted(made, "select count(*) from unindexed") == 0
    opened = counted(made, "select count(*) from offers where closed_on is null")
    assert counted(made, "select count(*) from facets") == opened
    assert 0.3 * 400 < opened < 0.5 * 400


def test_offers_are_like_offers(made):
    assert 900 < counted(made, "select avg(length(description)) from postings") < 1_300
    assert 0.7 < counted(made, "select avg(language = 'fr') from offers") < 0.9
    found = "select count(*) from offer_search where offer_search match ?"
    assert counted(made, found, question("stage")) > 40


def test_the_same_seed_makes_the_same(made, tmp_path):
    make(tmp_path / "again.db", 400, seed=1)
    written = "select title, employer, city_code, closed_on, excerpt from offers order by id"
    with closing(connect(tmp_path / "again.db")) as again:
        assert list(again.conn.execute(written)) == list(made.conn.execute(written))


def test_each_sort_of_question_is_asked():
    asked = list(questions())
    groups = [one.group for one in asked]
    assert [groups.count(g) for g in ("one word", "two words", "filtered")] == [14, 12, 6]
    assert len({one.ours(turn) for one in asked for turn in range(5)}) == 160


def test_stock_is_asked_for_the_same():
    one = Question("filtered", "soudeur", {"city": ["fes", "tanger"]})
    assert one.ours(3) == "/?q=soudeur&city=fes&city=tanger&turn=3"
    assert "_search=soudeur" in one.stock() and "city_code__in=fes%2Ctanger" in one.stock()
    assert one.stock().count("_facet=") == 9


def test_a_past_is_what_its_offers_say(made, tmp_path):
    path = tmp_path / "past.db"
    make(path, 400, seed=1)
    give_past(path)
    with closing(connect(path)) as db:
        last = "select sum(open) from day_counts where day = (select max(day) from counted_days)"
        assert counted(db, last) == counted(
            db, "select count(*) from offers where closed_on is null"
        )
        assert counted(db, "select sum(opened) from day_counts") == 400
        assert counted(db, "select count(*) from offer_skills") > 400
        assert counted(db, "select count(*) from offer_sources") > 450
