"""Drive a source over its replica, without reactor or network."""

import os
import shutil
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from scrapy import Request
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.project import get_project_settings
from scrapy.utils.test import get_crawler, get_reactor_settings
from sqlite_utils import Database
from twisted.python.failure import Failure

from aggregator.cli import cli
from aggregator.replica import Replica, asked_for
from offers.database import connect
from offers.posting import Posting, Sighting
from tests.browsing import address, catalogue, chromium, visit  # noqa: F401

SITES = Path(__file__).parent / "sites"
NOW = "2026-11-21T09:00:00+01:00"
#: What a source that needs a key finds in its environment.
KEYS = {"CAREERJET_API_KEY": "a key of nobody's", "CAREERJET_USER_IP": "192.0.2.7"}

# Hypothesis fails an example that takes 200 ms (its default) or inputs that are made slowly: on a busy
# machine that says nothing of our code, and no test of ours asserts a time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="Write what the sources say now as expected."
    )


def pytest_runtest_setup():
    """Name each folder of modules once: every Datasette that a test makes puts ours first again, 25 times."""
    sys.path[:] = dict.fromkeys(sys.path)


@pytest.fixture(autouse=True, scope="session")
def made_once(tmp_path_factory):
    """Begin each new file of this process with a copy of one that `connect` made: it takes a tenth of the time."""
    made = tmp_path_factory.mktemp("made") / "aggregator.db"
    connect(made).close()

    def opened(path):
        if isinstance(path, sqlite3.Connection):
            return Database(path)
        file = Path(path)
        if str(path) != ":memory:" and file.parent.is_dir() and not file.exists():
            copied(file)
        return Database(path)

    def copied(file):
        """Copy beside, then name it: whoever else opens the file meanwhile finds it whole, or not at all."""
        beside = file.with_name(f"{file.name}.{uuid4().hex}")
        shutil.copy(made, beside)
        with suppress(FileExistsError):
            file.hardlink_to(beside)
        beside.unlink()

    with patch("offers.database.Database", opened):
        yield


@pytest.fixture
def ask(tmp_path):
    """Type a command at the database of the test; return what it prints."""

    def ask(*words: str, code: int = 0, keys: str | None = None) -> str:
        command = [*words, "--db", str(tmp_path / "aggregator.db")]
        answer = CliRunner().invoke(cli, command, input=keys)
        assert answer.exit_code == code, answer.output
        return answer.output

    return ask


class Reading:
    """What one reading of a source gave: postings, sightings, and the stats that prove the list."""

    def __init__(self, spider):
        self.spider = spider
        self.postings: list[Posting] = []
        self.sightings: list[Sighting] = []

    @property
    def stats(self) -> dict:
        return self.spider.crawler.stats.get_stats()


def results(spider, request, response):
    """What SPIDER makes of RESPONSE, as Scrapy would ask it: an error page goes to the errback."""
    if 200 <= response.status < 300 or response.status in getattr(
        spider, "handle_httpstatus_list", ()
    ):
        return (request.callback or spider.parse)(response, **request.cb_kwargs) or ()
    if request.errback is None:
        return ()
    failure = Failure(HttpError(response, "Ignoring non-200 response"))
    failure.request = request
    return request.errback(failure) or ()


async def drive(spider_class, replica: Replica, **own) -> Reading:
    """Ask as Scrapy would, in order, until nothing is left to ask."""
    ours = {**get_project_settings(), **get_reactor_settings(), "NOW": NOW}
    crawler = get_crawler(spider_class, ours | own)
    spider = spider_class.from_crawler(crawler)
    reading, seen = Reading(spider), set()
    with patch.dict(os.environ, KEYS):
        waiting = [request async for request in spider.start()]
    while waiting:
        request = waiting.pop(0)
        if asked_for(request) in seen and not request.dont_filter:
            continue
        seen.add(asked_for(request))
        response = replica.answer(request)
        response.request = request
        for result in results(spider, request, response):
            match result:
                case Request():
                    waiting.append(result)
                case Sighting():
                    reading.sightings.append(result)
                case _:
                    reading.postings.append(result)
    return reading
