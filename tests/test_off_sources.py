"""Sources that are off: read where their publishers permit it, or where a key is set, and never else."""

import asyncio
import gzip
import os
import subprocess
import sys
from base64 import b64encode
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from scrapy.utils.test import get_crawler

from aggregator.children import Bounds
from aggregator.children import read as read_in_a_process
from aggregator.cli import cli
from aggregator.commands import crawl as crawling
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from offers.clock import moment
from offers.database import connect
from spiders.optioncarriere import ADDRESS, API, KEY, OptionCarriere
from tests.conftest import KEYS
from world.boards import REFUSING
from world.market import Market
from world.server import World

ROOT = Path(__file__).parents[1]
START = date(2026, 11, 18)
NOW = f"{START}T09:00:00+01:00"
REFUSED = ("marocannonces", "avito")
KEPT = "select ref, company, description from postings where source = ?"


@pytest.fixture(autouse=True)
def no_key(monkeypatch):
    monkeypatch.delenv(KEY, raising=False)
    monkeypatch.delenv(ADDRESS, raising=False)


@pytest.fixture(scope="module")
def market():
    return Market(seed=5, size=700, days=2, start=START, permitted=True)


@pytest.fixture
def world(market):
    with World(market).serve() as world:
        yield world


def words(world, db) -> list[str]:
    """The options of a crawl of WORLD into DB."""
    return ["--world", world.url, "--db", str(db), "--logs", f"{db}-logs", "--now", NOW]


def ask(*said: str):
    return CliRunner().invoke(cli, ["crawl", *said])


def rows(db, source: str) -> list[dict]:
    with closing(connect(db)) as file:
        return list(file.query(KEPT, [source]))


@pytest.mark.parametrize("name", REFUSED)
def test_what_refuses_is_not_read(name):
    answer = ask(name)
    assert answer.exit_code == 2
    assert f"{name} is off: it" in answer.output.replace("\n", " ")
    assert "2026" in known_sources()[name].off, "it says when somebody looked"


@pytest.mark.parametrize("said", [[], ["--i-have-permission"]])
def test_what_needs_a_key_is_not_read_without_it(said):
    answer = ask("optioncarriere", *said)
    assert answer.exit_code == 2 and f"set {KEY}" in answer.output


@pytest.mark.parametrize("said", [[], ["--i-have-permission"]])
def test_every_source_is_every_source_that_is_on(said, monkeypatch, tmp_path):
    chosen = []
    monkeypatch.setattr(crawling, "read_all", lambda sources, *rest: chosen.extend(sources) or ())
    ask("--all", *said, "--db", str(tmp_path / "a.db"))
    names = {source.name for source in chosen}
    assert "rekrute" in names and not names & set(REFUSING)
    monkeypatch.setenv(KEY, "k")
    ask("--all", *said, "--db", str(tmp_path / "a.db"))
    assert {source.name for source in chosen} & set(REFUSING) == {"optioncarriere"}


def test_a_world_shows_them_where_it_may(market):
    assert set(REFUSING) <= set(market.sources)
    assert not set(REFUSING) & set(Market(seed=5, size=700, days=2, start=START).sources)


def test_what_is_permitted_is_read_whatever_robots_txt_says(world, market, tmp_path):
    db = tmp_path / "a.db"
    answer = ask(*REFUSED, "--i-have-permission", *words(world, db))
    assert answer.exit_code == 0, answer.output
    for name in REFUSED:
        kept = rows(db, name)
        assert {row["ref"] for row in kept} == market.open(name, 0)
        assert not [
            row for row in kept if "Nom Inventé" in f"{row['company']} {row['description']}"
        ]


def test_permission_for_one_opens_no_other(world, tmp_path):
    """Without the word, robots.txt is kept even where the source is asked for from within."""
    settings = crawl_settings(str(tmp_path / "a.db"), moment(NOW), world.url, incremental=True)
    source = known_sources()["marocannonces"]
    row = read_in_a_process(source, settings, moment(NOW), Bounds(5, tmp_path / "logs")).row
    assert (row["outcome"], row["cause"]) == ("robots", "robots.txt forbids the list")


def test_a_day_later_a_date_in_other_words_is_no_change(world, market, tmp_path):
    db = tmp_path / "a.db"
    ask("marocannonces", "avito", "--i-have-permission", *words(world, db))
    world.asked.clear()
    world.day = 1
    later = [*words(world, db)[:-1], f"{START.replace(day=19)}T09:00:00+01:00"]
    answer = ask("marocannonces", "avito", "--i-have-permission", *later)
    assert answer.exit_code == 0, answer.output
    new = market.open("marocannonces", 1) - market.open("marocannonces", 0)
    assert world.asked["www.marocannonces.com", "posting"] <= len(new) + 2, "few were edited"


# Careerjet's key


@pytest.fixture(scope="module")
def with_key(market, tmp_path_factory):
    """A crawl of optioncarriere as an operator who has a key would start it."""
    folder = tmp_path_factory.mktemp("key")
    with World(market).serve() as world:
        command = [sys.executable, "-m", "aggregator", "crawl", "optioncarriere"]
        command += words(world, folder / "a.db")
        environment = os.environ | KEYS
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120)
        asked = dict(world.asked)
    return folder, done, asked


def test_a_key_opens_its_source(with_key, market):
    folder, done, asked = with_key
    assert done.returncode == 0, done.stderr
    assert {row["ref"] for row in rows(folder / "a.db", "optioncarriere")} == market.open(
        "optioncarriere", 0
    )
    assert ("jobviewtrack.com", "posting") not in asked, "a link followed is a click counted"


def unpacked(file: Path) -> bytes:
    """What FILE says; what is kept of asked pages is gzipped."""
    said = file.read_bytes()
    return gzip.decompress(said) if said.startswith(b"\x1f\x8b") else said


def test_a_key_is_written_nowhere(with_key):
    folder, done, _ = with_key
    key = KEYS[KEY].encode()
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert any(file.suffix == ".log" for file in files), "there is a log to look into"
    for text in (done.stdout, done.stderr, *map(unpacked, files)):
        assert key not in text and b64encode(key + b":") not in text


def test_our_address_is_asked_for_by_name(monkeypatch):
    monkeypatch.setenv(KEY, "k")

    async def started(spider):
        return [request async for request in spider.start()]

    spider = OptionCarriere.from_crawler(get_crawler(OptionCarriere))
    assert asyncio.run(started(spider)) == []
    assert f"set {KEY} and {ADDRESS}" in spider.crawler.stats.get_value("listing/fault")


def test_the_key_stands_in_the_header_and_nowhere_else(monkeypatch):
    monkeypatch.setenv(KEY, "secret")
    monkeypatch.setenv(ADDRESS, "192.0.2.7")

    async def first(spider):
        return await anext(spider.start())

    request = asyncio.run(first(OptionCarriere.from_crawler(get_crawler(OptionCarriere))))
    assert request.headers["Authorization"] == b"Basic " + b64encode(b"secret:")
    assert request.url.startswith(API) and "user_ip=192.0.2.7" in request.url
    assert "secret" not in f"{request.url} {request.meta} {request.cb_kwargs} {request!r}"
