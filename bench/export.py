"""What an export costs: seconds, room and peak memory of each step, beside what others would use for the same table.

Run ``python -m bench.export [--db FILE] [--folder DIR]``: takes FILE (10,000 made-up offers where none is named) away, each
step in a process of its own; then the table offers alone, ours beside a peer, on the same snapshot and machine. No peak is told below
that of the bench itself (some 50 MB), which a process begins with.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.merge.machine import commit, processor

SIZE = 10_000
NOW = "2026-11-22T10:00:00+01:00"
HEAD = "| step | seconds | MB | peak MB |\n| --- | --: | --: | --: |"
TABLE = "offers"

SNAPSHOT = "from bench.export import snapshot as f; f(*sys.argv[1:])"
FILES = "from bench.export import files as f; f(*sys.argv[1:])"
WHOLE = "from bench.export import whole as f; f(*sys.argv[1:])"
PANDAS = """
import pandas, sqlite3
db = sqlite3.connect(sys.argv[1])
pandas.read_sql("select * from offers", db).to_parquet(sys.argv[2] + "/offers.parquet")
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Hold what a process took: seconds, and the most memory in MB."""

    seconds: float
    peak: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.peak:.0f} MB"


def measured(command: list[str], out: Path | None = None) -> Cost:
    """Run COMMAND, what it prints into OUT; return what it took."""
    begun = time.perf_counter()
    with (out or Path(os.devnull)).open("wb") as file:
        process = subprocess.Popen(command, stdout=file)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(time.perf_counter() - begun, used.ru_maxrss / 1024)


def python(code: str, *words: object) -> list[str]:
    """Return the command that runs CODE in a new process with WORDS."""
    return [sys.executable, "-c", f"import sys\n{code}", *map(str, words)]


def snapshot(live: str, target: str) -> None:
    """Copy what is public of LIVE into TARGET."""
    from aggregator.exporting.snapshot import take

    take(Path(live), Path(target), lambda done, total: None)


def files(copy: str, folder: str, suffix: str, only: str = "") -> None:
    """Write the tables of the snapshot COPY into FOLDER in one format; or ONLY one of them."""
    from aggregator.exporting.fields import resources
    from aggregator.exporting.taking import FORMATS, write_files

    one = next(one for one in FORMATS if one.suffix == suffix)
    with closing(sqlite3.connect(copy)) as db:
        wanted = [r for r in resources(db) if only in ("", r.name)]
        write_files(db, wanted, Path(folder), [one], lambda done, total: None)


def whole(live: str, folder: str) -> None:
    """Do all that `aggregator export` does, but for the program's start."""
    from aggregator.exporting.taking import export

    now = datetime.fromisoformat(NOW)
    made = export(Path(live), Path(folder), now, True, lambda done, total: None)
    print(f"{made.tables} tables, {made.rows:,} rows", flush=True)


def steps(live: Path, folder: Path) -> Iterator[str]:
    """Measure each step of the export of LIVE, as rows of a table."""
    copy = folder / "copy.db"
    cost = measured(python(SNAPSHOT, live, copy))
    yield row("snapshot (SQLite)", cost, copy)
    for suffix in ("parquet", "csv", "jsonl.gz"):
        cost = measured(python(FILES, copy, folder, suffix))
        yield row(suffix, cost, folder / suffix.partition(".")[0])
    cost = measured(python(WHOLE, live, folder / "whole"), folder / "told")
    yield row(f"all: {(folder / 'told').read_text().strip()}", cost, folder / "whole")


def peers(folder: Path) -> Iterator[str]:
    """Measure the table offers of the snapshot in FOLDER alone: ours, and what others would use."""
    copy, alone = folder / "copy.db", folder / "alone"
    utils = [str(Path(sys.executable).with_name("sqlite-utils")), "rows", str(copy), TABLE, "--nl"]
    for suffix, name, command, out in (
        ("parquet", "pandas read_sql, to_parquet", python(PANDAS, copy, folder), None),
        ("csv", "sqlite3 -csv", ["sqlite3", "-csv", "-header", str(copy), f"select * from {TABLE}"], folder / "peer.csv"),
        ("jsonl.gz", "sqlite-utils rows --nl", utils, folder / "peer.jsonl"),
    ):  # fmt: skip
        shutil.rmtree(alone, ignore_errors=True)
        alone.mkdir()
        if not shutil.which(command[0]):
            yield f"- {suffix}: {name} is not installed"
            continue
        ours, other = measured(python(FILES, copy, alone, suffix, TABLE)), measured(command, out)
        ratio = f"{ours.seconds / other.seconds:.2f} of its seconds, {ours.peak / other.peak:.2f} of its memory"
        yield f"- {suffix}: ours {ours}; {name} {other}: {ratio}"


def row(step: str, cost: Cost, made: Path) -> str:
    """Write a row of the table of steps: what it cost, and the room of what it MADE."""
    rooms = [made] if made.is_file() else [file for file in made.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in rooms)
    return f"| {step} | {cost.seconds:.1f} | {size / 1e6:,.1f} | {cost.peak:.0f} |"


def made_up() -> Path:
    """Return a catalogue of SIZE offers, made where it is not there yet."""
    from bench.search import FOLDER, made

    return made(FOLDER, SIZE)


def main() -> None:
    """Measure, and print what was found as Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--db", type=Path)
    options.add_argument("--folder", help="where to write, and to leave nothing")
    asked = options.parse_args()
    live = asked.db or made_up()
    print(
        f"- commit {commit()}\n- {processor()}, {os.cpu_count()} cores\n- {live.stat().st_size / 1e6:,.0f} MB\n\n{HEAD}"
    )
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for line in steps(live, Path(folder)):
            print(line, flush=True)
        print("\nThe table offers alone, beside a peer:\n")
        for line in peers(Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
