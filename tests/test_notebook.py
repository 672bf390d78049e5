"""The notebook's cells run over an export, and answer right."""

import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from tests.catalogue import make_catalogue

NOTEBOOK = Path(__file__).parent.parent / "docs/notebook.md"
DAY = "2026-11-21"

#: Offers 3, 8, 13 … are in Tanger. One of the four closed after ten days; 18 is no internship.
ACCOUNTANTS = (
    ("Stage comptabilité", 3, "stage", "2026-09-03", "2026-09-13"),
    ("Stagiaire comptable", 8, "stage_pfe", "2026-10-02", None),
    ("متدرب محاسب", 13, "stage", "2026-11-01", None),
    ("Comptable", 18, "cdi", "2026-10-02", None),
    ("Stage comptable", 23, "stage", "2026-08-31", None),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    """What the cells, run one after the other beside export/, leave behind."""
    folder = tmp_path_factory.mktemp("notebook")
    live = make_catalogue(folder / "aggregator.db")
    db = sqlite3.connect(live)
    for title, offer, contract, opened, closed in ACCOUNTANTS:
        db.execute("update offers set title = ? where id = ?", [title, offer])
        db.execute(
            "update offer_facts set contract_code = ?, opened_on = ?, first_seen_on = ?, closed_on = ? where offer = ?",
            [contract, opened, opened, closed, offer],
        )
    db.execute(
        "insert into methods (changed_at, part, before, after) values ('2026-11-20T09:00:00Z', 'merge', 'w', 'x')"
    )
    db.commit()
    db.close()
    words = ["export", str(folder / "export"), "--now", f"{DAY}T18:00", "--db", live]
    assert CliRunner().invoke(cli, words).exit_code == 0
    names: dict = {}
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        for cell in re.findall(r"```python\n(.*?)```", NOTEBOOK.read_text("utf-8"), re.DOTALL):
            exec(compile(cell, str(NOTEBOOK), "exec"), names)
        yield names


def test_internships_for_accountants(told):
    assert told["how_many"] == 3
    assert sorted(told["internships"].offer) == [3, 8, 13]
    assert told["with_whom"].sum() == 3


def test_open_offers_are_censored_not_dropped(told):
    """At ten days all three are at risk and one closes: two thirds live on, so half are not closed yet."""
    assert told["survival"](told["internships"]).to_dict() == {10: pytest.approx(2 / 3)}
    assert told["open_for"] is None
    closed = told["internships"].query("is_closed == 1")
    assert told["median_days"](closed) == 10


def test_offers_by_region(told):
    regions = told["by_region"]
    assert len(regions) == 12 and regions.open.sum() > 40
    first = regions.iloc[0]
    assert first.per_10000 == round(10_000 * first.open / first.population, 2)


def test_pay_has_its_n(told):
    [row] = told["pay"].to_dict("records")
    assert row == {"sector_code": "it", "pay_tax": "net", "median_pay": 8000, "n": 6}


def test_offers_on_one_site(told):
    assert told["on_one_site"] == pytest.approx(1 - 1 / len(told["open_offers"]))
    assert set(told["alone"].title) >= {"Alpha Emploi"}


def test_skills_beside_python(told):
    [row] = told["beside"].to_dict("records")
    assert row["label"] == "SQL" and row["offers"] == 6 and row["lift"] == 1


def test_the_series_has_its_changes_of_method(told):
    series = told["series"]
    assert [str(day.date()) for day in series.index] == ["2026-11-19", "2026-11-20", DAY]
    assert list(series.open.diff().dropna()) != [0, 0] and series.opened_7_days.notna().all()
    assert str(told["changes"].day[0])[:10] == "2026-11-20"
