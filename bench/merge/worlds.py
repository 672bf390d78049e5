"""Worlds as databases, each written once, by a process of its own.

Run ``python -m bench.merge.worlds SEED SIZE LATER FOLDER``; usually ``World.lay`` does. A folder holds
``aggregator.db``, ``truth.npz`` (by id: the vacancy, and which kind of telling it is) and
``later.jsonl``, the rows of the LATER newest postings, which come when the rest has been merged.
"""

import json
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlite_utils import Database

from bench.merge.cells import digest
from bench.merge.postings import Reader, first_read, posting, told, vacant
from offers.database import connect, writing
from offers.posting import Posting
from pipelines.store import INSERT
from world.market import Market

START, DAYS = date(2026, 9, 1), 40
ROWS = (
    "select id, title, company, city, description, published_on as date from postings order by id"
)
#: What the words of a world, and what is read of them, come from.
MADE_OF = (
    "world", "pipelines", "offers/lexicons", "offers/taxonomy", "offers/posting.py", "offers/text.py",
    "bench/merge/postings.py", "bench/merge/worlds.py",
)  # fmt: skip
#: How many processes read, how many postings each at a time, and how many such loads may wait.
READERS, LOAD, WAITING = 2, 500, 6

Row = dict[str, Any]


@dataclass(frozen=True)
class World:
    """The world of SEED, of about SIZE postings and LATER more, under FOLDER once it is laid."""

    under: Path
    seed: int
    size: int
    later: int = 0

    @cached_property
    def folder(self) -> Path:
        return self.under / f"{self.seed}-{self.size}-{self.later}-{_code()}"

    @property
    def database(self) -> Path:
        return self.folder / "aggregator.db"

    @property
    def newest(self) -> Path:
        return self.folder / "later.jsonl"

    def lay(self) -> "World":
        """Write the world where it does not stand yet: all of it, or nothing."""
        if not self.folder.exists():
            unfinished = self.folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            words = [str(word) for word in (self.seed, self.size, self.later, unfinished)]
            subprocess.run([sys.executable, "-m", "bench.merge.worlds", *words], check=True)
            unfinished.rename(self.folder)
        return self


@cache
def _code() -> str:
    return digest(MADE_OF)


def write(seed: int, size: int, later: int, folder: Path) -> None:
    """Write the world of SEED into FOLDER: about SIZE rows, and LATER more beside them."""
    truth: list[tuple[int, str]] = []
    with ProcessPoolExecutor(READERS) as readers:
        readers.submit(_read, []).result()  # fork while there is little to share
        market = Market(seed=seed, size=size + later, days=DAYS, start=START)
        count = len(vacant(market)) - later
        rows = _rows(market, readers, truth)
        _fill(folder / "aggregator.db", market.sources, islice(rows, count))
        with (folder / "later.jsonl").open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    vacancy, kind = zip(*truth, strict=True)
    np.savez_compressed(folder / "truth.npz", vacancy=np.array(vacancy), kind=np.array(kind))


def add_later(database: Path, world: World) -> None:
    """Store in DATABASE, as the road would, the rows of WORLD that come later."""
    db = connect(database)
    with world.newest.open(encoding="utf-8") as lines:
        _add(db, map(json.loads, lines))
    db.close()


def _add(db: Database, rows: Iterable[Row]) -> int:
    with writing(db):
        return sum(db.conn.execute(INSERT, row).rowcount for row in rows)


def _rows(
    market: Market, readers: ProcessPoolExecutor, truth: list[tuple[int, str]]
) -> Iterator[Row]:
    """Read MARKET load by load, a few ahead, so that memory stays bounded; note the TRUTH of what is kept."""
    shown = told(market)
    waiting: deque[tuple[list, Future[list[Row | None]]]] = deque()
    while True:
        while len(waiting) < WAITING and (load := list(islice(shown, LOAD))):
            said = [(posting(one), first_read(market, life)) for life, one in load]
            waiting.append((load, readers.submit(_read, said)))
        if not waiting:
            return
        load, future = waiting.popleft()
        for (life, one), row in zip(load, future.result(), strict=True):
            if row is not None:
                truth.append((life.vacancy, one.kind))
                yield row


#: Each process of the pool makes its own, once.
_reader = cache(Reader)


def _read(said: list[tuple[Posting, datetime]]) -> list[Row | None]:
    return [_reader().row(one, at) for one, at in said]


def _fill(file: Path, sources: Iterable[str], rows: Iterator[Row]) -> None:
    db = connect(file)
    sources = list(sources)
    with writing(db):
        db.table("sources").insert_all(
            {"name": name, "title": name, "kind": _kind(name), "added_at": "x"} for name in sources
        )
        db.table("runs").insert({"id": 1, "source": sources[0], "started_at": "x"})
    while _add(db, islice(rows, 10 * LOAD)):
        pass
    db.conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    db.close()


def _kind(source: str) -> str:
    return "employer" if "." in source else "public" if source == "emploi_public" else "board"


if __name__ == "__main__":
    seed, size, later = map(int, sys.argv[1:4])
    write(seed, size, later, Path(sys.argv[4]))
