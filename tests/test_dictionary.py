"""Every table, view and column is described: in three languages, with unit and source, and where people read it."""

import csv
import html
import re
from collections import Counter

import pytest
from sqlite_utils import Database

from aggregator import reference
from datasette_plugins.guarding.allowed import UNSHOWN
from offers.database import connect
from offers.dictionary import HERE, columns, of_table, say, tables
from offers.speech import LANGUAGES
from tests.visitor import ROOT, Visitor

#: All there is but what SQLite keeps for itself: its own tables, those below a full-text index, hidden columns.
THERE = """
select t.name, c.name
from sqlite_master t join pragma_table_xinfo(t.name) c
where t.type in ('table', 'view') and t.name not like 'sqlite_%' and c.hidden <> 1
  and not exists (
    select 1 from sqlite_master f
    where f.sql like 'create virtual table%' and t.name like f.name || '\\_%' escape '\\'
  )
"""
SAID = [(column.table, column.name) for column in columns()]
WRITINGS = {"ar": r"[\u0620-\u064a]", "fr": r"[a-z]", "en": r"[a-z]"}


def there(db: Database) -> set[tuple[str, str]]:
    return set(db.conn.execute(THERE).fetchall())


@pytest.fixture
def db(tmp_path):
    with connect(tmp_path / "aggregator.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("dictionary")).get


def undocumented(db: Database) -> set[tuple[str, str]]:
    """What stands in DB and is not said."""
    return there(db) - set(SAID)


def test_every_column_is_documented(db):
    assert not undocumented(db)


def test_nothing_is_documented_that_does_not_exist(db):
    assert set(SAID) <= there(db)
    assert {table.name for table in tables()} == {name for name, _ in there(db)}


def test_nothing_is_said_twice():
    assert Counter(SAID).most_common(1)[0][1] == 1
    assert Counter(table.name for table in tables()).most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    "change, unknown",
    [
        ("alter table offers add column colour text", {("offers", "colour"), ("open_offers", "colour")}),
        ("alter table runs add column twice integer generated always as (listed * 2) virtual", {("runs", "twice")}),
        ("create table moods (code text)", {("moods", "code")}),
        ("create view moods as select 1 as mood", {("moods", "mood")}),
    ],
)  # fmt: skip
def test_what_is_added_without_words_is_refused(db, change, unknown):
    db.conn.execute(change)
    assert undocumented(db) == unknown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_is_said_in_each_language(lang):
    for one in (*tables(), *columns()):
        said = getattr(one, lang)
        assert re.search(WRITINGS[lang], said, re.IGNORECASE), one
        assert said == said.strip() and said[-1] == ".", one
    for column in columns():
        assert say(column.unit, lang) and say(column.comes_from, lang)


def test_what_is_said_alike_in_one_language_is_so_in_all():
    said = {(column.en, column.fr, column.ar) for column in columns()}
    for words in zip(*said, strict=True):
        assert Counter(words).most_common(1)[0][1] == 1


def test_every_phrase_is_used():
    with (HERE / "phrases.csv").open(encoding="utf-8", newline="") as file:
        phrases = {row["en"] for row in csv.DictReader(file)}
    used = {phrase for column in columns() for phrase in (column.unit, column.comes_from)}
    general = {f"{phrase.rpartition(' ')[0]} {{}}" for phrase in used - phrases}
    assert phrases == (used & phrases) | general


def test_a_unit_names_tables_that_exist():
    known = {table.name for table in tables()}
    for column in columns():
        named = re.match(r"(?:code|id|name|ref|JSON list of codes) of (\w+)$", column.unit)
        assert not named or named[1] in known, column


def test_what_visitors_never_see_is_not_exported():
    exported = {(column.table, column.name) for column in columns() if column.exported}
    hidden = {table.name for table in tables() if not table.exported}
    assert not {one for one in UNSHOWN & exported if one[0] not in hidden}
    assert not {("offers", "excerpt"), ("postings", "apply_url"), ("runs", "stats")} & exported


def test_the_docs_are_what_would_be_generated():
    assert reference.columns() in (ROOT / "docs/columns.md").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", ["offers", "offer_facts", "offers_by_day", "seen"])
def test_the_page_of_a_table_says_it_in_the_reader_s_language(get, table, lang):
    page = get(f"/aggregator/{table}", accept=lang)
    direction = "rtl" if lang == "ar" else "ltr"
    _, _, said = page.text.partition(f'<div class="dictionary" lang="{lang}" dir="{direction}">')
    text = html.unescape(said.partition('<div class="filters"')[0])
    assert getattr(next(one for one in tables() if one.name == table), lang) in text
    for name, column in of_table(table).items():
        row = next(row for row in text.split("<tr>") if f">{name}<" in row)
        for words in (getattr(column, lang), say(column.unit, lang), say(column.comes_from, lang)):
            assert f">{words}<" in row


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_tables_says_what_each_is(get, lang):
    text = html.unescape(get("/aggregator", accept=lang).text)
    inner = html.unescape(get("/aggregator?_show_hidden=1", accept=lang).text)
    for table in tables():
        assert (getattr(table, lang) in text) == (table.audience == "public"), table.name
        assert table.audience == "public" or getattr(table, lang) in inner


def test_a_row_says_it_too(get):
    page = get("/aggregator/offers/1", accept="en")
    assert html.unescape(of_table("offers")["salary_min"].en) in html.unescape(page.text)


def test_who_asks_for_data_finds_it_in_english(get):
    described = get("/-/metadata.json").json()["databases"]["aggregator"]["tables"]["offer_facts"]
    assert "MAD a month" in described["columns"]["pay_min"]
    assert "hidden" not in described


@pytest.mark.parametrize(
    "lang, label", [("fr", "Casablanca"), ("ar", "الدار البيضاء"), ("en", "Casablanca")]
)
def test_codes_bear_their_label_in_the_reader_s_language_in_views_too(get, lang, label):
    for path in ("/aggregator/offers", "/aggregator/lifetimes"):
        page = get(path, accept=lang)
        link = f'<a href="/aggregator/cities/casablanca"><bdi lang="{lang}">{label}</bdi></a>'
        assert link in page.text


def test_a_facet_bears_the_label_in_the_reader_s_language(get):
    page = get("/aggregator/offers_by_day", accept="ar", _facet="contract_code")
    assert ">عقد محدد المدة</a> " in page.text


def test_the_number_of_an_offer_leads_to_its_page(get):
    assert '<a href="/offer/1">1</a>' in get("/aggregator/lifetimes", offer="1").text
