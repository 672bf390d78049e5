"""Figures for Prometheus, read back by its own parser."""

import json

import pytest
from prometheus_client.parser import text_string_to_metric_families

from aggregator.news import metrics
from aggregator.news.changes import State
from aggregator.news.ending import Ending
from offers.clock import moment
from offers.database import connect, writing
from pipelines.health import VERDICTS
from tests.market import Market

NOW = moment("2026-11-22T06:00")
ENDING = Ending(
    3, "1 of 2 failed", 61.5, (State("alpha", "good", "2026-11-21T05:00:00Z"), State("beta", "refused", "x")),
    moment("2026-11-22T05:30"),
)  # fmt: skip
STATS = {
    "downloader/response_status_count/200": 9,
    "downloader/response_status_count/503": 2,
    'downloader/response_status_count/4"4': 1,
    "downloader/response_count": 11,
}
RUNS = (
    ("alpha", "2026-11-20T05:00:00Z", "2026-11-20T05:01:00Z", "ok", None, 60.0, 9, None),
    ("alpha", "2026-11-22T05:00:00Z", "2026-11-22T05:00:40Z", "ok", "good", 40.0, 11, json.dumps(STATS)),
    ("beta", "2026-11-21T05:00:00Z", "2026-11-21T05:00:09Z", "ok", "silent", None, 1, "no JSON"),
    ("beta", "2026-11-22T05:00:00Z", None, None, None, None, 0, None),
)  # fmt: skip
INSERT = """
insert into runs (source, started_at, ended_at, outcome, verdict, seconds, requests, stats)
values (?, ?, ?, ?, ?, ?, ?, ?)
"""


@pytest.fixture
def market(tmp_path) -> Market:
    made = Market(tmp_path / "aggregator.db")
    made.show("alpha", "1")
    made.show("beta", "1")
    made.show("beta", "2", title="Infirmier", closed_on="2026-11-10")
    made.merge()
    with writing(made.db):
        made.db.conn.executemany(INSERT, RUNS)
    return made


def read(path) -> dict[str, dict[tuple, float]]:
    """What Prometheus reads: metric → labels' values, by the labels' names → figure."""
    families = text_string_to_metric_families(path.read_text("utf-8"))
    return {
        family.name: {tuple(s.labels.values()): s.value for s in family.samples}
        for family in families
    }


@pytest.fixture
def found(market, tmp_path) -> dict[str, dict[tuple, float]]:
    path = tmp_path / "aggregator.prom"
    file = tmp_path / "aggregator.db"
    metrics.write(path, metrics.figures(ENDING, file, market.db, NOW))
    return read(path)


def test_offers_and_postings_by_source_and_state(found):
    assert found["aggregator_postings"] == {
        ("alpha", "open"): 1, ("beta", "open"): 1, ("beta", "closed"): 1,
    }  # fmt: skip
    assert found["aggregator_offers"][("beta", "open")] == 1
    assert sum(found["aggregator_catalogue_offers"].values()) == 2


def test_the_last_run_of_each_source(found):
    assert found["aggregator_run_duration_seconds"] == {("alpha",): 40, ("beta",): 9}
    assert found["aggregator_run_requests"] == {("alpha",): 11, ("beta",): 1}
    assert found["aggregator_run_responses"] == {("200", "alpha"): 9, ("503", "alpha"): 2}
    good = moment("2026-11-22T05:00:40Z").timestamp()
    assert found["aggregator_last_success_timestamp_seconds"] == {("alpha",): good}


def test_verdicts_are_one_or_none(found):
    shown = found["aggregator_source_verdict"]
    assert shown[("alpha", "good")] == shown[("beta", "refused")] == 1
    assert sum(shown.values()) == 2
    assert {verdict for _, verdict in shown} == set(VERDICTS)


def test_the_update_and_the_file(found, tmp_path):
    assert found["aggregator_update_exit_code"] == {(): 3}
    assert found["aggregator_update_duration_seconds"] == {(): 61.5}
    assert found["aggregator_update_last_timestamp_seconds"] == {(): NOW.timestamp()}
    assert found["aggregator_last_backup_timestamp_seconds"] == {(): NOW.timestamp() - 1800}
    assert found["aggregator_database_bytes"][()] >= (tmp_path / "aggregator.db").stat().st_size


def test_a_label_is_a_label_whatever_it_holds(tmp_path):
    """A name with a quote, a line's end and a backslash reads back as one label."""
    db = connect(tmp_path / "aggregator.db")
    name = 'a"} 1\nevil{x="\\'
    with writing(db):
        db.table("sources").insert({"name": name, "title": "", "kind": "", "added_at": ""})
        db.conn.execute(INSERT, (name, *RUNS[1][1:]))
    path = tmp_path / "x.prom"
    metrics.write(path, metrics.figures(ENDING, tmp_path / "aggregator.db", db, NOW))
    assert read(path)["aggregator_run_requests"] == {('a"} 1 evil{x="\\',): 11}


def test_a_file_without_a_database_tells_of_the_update(tmp_path):
    path = tmp_path / "aggregator.prom"
    metrics.write(path, metrics.figures(ENDING, tmp_path / "gone.db", None, NOW))
    found = read(path)
    assert found["aggregator_update_exit_code"] == {(): 3}
    assert found["aggregator_database_bytes"] == {(): 0}
    assert [file.name for file in tmp_path.iterdir()] == ["aggregator.prom"]
    assert path.stat().st_mode & 0o777 == 0o644
