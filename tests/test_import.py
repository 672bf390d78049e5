"""Postings gathered elsewhere come down the same road; what cannot is named, the rest goes on."""

import json

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from offers.database import connect

NOW = "2026-11-21T09:00"
GOOD = {
    "site": "Jobzone.ma",
    "title": "Maçon (H/F)",
    "company": "Bâtir",
    "city": "Tanger - zone franche",
    "date": "03/11/2026",
    "url": "https://www.jobzone.example/offre/12?utm_source=x",
    "text": "Six postes.",
    "contract": "CDI - Télétravail : Non",
    "stars": 5,
}


@pytest.fixture
def bring(tmp_path):
    """Import LINES and give what was said, and the rows of a query."""
    db = str(tmp_path / "a.db")

    def bring(*lines):
        file = tmp_path / "postings.jsonl"
        file.write_text(
            "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), "utf-8"
        )
        answer = CliRunner().invoke(cli, ["import", str(file), "--db", db, "--now", NOW])
        assert answer.exit_code == 0, answer.output
        return answer

    bring.rows = lambda sql: list(connect(db).query(sql))
    return bring


def test_a_line_becomes_a_posting(bring):
    answer = bring(GOOD)
    assert "1 postings imported, 0 broken lines" in answer.output
    assert "ignored fields: stars" in answer.stderr
    (row,) = bring.rows("select * from postings")
    assert (
        row["source"] == "jobzone"
        and row["ref"] == row["url"] == "https://www.jobzone.example/offre/12"
    )
    assert (row["title"], row["company"]) == ("Maçon (H/F)", "Bâtir")
    assert (row["city_code"], row["contract_code"], row["published_on"]) == (
        "tanger",
        "cdi",
        "2026-11-03",
    )
    assert bring.rows("select name, title, kind from sources") == [
        {"name": "jobzone", "title": "Jobzone.ma", "kind": "import"}
    ]


def test_a_broken_line_is_named_and_the_rest_imported(bring):
    answer = bring(
        "{not json", GOOD, "[1, 2]", "", GOOD | {"url": "https://www.jobzone.example/offre/13"}
    )
    assert "2 postings imported, 2 broken lines" in answer.output
    assert "line 1: " in answer.stderr and "line 3: it is not an object" in answer.stderr
    reasons = [row["reason"] for row in bring.rows("select reason from rejects order by id")]
    assert [r.split(" is ")[0] for r in reasons] == ["line 1", "line 3"]


@pytest.mark.parametrize("missing", ["title", "url"])
def test_without_title_or_url_it_is_refused(bring, missing):
    answer = bring({k: v for k, v in GOOD.items() if k != missing})
    assert f"0 postings imported, 1 refused (no {missing})" in answer.output
    (row,) = bring.rows("select * from rejects")
    assert row["reason"] == f"no {missing}" and json.loads(row["payload"])["company"] == "Bâtir"


def test_a_known_site_keeps_its_name(bring):
    bring(GOOD | {"site": "ReKrute"}, GOOD | {"site": "Emploi.ma"}, GOOD | {"site": None})
    names = [row["source"] for row in bring.rows("select source from postings order by source")]
    assert names == ["emploi_ma", "import", "rekrute"]


def test_twice_is_once(bring):
    bring(GOOD)
    bring(GOOD, GOOD)
    assert bring.rows("select count(*) as n from postings") == [{"n": 1}]


@pytest.mark.parametrize(
    "oddity",
    [
        {"title": ["Maçon", "Plâtrier"]},
        {"title": "Maçon", "city": {"name": "Fès"}},
        {"title": 12, "date": 20261103},
        {"text": "x" * 300_000},
        {"title": "Ma\ud800çon\x00"},
        {"title": "مُحاسِب", "city": "بالرباط"},
    ],
)
def test_odd_values_never_stop_the_import(bring, oddity):
    assert "1 postings imported" in bring(GOOD | oddity).output
