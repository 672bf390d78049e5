"""A quick reading between two whole ones: it leaves each list at a page that we hold, and closes nothing."""

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from aggregator.children import Bounds, read
from aggregator.cli import cli
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from offers.database import connect
from world.market import Market
from world.server import World

NOW = datetime.fromisoformat("2026-11-18T09:00:00+01:00")
OPEN = "select count(*) from postings where closed_on is null"


@pytest.mark.parametrize("source", ["anapec", "emploi_public"])
def test_a_quick_reading_finds_what_is_new_and_closes_nothing(source, tmp_path):
    market = Market(seed=3, size=700, days=2, start=NOW.date())
    db = str(tmp_path / "a.db")

    def reading(world, day, latest):
        world.day = day
        now = NOW + timedelta(days=day)
        settings = crawl_settings(db, now, world.url, incremental=True) | {"LATEST": latest}
        return read(known_sources()[source], settings, now, Bounds(5, tmp_path / "logs")).row

    with World(market).serve() as world:
        whole = reading(world, 0, False)
        unchanged = reading(world, 0, True)
        quick = reading(world, 1, True)
        (held,) = connect(db).conn.execute(OPEN).fetchone()
        later = reading(world, 1, False)
    assert whole["complete"] and later["complete"]
    assert (unchanged["outcome"], unchanged["complete"]) == ("ok", 0)
    assert unchanged["requests"] <= 7 < whole["requests"], (
        "the first page of each list, and robots.txt"
    )
    assert (quick["outcome"], quick["complete"], quick["closed"]) == ("ok", 0, 0)
    assert quick["new"] and not later["new"], "all that was new stood before what we held"
    assert held == whole["new"] + quick["new"], "nothing was closed"


def test_one_cannot_ask_for_everything_and_for_the_latest(tmp_path):
    words = ["crawl", "rekrute", "--full", "--latest", "--db", str(tmp_path / "a.db")]
    answer = CliRunner().invoke(cli, words)
    assert answer.exit_code == 2 and "say one" in answer.output
