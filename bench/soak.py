"""Crawl, merge and serve at once: what pages take while the file is written to, beside the same pages on a quiet file.

Run ``python -m bench.soak [--minutes N] [--quiet N] [--size N] [--seed N] [--rate N] [--update] [--nice N] [--out FILE]``: crawls
and merges a world's first day (once; the file is kept), serves a copy of it by the public door, lets visitors step through
the pages at a steady rate, first alone, then while `aggregator crawl` and `aggregator dedupe` go round beside them (or
`aggregator update`, which does one after the other), day after day of the world, some sites ill. Visitors, world and
writers are processes of their own; all share the machine's cores.
"""

import argparse
import asyncio
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.merge.cells import ROOT
from bench.merge.machine import lines
from bench.past.replay import merged, served
from bench.searching.serving import Server, serving
from bench.soaking import sites, telling
from bench.soaking.asking import Answer, asked
from bench.soaking.visits import Step, known, steps
from bench.soaking.watching import Watched, watched
from bench.soaking.writing import Writer, Written, writing
from world.market import Market

FOLDER = ROOT / ".bench_cache" / "soak"
DAYS, START = 40, date(2026, 10, 12)
#: So many steps warm the server: its modules are imported, its templates read.
WARM = 60


@dataclass(frozen=True)
class Plan:
    """Hold what is done: MINUTES busy after QUIET minutes alone, RATE pages a second."""

    size: int = 30_000
    seed: int = 7
    minutes: float = 10.0
    quiet: float = 2.5
    rate: float = 5.0
    update: bool = False
    nice: int = 0


@dataclass(frozen=True)
class Soaked:
    """Hold what came of it."""

    quiet: list[Answer]
    busy: list[Answer]
    calm: Watched
    rough: Watched
    written: Written
    integrity: str
    cpu: tuple[float, float]


def made(folder: Path, size: int, seed: int) -> Path:
    """Return the file of a world's first day, crawled and merged where it is not there yet."""
    path = folder / f"{size}-{seed}" / "aggregator.db"
    if not path.exists():
        half = path.with_name("half") / path.name
        shutil.rmtree(half.parent, ignore_errors=True)
        half.parent.mkdir(parents=True)
        market = Market(seed, size, DAYS, START)
        with served(market, lambda name: True) as shown:
            shown.read(half, 0)
            merged(half, shown.now(0))
        for file in half.parent.iterdir():
            file.rename(path.with_name(file.name))
    return path


def soak(file: Path, plan: Plan) -> Soaked:
    """Let visitors step through the pages of FILE, alone, then while it is written to; FILE is changed."""
    rows, market = file.with_name("rows"), (plan.seed, plan.size, DAYS, START)
    log = file.with_name("server.log")
    with serving(file, str(START), log) as server, sites.served(*market, rows) as shown:
        known_pages = known(file)
        _visit(server, islice(steps(known_pages, plan.seed + 1), WARM), plan.rate * 4)
        walked = list(
            islice(steps(known_pages, plan.seed), max(1, int(plan.quiet * 60 * plan.rate)))
        )
        with watched(server.process, file) as calm:
            began = server.cpu()
            quiet = _visit(server, walked, plan.rate)
            middle = server.cpu()
        writer = Writer(shown, file, plan.seed, plan.nice)
        with watched(server.process, file) as rough, writing(writer, plan.update) as written:
            busy = _visit(server, _again(walked, plan.minutes), plan.rate)
            cpu = ((middle - began) / len(quiet), (server.cpu() - middle) / len(busy))
    return Soaked(quiet, busy, calm, rough, written, integrity(file), cpu)


def _visit(server: Server, walked: Iterable[Step], rate: float) -> list[Answer]:
    return asyncio.run(asked(server.address, walked, rate))


def _again(walked: list[Step], minutes: float) -> Iterator[Step]:
    """Yield the same steps again and again, each time of other visitors, for MINUTES."""
    until, turn = time.monotonic() + minutes * 60, 1
    while time.monotonic() < until:
        for step in walked:
            yield Step(step.visitor + turn * len(walked), step.kind, step.path, step.language)
            if time.monotonic() >= until:
                return
        turn += 1


def integrity(file: Path) -> str:
    """Ask SQLite whether FILE is whole."""
    with closing(sqlite3.connect(file)) as db:
        [[found]] = db.execute("pragma integrity_check(1)").fetchall()
        broken = db.execute("pragma foreign_key_check").fetchall()
    return found if not broken else f"{found}, but {len(broken)} rows refer to nothing"


def told(plan: Plan, soaked: Soaked) -> str:
    """Write what was found as Markdown."""
    both = [*soaked.quiet, *soaked.busy]
    how = "update went round" if plan.update else "crawl and dedupe went round at once"
    ratio = telling.percentile(soaked.busy, 99) / telling.percentile(soaked.quiet, 99)
    quiet, busy = (f"{seconds * 1000:.1f}" for seconds in soaked.cpu)
    return "\n".join(
        [
            *lines(),
            f"- load of the machine at the end, all its work: {os.getloadavg()[0]:.1f}",
            f"- a world of about {plan.size:,} postings over {DAYS} days, seed {plan.seed}; {plan.rate:g} pages a second, "
            f"{plan.quiet:g} minutes alone, then {plan.minutes:g} minutes while {how}"
            + (f" (nice {plan.nice})" if plan.nice else ""),
            "",
            f"**{telling.failed(both)} of {len(both):,} pages failed; the busy p99 is {ratio:.2f} times the quiet p99; "
            f"integrity_check says {soaked.integrity}.**",
            "",
            "Milliseconds from when a page was due, whatever kept it.",
            "",
            *telling.pages(soaked.quiet, soaked.busy),
            "",
            *telling.failures(both),
            "",
            *telling.work(soaked.written),
            telling.held(soaked.calm, soaked.rough),
            f"- the server's processor time a page: {quiet} ms while quiet, {busy} ms while busy, when no page is kept for long",
            f"- requests sent late by {telling.late(soaked.quiet):.1f} ms while quiet and {telling.late(soaked.busy):.1f} ms while "
            "busy, at the 99th of a hundred: counted as waited",
            "",
        ]
    )


def main() -> None:
    """Read the options; soak a copy of the file; print."""
    default = Plan()
    parser = argparse.ArgumentParser(description="Crawl, merge and serve at once.")
    parser.add_argument("--size", type=int, default=default.size)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--minutes", type=float, default=default.minutes)
    parser.add_argument("--quiet", type=float, default=default.quiet)
    parser.add_argument("--rate", type=float, default=default.rate)
    parser.add_argument("--update", action="store_true", help="aggregator update in their place")
    parser.add_argument("--nice", type=int, default=default.nice)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--out", type=Path)
    options = vars(parser.parse_args(sys.argv[1:]))
    folder, out = options.pop("folder"), options.pop("out")
    plan = Plan(**options)
    file = made(folder, plan.size, plan.seed)
    with TemporaryDirectory(dir=folder) as place:
        copy = Path(shutil.copy(file, place))
        if (pages := file.with_name(f"{file.name}-pages")).exists():
            shutil.copytree(pages, copy.with_name(pages.name))
        found = told(plan, soak(copy, plan))
    print(found)
    if out:
        out.write_text(f"# Pages while the file is written to\n\n{found}", "utf-8")


if __name__ == "__main__":
    main()
