"""Pages are answered while the file they stand on is written to: what `python -m bench.soak` does for ten minutes, in seconds."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import islice, takewhile

import pytest

from bench.past.replay import Sites, merged, served
from bench.searching.serving import serving
from bench.soak import integrity
from bench.soaking import telling
from bench.soaking.asking import Answer, asked
from bench.soaking.visits import known, steps
from offers.database import connect
from world.market import Market

START, LAST = date(2026, 11, 18), 2
READ = {"rekrute", "stagiaires"}
RUNS = "select count(*) from runs where outcome = 'ok'"


@pytest.fixture(scope="module")
def sites():
    with served(Market(seed=3, size=300, days=LAST + 1, start=START), READ.__contains__) as sites:
        yield sites


@pytest.fixture(scope="module")
def file(sites, tmp_path_factory):
    """The first day, read and merged."""
    path = tmp_path_factory.mktemp("soak") / "aggregator.db"
    sites.read(path, 0)
    merged(path, sites.now(0))
    return path


def live(sites: Sites, file) -> None:
    """Read and merge the days that are left."""
    for day in range(1, LAST + 1):
        sites.read(file, day)
        merged(file, sites.now(day))


def counted(file, sql: str) -> int:
    db = connect(file)
    [found] = db.conn.execute(sql).fetchone()
    db.close()
    return found


def test_no_page_fails_while_a_crawl_and_a_merge_write(sites, file):
    walked = steps(known(file), seed=7)
    before = counted(file, "select count(*) from postings")
    with serving(file, str(START)) as server, ThreadPoolExecutor(1) as beside:
        writing: Future[None] = beside.submit(live, sites, file)
        going_on = takewhile(lambda _: not writing.done(), walked)
        answers = asyncio.run(asked(server.address, going_on, rate=25))
        writing.result()
    assert len({one.kind for one in answers}) > 5
    assert list(telling.failures(answers)) == []
    assert counted(file, RUNS) == len(READ) * (LAST + 1)
    assert counted(file, "select count(*) from postings") > before
    assert integrity(file) == "ok"


def test_a_file_of_this_version_is_opened_as_it_is(file):
    """Or whoever reads it would find another shape at each command, in the middle of a page at times."""
    before = counted(file, "pragma schema_version")
    assert counted(file, "pragma schema_version") == before


def test_the_same_seed_sends_the_same_visitors(file):
    one, same, other = (list(islice(steps(known(file), seed), 50)) for seed in (1, 1, 2))
    assert one == same != other
    assert {step.language for step in one} == {"fr", "ar", "en"}


def test_what_failed_is_told():
    def answer(status: int, wall: float) -> Answer:
        return Answer("home", "/", status, wall, kept=False, late=0.0)

    quiet, busy = [answer(200, 10.0)] * 3, [answer(200, 15.0), answer(304, 15.0), answer(503, 15.0)]
    assert telling.failed([*quiet, *busy]) == 1
    assert list(telling.failures([*busy, answer(0, 60_000.0)])) == [
        "- 1 × 503: /", "- 1 × no answer: /",
    ]  # fmt: skip
    rows = list(telling.pages(quiet, busy))
    assert rows[1] == "| all | 3 + 3 | 1 | 0 | 10.0 | 15.0 | 1.50 | 10.0 | 15.0 | 1.50 |"
