"""One process a source: what one page can do to a parser, it can do to one source only.

Parsers written in C cannot be interrupted from inside, so time and memory are bounded from outside.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from aggregator.child import crawl
from offers.database import connect
from pipelines.runs import Source, begin, crashed

#: A source may read for so long.
MINUTES = 240
#: After a polite word, a child has so many seconds to put its work away.
GRACE = 30

#: Children are forked from a process that has imported Scrapy: a start costs a tenth of a fresh one.
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["aggregator.forks"])

LAST = "select max(id) from runs where source = ?"
RUN = "select * from runs where id = ?"


@dataclass(frozen=True)
class Ran:
    """A source's run, as its row in runs tells it."""

    source: str
    row: dict[str, Any]

    @property
    def good(self) -> bool:
        return self.row["outcome"] == "ok"


def read_all(
    sources: Iterable[Source],
    settings: Mapping[str, Any],
    now: datetime,
    jobs: int,
    minutes: float = MINUTES,
    logs: Path = Path("logs"),
) -> Iterator[Ran]:
    """Read SOURCES, JOBS at a time, each in a child process; yield each run as it ends."""
    # Made once, before several children would make it at once.
    connect(settings["DATABASE"]).close()
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(read, s, settings, now, minutes, logs) for s in sources]
        for done in as_completed(waiting):
            yield done.result()


def read(
    source: Source, settings: Mapping[str, Any], now: datetime, minutes: float, logs: Path
) -> Ran:
    """Read SOURCE in a child process and return its run, whatever became of the child."""
    logs.mkdir(parents=True, exist_ok=True)
    with closing(connect(settings["DATABASE"])) as db:
        before = _last(db.conn, source)
    trouble = _child(source.name, settings, minutes, logs / f"{source.name}.log")
    with closing(connect(settings["DATABASE"])) as db:
        run = _last(db.conn, source)
        if run is None or run == before:  # it died before it could begin
            run = begin(db, source, now)
        if trouble:
            crashed(db, run, now, f"its process was ended by {trouble}")
        return Ran(source.name, next(iter(db.query(RUN, [run]))))


def _child(source: str, settings: Mapping[str, Any], minutes: float, log: Path) -> str | None:
    """Run the child; return what ended it, where it did not end well by itself."""
    log.write_text("")
    child = FORKS.Process(target=crawl, args=(source, settings, log.resolve()))
    child.start()
    try:
        child.join(minutes * 60)
        late = child.is_alive()
    finally:
        _end(child)
    return f"the limit of {minutes:g} minutes" if late else _ended_by(child.exitcode or 0, log)


def _ended_by(code: int, log: Path) -> str | None:
    if code == 0:
        return None
    return f"signal {-code}" if code < 0 else f"an error (exit {code}): see {log}"


def _end(child: BaseProcess) -> None:
    """End CHILD, politely first, if it still runs."""
    for end in (child.terminate, child.kill):
        if child.is_alive():
            end()
            child.join(GRACE)


def _last(db: Connection, source: Source) -> int | None:
    (run,) = db.execute(LAST, [source.name]).fetchone()
    return run
