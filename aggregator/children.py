"""One process a source: what one page can do to a parser, it can do to one source only.

Parsers written in C cannot be interrupted from inside, so time and memory are bounded from outside.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from sqlite3 import Connection
from threading import Event, Lock
from typing import Any

from aggregator.child import GRACE, TAKEN, Task, crawl
from aggregator.hosts import by_host
from offers.database import connect
from pipelines.runs import Source, begin, crashed

#: A source may read for so long.
MINUTES = 240
#: How often a child is looked at while it works, in seconds.
LOOK = 0.5

#: To start a child looks at all others, too; where two threads look at one that just ended, the second reads no
#: exit code, and takes it for 255. One looks at a time.
LOOKING = Lock()
#: Children are forked from a process that has imported Scrapy: a start costs a tenth of a fresh one.
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["aggregator.forks"])

LAST = "select max(id) from runs where source = ?"
RUN = "select * from runs where id = ?"
#: What no run came of: another process reads the source, or the time for all was up.
LOCKED, LEFT = "locked", "left"
GOOD = "good"


@dataclass(frozen=True)
class Ran:
    """A source's run, as its row in runs tells it; or why there was none (outcome locked or left)."""

    source: str
    row: dict[str, Any]

    @property
    def good(self) -> bool:
        """Say whether it is worth what its runs are worth: one page that failed is no trouble, a poor list is."""
        return (self.row["verdict"] or self.row["outcome"]) in (GOOD, "ok")

    @property
    def happened(self) -> bool:
        return self.row["outcome"] not in (LOCKED, LEFT)


@dataclass(frozen=True)
class Bounds:
    """How long a source may read, where its words go, and when all must be done (by the monotonic clock)."""

    minutes: float = MINUTES
    logs: Path = Path("logs")
    until: float | None = None
    form: str = "text"
    stop: Event = field(default_factory=Event)

    def left(self) -> float:
        """Return how many minutes a source that begins now may take; none or less: it may not begin."""
        left = self.minutes if self.until is None else (self.until - time.monotonic()) / 60
        return 0 if self.stop.is_set() else min(self.minutes, left)


def read_all(
    sources: Iterable[Source],
    settings: Mapping[str, Any],
    now: datetime,
    jobs: int,
    bounds: Bounds | None = None,
) -> Iterator[Ran]:
    """Read SOURCES, JOBS at a time, each in a child process; yield each run as it ends.

    Sources that stand on one host are read one after the other: it is asked one thing at a time.
    """
    bounds = bounds or Bounds()
    # Made once, before several children would make it at once.
    connect(settings["DATABASE"]).close()
    groups = by_host(sources)
    ended: SimpleQueue[Ran | BaseException] = SimpleQueue()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for group in groups:
                pool.submit(_read_group, group, settings, now, bounds, ended)
            for _ in range(sum(map(len, groups))):
                yield _got(ended.get())
        finally:  # nothing, where all have ended; the polite word, where somebody stops us
            bounds.stop.set()


def _got(told: Ran | BaseException) -> Ran:
    if isinstance(told, BaseException):
        raise told
    return told


def _read_group(
    group: list[Source], settings: Mapping[str, Any], now: datetime, bounds: Bounds,
    ended: SimpleQueue[Ran | BaseException],
) -> None:  # fmt: skip
    try:
        for source in group:
            ended.put(read(source, settings, now, bounds))
    except BaseException as error:  # it is raised again where it is heard
        ended.put(error)


def read(source: Source, settings: Mapping[str, Any], now: datetime, bounds: Bounds) -> Ran:
    """Read SOURCE in a child process and return its run, whatever became of the child."""
    minutes = bounds.left()
    if minutes <= 0:
        return none(source, LEFT, "the time for all sources was up")
    with closing(connect(settings["DATABASE"])) as db:
        before = _last(db.conn, source)
    log = (bounds.logs / f"{source.name}.log").resolve()
    task = Task(source.name, settings, minutes, log, bounds.form)
    ending = _child(task, bounds.stop)
    if ending == (LOCKED, LOCKED):
        return none(source, LOCKED, "another process reads it")
    with closing(connect(settings["DATABASE"])) as db:
        run = _last(db.conn, source)
        if run is None or run == before:  # it died before it could begin
            run = begin(db, source, now)
        row = next(iter(db.query(RUN, [run])))
        if ending or not row["ended_at"]:
            outcome, cause = ending or ("crash", f"its run was not closed: see {log}")
            crashed(db, run, now, cause, outcome)
            row = next(iter(db.query(RUN, [run])))
        return Ran(source.name, row)


def none(source: Source, outcome: str, cause: str) -> Ran:
    """Return what is told of SOURCE where there was no run."""
    counts = ("requests", "listed", "new", "changed", "unchanged", "closed", "reopened", "rejected")
    return Ran(source.name, {"outcome": outcome, "cause": cause} | dict.fromkeys(counts, 0))


def _child(task: Task, stop: Event) -> tuple[str, str] | None:
    """Run the child; return the outcome and cause of what ended it, where it did not end by itself."""
    child = FORKS.Process(target=crawl, args=(task,))
    with LOOKING:
        child.start()
    try:
        _wait(child, task.minutes, stop)
        alive = _is_alive(child)
    finally:
        _end(child)
    if alive and stop.is_set():
        return "interrupted", "it was stopped"
    if alive:
        return "limit", f"its process was ended by the limit of {task.minutes:.3g} minutes"
    return _ended_by(child.exitcode or 0, task.log)


def _is_alive(child: BaseProcess) -> bool:
    with LOOKING:
        return child.is_alive()


def _wait(child: BaseProcess, minutes: float, stop: Event) -> None:
    """Wait till CHILD ends, somebody says STOP, or its MINUTES are up."""
    until = time.monotonic() + minutes * 60
    while _is_alive(child) and not stop.is_set() and (left := until - time.monotonic()) > 0:
        wait([child.sentinel], min(LOOK, left))


def _ended_by(code: int, log: Path) -> tuple[str, str] | None:
    if code == TAKEN:
        return LOCKED, LOCKED
    if code == 0:
        return None
    what = f"signal {-code}" if code < 0 else f"an error (exit {code}): see {log}"
    return "crash", f"its process was ended by {what}"


def _end(child: BaseProcess) -> None:
    """End CHILD, politely first, if it still runs."""
    for end in (child.terminate, child.kill):
        if _is_alive(child):
            end()
            wait([child.sentinel], GRACE)
    _is_alive(child)  # its exit code is read


def _last(db: Connection, source: Source) -> int | None:
    (run,) = db.execute(LAST, [source.name]).fetchone()
    return run
