"""One process a source: what one page can do to a parser, it can do to one source only.

Parsers written in C cannot be interrupted from inside, so time and memory are bounded from outside.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aggregator import HOME
from offers.database import connect
from pipelines.runs import Source, begin, end

#: A source may hold so much memory, and read for so long.
MEMORY, MINUTES = 2 * 1024**3, 240
#: After a polite word, a child has so many seconds to put its work away.
GRACE = 30

LAST = "select * from runs where source = ? order by id desc limit 1"


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
    connect(
        settings["DATABASE"]
    ).close()  # made once, before several children would make it at once
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(read, s, settings, now, minutes, logs) for s in sources]
        for done in as_completed(waiting):
            yield done.result()


def read(
    source: Source, settings: Mapping[str, Any], now: datetime, minutes: float, logs: Path
) -> Ran:
    """Read SOURCE in a child process and return its run, whatever became of the child."""
    logs.mkdir(parents=True, exist_ok=True)
    before = _last(settings["DATABASE"], source.name)
    ended = _child(source.name, settings, minutes, logs / f"{source.name}.log")
    row = _last(settings["DATABASE"], source.name)
    if row is None or row["id"] == (before or {"id": None})["id"] or row["ended_at"] is None:
        row = _bury(
            source, settings["DATABASE"], row if row and not row["ended_at"] else None, ended, now
        )
    return Ran(source.name, row)


def _child(source: str, settings: Mapping[str, Any], minutes: float, log: Path) -> str:
    """Run the child and say how it ended."""
    command = [sys.executable, "-m", "scrapy", "crawl", source, "--logfile", str(log.resolve())]
    for name, value in settings.items():
        command += ["-s", f"{name}={json.dumps(value) if isinstance(value, dict) else value}"]
    log.write_text("")
    with (
        log.open("a") as told,
        subprocess.Popen(command, cwd=HOME, stdout=told, stderr=told, preexec_fn=_bound) as child,
    ):
        try:
            code = child.wait(minutes * 60)
            return f"signal {-code}" if code < 0 else f"exit {code}: see {log}"
        except subprocess.TimeoutExpired:
            _end(child)
            return f"the limit of {minutes:g} minutes"
        except BaseException:
            _end(child)
            raise


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()


def _last(database: str, source: str) -> dict[str, Any] | None:
    db = connect(database)
    try:
        return next(iter(db.query(LAST, [source])), None)
    finally:
        db.close()


def _bury(
    source: Source, database: str, row: dict[str, Any] | None, ended: str, now: datetime
) -> dict[str, Any]:
    """Close the run of a child that could not do so itself."""
    db = connect(database)
    run = row["id"] if row else begin(db, source, now)
    end(db, run, now, {"outcome": "crash", "cause": f"its process was ended by {ended}"})
    found = next(iter(db.query(LAST, [source.name])))
    db.close()
    return found
