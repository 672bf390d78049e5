"""Crawls and merges, by the commands that an operator types, round after round while pages are asked for."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import IO

from aggregator.sources import known_sources
from bench.soaking.sites import Sites
from offers.clock import moment
from offers.database import connect
from world.faults import FAULTS
from world.sites import hosts

#: Between two rounds, in seconds: no operator begins again at once.
PAUSE = 2.0
#: A stopped command puts its work away in so many seconds.
GRACE = 120
#: So many sites are ill on each day.
ILL = 3

RUNS = "select outcome, count(*) from runs where id > ? group by 1 order by 1"
LAST_RUN = "select coalesce(max(id), 0) from runs"
POSTINGS = "select count(*) from postings"


@dataclass
class Written:
    """Hold what was written: the seconds and exit codes of each command, by its name."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    codes: dict[str, Counter[int]] = field(default_factory=dict)
    ill: list[str] = field(default_factory=list)
    runs: dict[str, int] = field(default_factory=dict)
    postings: tuple[int, int] = (0, 0)


@dataclass
class Writer:
    """Write into DB what SITES show, a day later each round."""

    sites: Sites
    db: Path
    seed: int
    nice: int = 0
    day: int = 0
    written: Written = field(default_factory=Written)
    over: threading.Event = field(default_factory=threading.Event)

    def crawl(self) -> None:
        """Read all sources, on the next day."""
        self._turn_day()
        self._type("crawl", *self.sources, *self._where())

    def dedupe(self) -> None:
        """Merge what has been read."""
        self._type("dedupe")

    def update(self) -> None:
        """Read all sources, on the next day, merge, and keep a backup of the day."""
        self._turn_day()
        self._type("update", *self.sources, "--force", *self._where())

    def _turn_day(self) -> None:
        """Let the sites show the next day; some are ill."""
        self.day = min(self.day + 1, self.sites.market.days - 1)
        draw = Random(f"{self.seed}/{self.day}")
        may = [source for source in self.sources if hosts(source)]
        faults = {source: draw.choice(FAULTS) for source in draw.sample(may, min(ILL, len(may)))}
        self.sites.order(self.day, faults)
        self.written.ill += faults.values()

    def _where(self) -> list[str]:
        where = ["--world", self.sites.url, "--rows", str(self.sites.rows)]
        return [*where, "--logs", str(self.db.with_name("logs")), "--minutes", "3"]

    @property
    def sources(self) -> list[str]:
        """Name the sources that the sites show and that may be read."""
        known = known_sources(str(self.sites.rows))
        return [name for name in self.sites.market.sources if not known[name].off]

    def _type(self, name: str, *words: str) -> None:
        now = moment(f"{self.sites.market.date(self.day)}T09:00")
        options = ["--db", str(self.db), "--now", now.isoformat()]
        command = [sys.executable, "-m", "aggregator", name, *words, *options]
        began = time.monotonic()
        with self.db.with_name(f"{name}.log").open("a") as log:
            code = _run(["nice", "-n", str(self.nice), *command], log, self.over)
        self.written.seconds.setdefault(name, []).append(time.monotonic() - began)
        self.written.codes.setdefault(name, Counter())[code] += 1

    def again(self, one: Callable[[], None]) -> None:
        """Do ONE thing again and again until it is OVER."""
        while not self.over.wait(PAUSE):
            one()


def _run(command: Sequence[str], log: IO[str], over: threading.Event) -> int:
    """Run COMMAND to its end; where it is OVER before, stop it as an operator would, and return its code."""
    with subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT) as ran:
        while ran.poll() is None:
            if over.wait(0.1):
                ran.terminate()
                return ran.wait(GRACE)
        return ran.returncode


@contextmanager
def writing(writer: Writer, update: bool) -> Iterator[Written]:
    """Let WRITER crawl and merge at once while the block lasts, or one after the other by UPDATE."""
    rounds = [writer.update] if update else [writer.crawl, writer.dedupe]
    threads = [threading.Thread(target=writer.again, args=(one,), daemon=True) for one in rounds]
    with closing(connect(writer.db)) as db:
        last, before = (db.conn.execute(sql).fetchone()[0] for sql in (LAST_RUN, POSTINGS))
    for thread in threads:
        thread.start()
    try:
        yield writer.written
    finally:
        writer.over.set()
        for thread in threads:
            thread.join()
    with closing(connect(writer.db)) as db:
        writer.written.runs = dict(db.conn.execute(RUNS, [last]).fetchall())
        writer.written.postings = (before, db.conn.execute(POSTINGS).fetchone()[0])
