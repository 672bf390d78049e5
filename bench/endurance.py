"""A thousand updates, one after the other, in one process: does anything grow that is not the catalogue?

Run ``python -m bench.endurance [--runs N] [--seed S] [--size N] [--out FILE]``: one source of a world is updated once a day by
the public door; after each run is looked at what stands beside the file and what the process holds. The world stands still
after some days, so that what grows then is no posting.
"""

import argparse
import gc
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from click.testing import CliRunner

from aggregator.cli import cli
from aggregator.keeping.retention import USUAL
from aggregator.logs import KEPT
from bench.merge.machine import lines
from bench.soaking.sites import Sites, served

SOURCE, DAYS, START = "rekrute", 10, date(2026, 11, 18)
#: What grows by less between the first tenth and the last, as a share of the first, stands still.
STILL = 0.05
TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'offer_search%'"


class Failed(Exception):
    """An update that nobody disturbed did not end well."""


@dataclass(frozen=True)
class Look:
    """Hold what was found after a run: bytes, numbers and seconds."""

    wal: int
    file: int
    free: int  # bytes of the file that nothing uses
    descriptors: int
    memory: int
    children: int  # memory of what it started
    processes: int
    logs: int
    log_bytes: int
    backups: int
    beside: int  # all other files
    seconds: float


#: What is said of each, and the unit it is told in.
WORDS: Mapping[str, tuple[str, float, str]] = {
    "wal": ("write-ahead log after a run", 1024, "kB"),
    "file": ("the file", 1024, "kB"),
    "free": ("unused in the file", 1024, "kB"),
    "descriptors": ("open descriptors", 1, ""),
    "memory": ("memory of the process", 2**20, "MB"),
    "children": ("memory of what it started", 2**20, "MB"),
    "processes": ("processes it started", 1, ""),
    "logs": ("log files", 1, ""),
    "log_bytes": ("log files, together", 1024, "kB"),
    "backups": ("backups", 1, ""),
    "beside": ("other files", 1, ""),
    "seconds": ("seconds a run", 1, "s"),
}
#: What may grow: a run is a row, a day of the ledger some more, a line of the log another.
MAY = ("file", "log_bytes", "seconds")
#: What grows up to a bound: two logs, and those put aside of each; the backups that are kept.
MOST = {"logs": 2 * (KEPT + 1), "backups": USUAL.daily + USUAL.weekly + USUAL.monthly}


def looks(folder: Path, shown: Sites, runs: int, tell: Callable[[int], None]) -> Iterator[Look]:
    """Update SOURCE in FOLDER so many times, a day apart, and look after each."""
    desk = CliRunner()
    for run in range(runs):
        shown.order(min(run, DAYS - 1), {})
        now = datetime(START.year, START.month, START.day, 9, tzinfo=UTC) + timedelta(days=run)
        words = ("update", SOURCE, "--world", shown.url, "--now", now.isoformat(), "--cron", "--rows", str(shown.rows),
                 "--db", str(folder / "aggregator.db"), "--logs", str(folder / "logs"))  # fmt: skip
        began = time.monotonic()
        answer = desk.invoke(cli, words)
        if answer.exit_code:
            raise Failed(f"run {run}: {answer.exit_code}: {answer.output}")
        yield look(folder, time.monotonic() - began)
        tell(run + 1)


def look(folder: Path, seconds: float) -> Look:
    """Look at FOLDER, and at this process."""
    gc.collect()
    us = psutil.Process()
    ours = us.children(recursive=True)
    files = {file: file.stat().st_size for file in folder.rglob("*") if file.is_file()}
    db, wal = (folder / f"aggregator.db{end}" for end in ("", "-wal"))
    logs = [size for file, size in files.items() if file.parent.name == "logs"]
    backups = [file for file in files if file.parent.name == "backups"]
    return Look(
        files.get(wal, 0), files[db], _free(db), us.num_fds(), us.memory_info().rss,
        sum(child.memory_info().rss for child in ours), len(ours), len(logs), sum(logs), len(backups),
        len(files) - len(logs) - len(backups), seconds,
    )  # fmt: skip


def _free(db: Path) -> int:
    with closing(sqlite3.connect(db)) as file:
        pages, size = (file.execute(f"pragma {name}").fetchone()[0] for name in ("freelist_count", "page_size"))  # fmt: skip
    return pages * size


def rows(folder: Path) -> dict[str, int]:
    """Count the rows of each table."""
    with closing(sqlite3.connect(folder / "aggregator.db")) as db:
        names = [name for (name,) in db.execute(TABLES)]
        return {n: db.execute(f'select count(*) from "{n}"').fetchone()[0] for n in names}


def tenths(found: Sequence[Look], name: str) -> tuple[float, float]:
    """Return the median of NAME over the first tenth of the looks FOUND, and over the last.

    >>> tenths([Look(**dict.fromkeys(WORDS, 0) | {"descriptors": n}) for n in range(100)], "descriptors")
    (4.5, 94.5)
    """
    tenth, values = max(1, len(found) // 10), [getattr(one, name) for one in found]
    return median(values[:tenth]), median(values[-tenth:])


def grown(found: Sequence[Look]) -> list[str]:
    """Name what grew between the first tenth and the last, and should not have."""
    names = [name for name in WORDS if name not in (*MAY, *MOST)]
    both = {name: tenths(found, name) for name in names}
    still = [name for name, (first, last) in both.items() if last > first * (1 + STILL)]
    return still + [n for n, most in MOST.items() if max(getattr(one, n) for one in found) > most]


def told(found: Sequence[Look], more: Mapping[str, int], about: str) -> str:
    """Write what was FOUND as Markdown; MORE is how many rows each table has gained in the second half."""
    bad = [WORDS[name][0] for name in grown(found)]
    gained = ", ".join(f"{name} {n:,}" for name, n in sorted(more.items()) if n)
    return "\n".join(
        [
            f"# {len(found):,} updates, one after the other",
            "",
            *lines(),
            about,
            "",
            f"**{f'Grew: {chr(44).join(bad)}' if bad else 'Nothing grew that should not'}** (by more than {STILL:.0%} from the "
            "first tenth to the last). The file may: a run is a row, and each day is counted. Log files and backups have their bounds.",
            "",
            "| | first tenth | last tenth | most | a run, over the second half |",
            "| --- | --: | --: | --: | --: |",
            *(_row(found, name) for name in WORDS),
            "",
            f"Rows that tables gained over the second half of the runs: {gained or 'none'}.",
            "",
        ]
    )  # fmt: skip


def _row(found: Sequence[Look], name: str) -> str:
    said, unit, sign = WORDS[name]
    values, half = [getattr(one, name) for one in found], len(found) // 2
    slope = (values[-1] - values[half]) / max(1, len(values) - 1 - half)
    first, last = tenths(found, name)
    cells = (f"{value / unit:,.1f} {sign}".strip() for value in (first, last, max(values)))
    return f"| {said} | {' | '.join(cells)} | {slope / unit:+,.3f} {sign} |".replace("  |", " |")


def main() -> None:
    """Read the options; update; print, or write."""
    parser = argparse.ArgumentParser(description="Update a thousand times, and look what grows.")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--size", type=int, default=60)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    half: dict[str, int] = {}
    with TemporaryDirectory() as place:
        folder = Path(place, "catalogue")
        folder.mkdir()

        def tell(done: int) -> None:
            if done == chosen.runs // 2:
                half.update(rows(folder))
            if done % 20 == 0:
                print(done, file=sys.stderr, flush=True)

        with served(chosen.seed, chosen.size, DAYS, START, Path(place, "rows")) as shown:
            found = list(looks(folder, shown, chosen.runs, tell))
        more = {name: n - half.get(name, 0) for name, n in rows(folder).items()}
    load = f"load of the machine at the end, all its work: {os.getloadavg()[0]:.1f}"
    about = f"- {SOURCE} of a world of about {chosen.size} postings, seed {chosen.seed}, a day apart; {load}"
    text = told(found, more, about)
    print(text)
    if chosen.out:
        chosen.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
