"""Judging pairs in other processes: what is written is the same, and nothing is left on the disk."""

import resource
import tempfile
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest

from dedupe import candidates, compare
from dedupe.run import run
from tests.market import NOW, OTHER, TEXT, Market

#: So few bytes may a file have where there is no room.
NO_ROOM = 200
WORDS: list[dict] = [
    {"towns": ["fes"]},
    {"towns": ["fes", "rabat"], "description": TEXT[:140]},
    {"title": "Régleur de presses (H/F)"},
    {"company": "Fonderie Atlas", "description": OTHER},
    {"company": None, "language": "ar", "title": "مسير مكبس"},
    {"description": None, "reference": "RF-2041"},
    {},
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Let few postings be enough for other processes, a chunk each; return where they share sketches."""
    monkeypatch.setattr(compare, "HERE", 0)
    monkeypatch.setattr(candidates, "MEETINGS", 1)
    folder = tmp_path / "temporary"
    folder.mkdir()
    get_temp_dir()  # processes keep where they first met: a socket in FOLDER would have too long a name
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def market(tmp_path):
    return shown(Market(tmp_path / "aggregator.db"))


def shown(market: Market) -> Market:
    for source in ("alpha", "beta"):
        for ref, words in enumerate(WORDS):
            market.show(source, str(ref), **words)
    return market


def left(folder: Path) -> list[Path]:
    return list(folder.glob("sketches-*"))


def kept(market: Market) -> list[list[tuple]]:
    tables = "links order by left, right", "offers order by id", "postings order by id"
    return [market.db.conn.execute(f"select * from {table}").fetchall() for table in tables]


def test_several_processes_judge_what_one_does(tmp_path, folder, market, monkeypatch):
    seen = set()
    several = run(market.db, NOW, lambda *_: seen.update(left(folder)), processes=2)
    assert len(seen) == 1 and not left(folder)
    monkeypatch.setattr(compare, "HERE", 1000)
    alone = shown(Market(tmp_path / "alone.db"))
    one = run(alone.db, NOW, lambda *_: seen.update(left(folder)), processes=1)
    assert len(seen) == 1
    assert kept(market) == kept(alone) and len(kept(alone)[0]) > len(WORDS)
    assert (one.pairs, one.same, one.perhaps) == (several.pairs, several.same, several.perhaps)


def test_a_database_without_a_file_is_judged_here(folder, market):
    memory = shown(Market(Path(":memory:")))
    seen = []
    for each in (memory, market):
        run(each.db, NOW, lambda *_: seen.extend(left(folder)))
        assert bool(seen) == (each is market)
    assert kept(memory) == kept(market)


def test_a_run_that_is_stopped_leaves_no_sketches_behind_and_the_next_goes_on(folder, market):
    told = []

    def stop(stage: str, done: int, of: int) -> None:
        told.append(stage)
        if stage == "compare" and done:
            assert left(folder)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(market.db, NOW, stop, processes=2)
    assert told[-1] == "compare" and not left(folder)
    assert run(market.db, NOW, processes=2).pairs > 0
    assert not left(folder)


def test_where_there_is_no_room_to_share_sketches_it_is_told_where(folder, market):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(stage: str, *_: int) -> None:
        if stage == "compare":
            resource.setrlimit(resource.RLIMIT_FSIZE, (NO_ROOM, limits[1]))

    try:
        with pytest.raises(OSError, match=f"no room to share sketches in {folder}"):
            run(market.db, NOW, fill, processes=2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not left(folder)
    assert run(market.db, NOW, processes=2).pairs > 0
