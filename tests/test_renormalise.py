"""The stored words are read again; what the sites said stays as it is."""

import json

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from offers.database import connect

NOW = "2026-11-21T09:00"
LINES = (
    {"site": "alpha", "url": "https://a.example/1", "title": "Maçon", "city": "Fès", "date": "hier", "contract": "CDI"},
    {"site": "alpha", "url": "https://a.example/2", "title": "Comptable", "city": "Rabat", "contract": "Xyz"},
    {"site": "beta", "url": "https://b.example/1", "title": "Serveur", "city": "Agadir", "contract": "CDD"},
)  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    """Run commands on a file that holds three postings of two sources, merged into offers."""
    db, lines = str(tmp_path / "a.db"), tmp_path / "postings.jsonl"
    lines.write_text("\n".join(map(json.dumps, LINES)), "utf-8")

    def desk(*words, code=0):
        answer = CliRunner().invoke(cli, [*words, "--db", db])
        assert answer.exit_code == code, answer.output
        return answer.stdout if code == 0 else answer.output

    desk("import", str(lines), "--now", NOW)
    desk("dedupe", "--now", NOW)
    desk.db = connect(db)
    desk.rows = lambda sql: [tuple(row.values()) for row in desk.db.query(sql)]
    return desk


def unread(desk, where="1"):
    """Leave the postings WHERE as an older version would have: with codes that nobody knows now."""
    with desk.db.conn:
        desk.db.conn.execute(
            f"update postings set city_code = null, city_codes = '[]', contract_code = 'cdd',"
            f" not_understood = '[]' where {where}"
        )


def test_reading_again_what_was_just_read_changes_nothing(desk):
    before = desk.rows("select * from postings")
    assert "3 postings read again, 0 changed" in desk("renormalise")
    assert desk.rows("select * from postings") == before


def test_tells_what_changed_by_field(desk):
    unread(desk)
    told = json.loads(desk("renormalise", "--json"))
    assert (told["postings"], told["changed"]) == (3, 3)
    city, contract = told["fields"]["city_code"], told["fields"]["contract_code"]
    assert (city["gained"], city["lost"], city["altered"], city["example"][0]) == (
        3,
        0,
        0,
        None,
    )
    assert (contract["gained"], contract["lost"], contract["altered"]) == (0, 1, 1)
    assert desk.rows("select city_code, contract_code from postings order by url") == [
        ("fes", "cdi"), ("rabat", None), ("agadir", "cdd"),
    ]  # fmt: skip


def test_the_table_shows_an_example(desk):
    unread(desk)
    said = desk("renormalise")
    assert "3 postings read again, 3 changed" in said
    assert "nothing → " in said and "city_code" in said


def test_yesterday_is_counted_from_the_day_the_words_were_read(desk):
    with desk.db.conn:
        desk.db.conn.execute("update postings set published_on = null")
    desk("renormalise")
    assert desk.rows("select published_on from postings where published = 'hier'") == [
        ("2026-11-20",)
    ]


def test_one_source_alone(desk):
    unread(desk)
    assert "1 postings read again, 1 changed" in desk("renormalise", "--source", "beta")
    assert desk.rows("select count(*) from postings where city_code is null") == [(2,)]


def test_a_source_that_is_not_there_is_refused_with_those_that_are(desk):
    assert "it has alpha, beta" in desk("renormalise", "--source", "gamma", code=2)


def test_a_dry_run_writes_nothing(desk):
    unread(desk)
    before = desk.rows("select * from postings")
    assert "3 would change" in desk("renormalise", "--dry-run")
    assert desk.rows("select * from postings") == before


def test_the_next_dedupe_draws_the_offers_again(desk):
    offers = "select o.city_code from offers o join postings p on p.offer = o.id order by p.url"
    unread(desk)
    with desk.db.conn:
        desk.db.conn.execute("update offers set city_code = null, city_codes = '[]'")
    desk("renormalise")
    desk("dedupe", "--now", NOW)
    assert desk.rows(offers) == [("fes",), ("rabat",), ("agadir",)]


def test_the_words_that_were_not_understood_are_listed_by_field(desk):
    assert desk.rows("select field, words, postings from not_understood") == [
        ("contract", "Xyz", 1)
    ]


def test_coverage_counts_open_postings_by_source(desk):
    assert desk.rows("select source, postings, city, contract from coverage") == [
        ("alpha", 2, 100.0, 50.0), ("beta", 1, 100.0, 100.0),
    ]  # fmt: skip
    with desk.db.conn:
        desk.db.conn.execute("update postings set closed_on = '2026-11-21' where contract = 'Xyz'")
    assert desk.rows("select postings, contract from coverage where source = 'alpha'") == [
        (1, 100.0)
    ]
