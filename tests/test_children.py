"""What becomes of a source whose process ends badly: it is told, and what was stored stays."""

import os
import signal
import threading
import time
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest

from aggregator.children import Bounds, read
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from offers.database import connect
from world.market import Market
from world.server import Fault, World

NOW = datetime.fromisoformat("2026-11-18T09:00:00+01:00")
REKRUTE = known_sources()["rekrute"]


@pytest.fixture(scope="module")
def market():
    return Market(seed=3, size=60, days=1, start=date(2026, 11, 18))


def run(tmp_path, world, minutes=5.0, **settings):
    chosen = crawl_settings(str(tmp_path / "a.db"), NOW, world.url, incremental=True) | settings
    return read(REKRUTE, chosen, NOW, Bounds(minutes, tmp_path / "logs")).row


def test_a_source_that_takes_too_long_is_ended(market, tmp_path):
    slow = Fault("slow", seconds=4)
    with World(market, faults={"www.rekrute.com": slow}).serve() as world:
        row = run(tmp_path, world, minutes=0.08)
    assert (row["outcome"], row["complete"]) == ("limit", 0)
    assert row["cause"] == "its process was ended by the limit of 0.08 minutes"
    assert row["ended_at"]


def writing_to(file: Path) -> int:
    """The process, other than this, that holds FILE open."""
    for fd in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if fd.readlink() == file and fd.parts[2] != str(os.getpid()):
                return int(fd.parts[2])
    raise LookupError(f"nobody holds {file}")


def test_a_killed_source_is_told_and_keeps_what_it_stored(market, tmp_path):
    """A kill between two pages: what was in a batch that was written stays, the run is no success."""

    def kill_when_reading():
        while not any(kind != "robots" for _, kind in list(world.asked)):
            time.sleep(0.05)
        os.kill(writing_to(tmp_path / "logs" / "rekrute.log"), signal.SIGKILL)

    with World(market, faults={"www.rekrute.com": Fault("slow", seconds=1)}).serve() as world:
        killer = threading.Thread(target=kill_when_reading)
        killer.start()
        row = run(tmp_path, world)
        killer.join()
    assert (row["outcome"], row["cause"]) == ("crash", "its process was ended by signal 9")
    db = connect(tmp_path / "a.db")
    assert db.conn.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_source_that_cannot_start_is_told(market, tmp_path):
    with World(market).serve() as world:
        row = run(tmp_path, world, ITEM_PIPELINES={"nowhere.Nothing": 1})
    assert row["outcome"] == "crash" and "an error (exit 1): see " in row["cause"]
    assert "nowhere" in (tmp_path / "logs" / "rekrute.log").read_text()
