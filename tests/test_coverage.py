"""The view coverage: a bit a field, each counted under its own name."""

import pytest

from tests.market import Market

#: What is set, and the one column of the view that counts it.
SET = {
    "employer": {"employer": "Atelier"},
    "city": {"city_code": "fes"},
    "region": {"region_code": "03"},
    "contract": {"contract_code": "cdi"},
    "working_time": {"working_time_code": "full_time"},
    "work_mode": {"remote_code": "remote"},
    "experience": {"experience_max": 2},
    "diploma": {"diploma_code": "bac"},
    "level": {"level_code": "junior"},
    "positions": {"positions_count": 2},
    "salary": {"salary_max": 9000},
    "language": {"language": "ar"},
    "languages_asked": {"languages_asked": '{"fr": null}'},
    "sector": {"sector_code": "it"},
    "occupation": {"occupation_code": "it"},
    "isco": {"isco_code": "25"},
    "skills": {"skill_codes": '["python"]'},
    "published": {"published_on": "2026-11-02"},
    "deadline": {"deadline_on": "2026-12-02"},
    "apply": {"apply_code": "email"},
    "text": {"description": "Vous tenez la caisse."},
}
NOTHING = dict.fromkeys(("language", "published_on", "description"))


def coverage(market: Market) -> dict:
    [row] = market.db.query("select * from coverage")
    return row


@pytest.mark.parametrize("field", SET)
def test_what_is_known_is_counted_under_its_name_alone(tmp_path, field):
    market = Market(tmp_path / "coverage.db")
    market.db.conn.execute("pragma foreign_keys = off")
    market.show("beta", "1", towns=[], **{**NOTHING, **SET[field]})
    row = coverage(market)
    assert {name for name in SET if row[name]} == {field}
    market.show("beta", "2", towns=[], **NOTHING)
    assert (coverage(market)["postings"], coverage(market)[field]) == (2, 50.0)


def test_every_column_is_tried(tmp_path):
    market = Market(tmp_path / "coverage.db")
    market.show("beta", "1")
    assert set(coverage(market)) == {"source", "postings", *SET}
