"""The prepared questions: every one answers, whatever it is asked; figures are right; pages are for people."""

import re
import sqlite3
from html import unescape

import pytest

from bench.queries import report
from datasette_plugins.guarding.allowed import allowed
from datasette_plugins.reading.question_table import lines, shown
from datasette_plugins.reading.questions import THEMES, in_language, questions
from datasette_plugins.reading.reader import Reader
from offers.speech import LANGUAGES, catalogue
from tests.catalogue import HOSTILE_ID, TODAY, make_catalogue
from tests.visitor import PAGES, Visitor

HOSTILE = (
    "'; drop table offers; --", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%", "[*", "{title}",
    "٣", "2026-99-99", "-1", "1e309", "9" * 40, "x" * 5_000, "\u202e", "null", " ", "\x00",
)  # fmt: skip
#: A value that each parameter may well have.
GIVEN = {
    "town": "الرباط", "region": "04", "sector": "it", "occupation": "it", "contract": "stage*", "diploma": "bac2",
    "language": "fr", "skill": "Python", "employer": "ATLAS", "source": "alpha", "since": "2026-10-01",
    "until": "2026-11-21", "month": "2026-11", "days": "30", "by": "region", "pay_tax": "net",
}  # fmt: skip
NAMES = sorted(questions())


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """The small catalogue, read under what a visitor's SQL may do."""
    path = make_catalogue(tmp_path_factory.mktemp("queries") / "aggregator.db")
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    conn.set_authorizer(allowed)
    yield conn
    conn.close()


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    """Somebody at the door for everybody: SQL of one's own is off."""
    found = Visitor(tmp_path_factory.mktemp("pages"))
    found.site._settings["default_allow_sql"] = False
    return found


@pytest.fixture(scope="module")
def get(visitor):
    return visitor.get


def ask(db, name: str, lang: str = "fr", **given: str):
    question = questions()[name]
    bound = {"_reader_lang": lang} | dict.fromkeys(question.names(), "") | given
    return db.execute(question.sql, bound)


def test_there_are_enough_and_each_has_a_theme():
    assert len(NAMES) >= 24
    assert {one.theme for one in questions().values()} == set(THEMES)
    assert {name for one in questions().values() for name in one.names()} == GIVEN.keys()


@pytest.mark.parametrize("name", NAMES)
def test_answers_with_nothing_given_and_with_everything(db, name):
    ask(db, name).fetchall()
    question = questions()[name]
    given = {one.name: (one.choices or [GIVEN[one.name]])[-1] for one in question.parameters}
    ask(db, name, **given).fetchall()
    bound = set(re.findall(r"(?<!')(?<=:)[a-z]\w*", question.sql))
    assert bound == question.names(), "the head of the file names the parameters"


@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_are_values(db, name):
    question = questions()[name]
    for value in HOSTILE:
        for given in (
            dict.fromkeys(question.names(), value),
            *({n: value} for n in question.names()),
        ):
            ask(db, name, **given).fetchall()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_are_shown_as_text(get, name):
    for value in HOSTILE:
        page = get(f"/aggregator/{name}", **dict.fromkeys(questions()[name].names(), value[:300]))
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_in_three_languages(db, name):
    columns = shown([column[0] for column in ask(db, name).description])
    question = questions()[name]
    keys = [
        f"question_title_{name}", f"question_lead_{name}", f"question_theme_{question.theme}",
        *(f"question_col_{column}" for column in columns), *(f"question_ask_{one}" for one in question.names()),
        *(f"question_ask_{choice}" for one in question.parameters for choice in one.choices),
    ]  # fmt: skip
    for lang in LANGUAGES:
        words = catalogue(PAGES / "words", lang).forms
        assert [key for key in keys if key not in words] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_whole(get, name, lang):
    page = get(f"/aggregator/{name}", accept=lang)
    words = catalogue(PAGES / "words", lang)
    assert page.status_code == 200
    assert f'<html lang="{lang}"' in page.text
    text = unescape(page.text)
    assert f"<h1>{words.say(f'question_title_{name}')}</h1>" in text
    assert in_language(questions()[name].sql, lang) in text.replace("\r", "")
    assert "CC BY 4.0" in text and "21" in text.rpartition('class="cite"')[2]
    for one in questions()[name].parameters:
        assert f'<label for="ask_{one.name}">' in page.text
        assert f'id="ask_{one.name}"' in page.text
    assert "<script>" not in page.text and "style=" not in page.text


def test_labels_are_in_the_readers_language_and_data_too(get):
    page = get("/aggregator/opened", town="rabat", _lang="ar")
    assert "<td>الرباط</td>" in page.text and "<td>Rabat</td>" not in page.text
    assert "الرباط" in get("/aggregator/opened.csv", town="Rabat", _lang="ar").text
    [row, *_] = get("/aggregator/opened.json", town="رباط", _shape="array").json() or [None]
    assert row is None, "an alias is no name"
    [row, *_] = get("/aggregator/opened.json", town="الرباط", _shape="array").json()
    assert (row["city_code"], row["town"]) == ("rabat", "Rabat")


def test_what_was_chosen_stays_in_the_form_and_goes_on(get):
    page = get("/aggregator/opened", town="Rabat", contract="stage*", since="2026-10-01")
    assert re.search(r'id="ask_town"[^>]*value="Rabat"', page.text)
    assert '<option value="stage*" selected>' in page.text
    [onwards] = re.findall(r'class="onwards">(.*?)</section>', page.text, re.DOTALL)
    for name in ("top_employers", "time_to_close"):
        [link] = re.findall(rf'href="([^"]*/{name}\?[^"]*)"', onwards)
        assert "town=Rabat&amp;contract=stage%2A&amp;since=2026-10-01" in link or all(
            part in link for part in ("town=Rabat", "contract=stage%2A", "since=2026-10-01")
        )
        assert get(unescape(link)).status_code == 200


def test_an_unknown_town_is_said_to_be_unknown(get):
    assert 'role="alert"' in get("/aggregator/opened", town="Atlantis").text
    assert 'role="alert"' not in get("/aggregator/opened", town="tanger").text


def test_offers_and_employers_are_links_and_foreign_words_are_text(get):
    page = get("/aggregator/new_since", since="2026-01-01")
    assert f'href="/offer/{HOSTILE_ID}"' in page.text
    assert "<script>alert" not in page.text
    reader = Reader(lang="ar", today=TODAY, named=True)
    [[cell]] = lines(["employer_id", "employer"], [(7, "<b>Atlas</b>")], reader)
    assert cell == ("<b>Atlas</b>", "/employer/7?lang=ar", "foreign")


def test_questions_are_listed_by_theme(get):
    for lang in LANGUAGES:
        page = get("/questions", lang=lang)
        assert page.status_code == 200
        links = re.findall(r'<li><a href="([^"]+)"', page.text)
        assert [link.rpartition("/")[2].partition("?")[0] for link in links] == list(questions())
        assert len(re.findall(r'class="theme"', page.text)) == len(THEMES)


def test_sql_of_ones_own_is_offered_where_it_is_open(visitor):
    assert "?sql=" not in visitor.get("/aggregator/opened").text
    assert visitor.get("/aggregator", sql="select 1").status_code == 403
    visitor.site._settings["default_allow_sql"] = True
    try:
        page = visitor.get("/aggregator/time_to_close", town="Rabat")
        [link] = re.findall(r'href="([^"]*\?sql=[^"]+)"', page.text)
        assert visitor.get(unescape(link)).status_code == 200
    finally:
        visitor.site._settings["default_allow_sql"] = False


def test_no_question_has_the_name_of_a_table(db):
    tables = {row[0] for row in db.execute("select name from sqlite_master")}
    assert not tables & questions().keys()


def test_the_bench_reads_every_question_and_view(tmp_path):
    lines = list(report(tmp_path / make_catalogue(tmp_path / "a.db"), turns=1))
    assert len(lines) > len(NAMES)
    assert not [line for line in lines if "SCAN" in line and "view" not in line]


def test_every_question_is_documented():
    told = (PAGES.parent / "docs/questions.md").read_text("utf-8")
    assert [name for name in NAMES if f"- `{name}`:" not in told] == []
