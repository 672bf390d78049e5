"""A second reading: what did not change is not asked for, and what is gone is found out."""

from datetime import datetime, timedelta

import pytest

from aggregator.children import Bounds, read, read_all
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from offers.database import connect
from world.faults import Fault
from world.market import Market
from world.server import World

NOW = datetime.fromisoformat("2026-11-18T09:00:00+01:00")
DAYS = 3
HOST = "www.stagiaires.ma"


@pytest.fixture(scope="module")
def market():
    return Market(seed=3, size=400, days=DAYS, start=NOW.date())


@pytest.fixture
def reads(market, tmp_path):
    """Read stagiaires, on a day of the market, in a process as an operator would."""
    with World(market).serve() as world:

        def reading(day=0, **faults):
            world.day, world.faults = day, faults.get("faults", {})
            world.asked.clear(), world.unchanged.clear()
            now = NOW + timedelta(days=day)
            settings = crawl_settings(str(tmp_path / "a.db"), now, world.url, incremental=True)
            source = known_sources()["stagiaires"]
            return world, read(source, settings, now, Bounds(5, tmp_path / "logs")).row

        yield reading


def test_an_unchanged_list_is_not_sent_again(reads):
    world, first = reads()
    assert first["new"] == len(world.market.open("stagiaires", 0)) and not world.unchanged
    world, again = reads()
    assert world.unchanged[HOST] == 1, "the sitemap was asked about, and not sent"
    assert (again["requests"], again["outcome"]) == (1, "ok"), "its robots.txt is known"
    assert (again["listed"], again["unchanged"]) == (first["listed"], first["new"])


def test_a_changed_list_is(reads):
    reads()
    world, later = reads(day=1)
    assert not world.unchanged
    opened = world.market.open("stagiaires", 1) - world.market.open("stagiaires", 0)
    assert later["new"] == len(opened) > 0


def test_a_site_that_is_down_is_not_answered_for(reads):
    reads()
    _, down = reads(faults={HOST: Fault("503")})
    assert down["outcome"] != "ok" and not down["complete"]


def test_a_page_that_is_gone_closes_at_the_first_silence(reads, market, tmp_path):
    reads()
    reads(day=DAYS - 1)
    gone = market.open("stagiaires", 0) - market.open("stagiaires", DAYS - 1)
    db = connect(tmp_path / "a.db")
    closed = dict(
        db.conn.execute("select ref, closed_why from postings where closed_on is not null")
    )
    db.close()
    assert gone and closed == dict.fromkeys(gone, "its page answers 404")


def test_an_unchanged_day_asks_for_hardly_anything(tmp_path):
    """The lists of every site are read again, and no posting's page."""
    market = Market(seed=3, size=800, days=1, start=NOW.date())
    market.write_rows(tmp_path)
    rows = str(tmp_path)
    sources = [s for s in known_sources(rows).values() if s.name in market.sources]
    with World(market).serve() as world:
        settings = crawl_settings(str(tmp_path / "a.db"), NOW, world.url, incremental=True)
        settings["ROWS"] = rows
        first, again = (
            {
                ran.source: ran.row
                for ran in read_all(sources, settings, NOW, 2, Bounds(5, tmp_path / "l"))
            }
            for _ in range(2)
        )
    assert {row["outcome"] for row in (*first.values(), *again.values())} == {"ok"}
    assert not sum(row["new"] + row["changed"] for row in again.values())
    assert requests(again) <= 0.15 * requests(first), (requests(again), requests(first))


def requests(runs: dict[str, dict]) -> int:
    return sum(row["requests"] for row in runs.values())
