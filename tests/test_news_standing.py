"""How sources stand, from their runs to what is told."""

import pytest

from aggregator.news.changes import news
from aggregator.news.message import message
from aggregator.news.standing import NEXT_STEPS, standing
from offers.clock import moment
from offers.database import connect, writing
from pipelines.health import VERDICTS

NOW = moment("2026-11-22T06:00")
INSERT = (
    "insert into runs (source, started_at, ended_at, verdict, verdict_why) values (?, ?, ?, ?, ?)"
)


@pytest.fixture
def db(tmp_path):
    made = connect(tmp_path / "aggregator.db")
    with writing(made):
        for name in ("alpha", "beta", "gamma"):
            made.table("sources").insert({"name": name, "title": "", "kind": "", "added_at": ""})
        for source, day, verdict, why in (
            ("alpha", 18, "good", None),
            ("alpha", 19, "silent", "named nothing"),
            ("alpha", 20, "refused", "status 403"),
            ("alpha", 21, None, None),
            ("beta", 20, "broken", "a crash"),
            ("beta", 21, "good", None),
        ):
            at = f"2026-11-{day}T05:00:00Z"
            made.conn.execute(INSERT, (source, at, at, verdict, why))
    yield made
    made.close()


def test_a_source_stands_as_its_last_judged_run_says(db):
    """Since its first bad run after the last good one; what was never judged is left out."""
    alpha, beta = standing(db, {"alpha", "beta", "gamma"})
    assert (alpha.verdict, alpha.why) == ("refused", "status 403")
    assert (alpha.since, alpha.last_good) == ("2026-11-19T05:00:00Z", "2026-11-18T05:00:00Z")
    assert beta.good and beta.since == beta.last_good == "2026-11-21T05:00:00Z"


def test_of_a_source_that_is_off_nothing_is_told(db):
    assert [state.source for state in standing(db, {"beta"})] == ["beta"]


def test_it_can_be_told(db):
    text = message(news(standing(db, {"alpha", "beta"}), {}, NOW)).text
    assert (
        "alpha  | 2026-11-18 06:00 | refused since 2026-11-19 06:00 | status 403 | do not" in text
    )
    assert "beta" not in text


def test_each_verdict_has_a_next_step():
    assert set(NEXT_STEPS) == set(VERDICTS)
    assert all(step for verdict, step in NEXT_STEPS.items() if verdict != "good")
