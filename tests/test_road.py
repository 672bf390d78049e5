"""The whole road, as a person walks it: a simulated web, real HTTP, crawl, merge, page."""

import asyncio
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from aggregator import HOME
from aggregator.cli import cli
from offers.database import connect
from world.market import Market
from world.server import World

START = date(2026, 11, 18)
PAGES = HOME / "datasette_plugins"
LAST_RUN = "select * from runs where source = ? order by id desc limit 1"


def crawl(db: str, world: World, *sources: str, day: int = 0):
    """Read SOURCES on DAY, or all that show something in the course of the days."""
    world.day = day
    folder = Path(f"{db}-rows")
    folder.mkdir(exist_ok=True)
    world.market.write_rows(folder)
    now = (
        datetime.combine(START + timedelta(days=day), datetime.min.time())
        .replace(hour=9)
        .isoformat()
    )
    chosen = sources or world.market.sources
    where = ["--world", world.url, "--db", db, "--rows", str(folder), "--logs", f"{db}-logs"]
    return CliRunner().invoke(cli, ["crawl", *chosen, "--now", now, *where])


def rows(db: str, sql: str, *args):
    file = connect(db)
    try:
        return list(file.query(sql, args))
    finally:
        file.close()


@pytest.fixture(scope="module")
def market():
    return Market(seed=3, size=160, days=3, start=START)


@pytest.fixture(scope="module")
def walked(market, tmp_path_factory):
    """Three days of a small market, crawled and merged day by day."""
    db = str(tmp_path_factory.mktemp("road") / "aggregator.db")
    asked = []
    with World(market).serve() as world:
        for day in range(3):
            before = sum(world.asked.values())
            answer = crawl(db, world, day=day)
            shows = {source for source in market.sources if market.open(source, day)}
            ended = rows(db, "select source from runs where outcome = 'ok'")
            assert shows <= {row["source"] for row in ended}, answer.output
            asked.append(sum(world.asked.values()) - before)
            merged = CliRunner().invoke(
                cli, ["dedupe", "--db", db, "--now", f"{START + timedelta(days=day)}T10:00"]
            )
            assert merged.exit_code == 0, merged.output
    return db, asked


def test_every_posting_shown_is_read(walked, market):
    db, _ = walked
    read = {(row["source"], row["ref"]) for row in rows(db, "select source, ref from postings")}
    assert read == set(market.truth(2))


def test_what_left_the_lists_is_closed_and_nothing_else(walked, market):
    db, _ = walked
    for source in market.sources:
        open_now = {
            r["ref"]
            for r in rows(
                db, "select ref from postings where source = ? and closed_on is null", source
            )
        }
        shown = {ref for ref in market.open(source, 2) if (source, ref) in market.truth(2)}
        assert shown <= open_now, "what the site shows is open"


def test_the_second_day_asks_only_for_what_is_new(walked):
    _, asked = walked
    assert asked[1] < asked[0] / 2


def test_words_are_understood(walked):
    (share,) = rows(
        walked[0],
        "select avg(city_code is not null) as city, avg(published_on is not null) as day from postings",
    )
    assert share["city"] > 0.85 and share["day"] > 0.95


def test_duplicates_are_merged(walked, market):
    truth = market.truth(2)
    (counts,) = rows(
        walked[0], "select count(*) as postings, count(distinct offer) as offers from postings"
    )
    assert len(set(truth.values())) * 0.9 < counts["offers"] < counts["postings"]


def test_an_unchanged_day_does_no_pair_work(walked):
    answer = CliRunner().invoke(
        cli, ["dedupe", "--db", walked[0], "--now", f"{START + timedelta(days=2)}T11:00"]
    )
    assert " 0 pairs" in answer.output


def ask(db: str, path: str):
    shown = Datasette(
        [db],
        metadata=None,
        plugins_dir=str(PAGES),
        template_dir=str(PAGES / "templates"),
        static_mounts=[("static", str(PAGES / "static"))],
    )
    return asyncio.run(shown.client.get(path))


def test_a_student_finds_the_offer_and_its_sources(walked):
    db, _ = walked
    (offer,) = rows(
        db, "select * from offers where sources > 1 and closed_on is null order by id limit 1"
    )
    page = ask(db, f"/offer/{offer['id']}")
    assert page.status_code == 200
    for posting in rows(db, "select url from postings where offer = ?", offer["id"]):
        assert posting["url"].replace("&", "&amp;") in page.text
    results = ask(db, "/")
    assert results.status_code == 200 and re.search(r'href="/offer/\d+', results.text)


@pytest.mark.parametrize(
    "kind,outcome",
    [("outage", "drift"), ("403", "blocked"), ("challenge", "blocked"), ("robots 500", "robots")],
)
def test_a_bad_day_is_told_and_closes_nothing(market, tmp_path, kind, outcome):
    """A site that is ill says nothing of its postings: the run is in error, all stay open."""
    from world.server import Fault

    db = str(tmp_path / "a.db")
    with World(market).serve() as world:
        assert crawl(db, world, "rekrute").exit_code == 0
        before = rows(db, "select count(*) as n from postings where closed_on is null")
        world.faults["www.rekrute.com"] = Fault(kind)
        answer = crawl(db, world, "rekrute", day=1)
    assert answer.exit_code == 4 and f"[{outcome}: " in answer.output
    assert rows(db, "select count(*) as n from postings where closed_on is null") == before
    (run,) = rows(db, LAST_RUN, "rekrute")
    assert run["outcome"] == outcome and run["cause"] and not run["complete"]


def test_one_ill_source_does_not_stop_the_others(market, tmp_path):
    from world.server import Fault

    db = str(tmp_path / "a.db")
    with World(market, faults={"www.rekrute.com": Fault("503")}).serve() as world:
        answer = crawl(db, world, "rekrute", "emploi_ma")
    assert answer.exit_code == 3
    assert rows(db, LAST_RUN, "emploi_ma")[0]["outcome"] == "ok"
