"""One process a source: what one page can do to a parser, it can do to one source only.

Parsers written in C cannot be interrupted from inside, so time and memory are bounded from outside.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from aggregator import HOME
from offers.database import connect
from pipelines.runs import Source, begin, crashed

#: A source may hold so much memory, and read for so long.
MEMORY, MINUTES = 2 * 1024**3, 240
#: After a polite word, a child has so many seconds to put its work away.
GRACE = 30

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
    command = [sys.executable, "-m", "scrapy", "crawl", source, "--logfile", str(log.resolve())]
    for name, value in settings.items():
        command += ["-s", f"{name}={json.dumps(value) if isinstance(value, dict) else value}"]
    log.write_text("")
    with (
        log.open("a") as told,
        subprocess.Popen(command, cwd=HOME, stdout=told, stderr=told, preexec_fn=_bound) as child,
    ):
        try:
            return _ended_by(child.wait(minutes * 60), log)
        except subprocess.TimeoutExpired:
            _end(child)
            return f"the limit of {minutes:g} minutes"
        except BaseException:
            _end(child)
            raise


def _ended_by(code: int, log: Path) -> str | None:
    if code == 0:
        return None
    return f"signal {-code}" if code < 0 else f"an error (exit {code}): see {log}"


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()


def _last(db: Connection, source: Source) -> int | None:
    (run,) = db.execute(LAST, [source.name]).fetchone()
    return run
