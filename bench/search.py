"""Search through HTTP, ours beside the stock Datasette table page with the same facets, in the same run.

Run ``python -m bench.search [--sizes N …] [--folder DIR] [--out FILE]``: makes catalogues of N offers, serves each with
`aggregator serve`, and asks 14 one-word, 12 two-word and 6 filtered questions, one after the other: ours TURNS times,
each time at an address that was never asked (no kept page answers), then again at the same address; stock, without our
plugins and without limits that would cost it a facet, once, after ours.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx
import numpy as np

from bench.merge.cells import ROOT
from bench.merge.machine import lines
from bench.searching.asking import Answer, ask, pages_a_second
from bench.searching.made import TODAY, make
from bench.searching.questions import COLUMNS, POPULAR, questions
from bench.searching.serving import Server, serving, serving_stock

FOLDER = ROOT / ".bench_cache" / "search"
SIZES = (10_000,)
SEED, TURNS, SECONDS = 7, 5, 8
GROUPS = ("one word", "two words", "filtered")
HEAD = """\
| offers | asked | page | wall p50 | p99 | CPU p50 | p99 | not 200 | facets lost |
| --: | --- | --- | --: | --: | --: | --: | --: | --: |"""


def made(folder: Path, size: int) -> Path:
    """Return the catalogue of SIZE offers, made where it is not there yet."""
    path = folder / str(size) / "aggregator.db"
    if not path.exists():
        half = path.with_suffix(".part")
        make(half, size, SEED)
        half.rename(path)
    return path


def measured(server: Server, peer: Server) -> dict[str, list[Answer]]:
    """Ask everything: of SERVER our page, and our page again; of PEER the stock page."""
    asked = list(questions())
    with httpx.Client() as client:
        for question in asked:  # warm: the file's pages are in memory, modules are imported
            ask(server, client, question, question.ours(-1))
        fresh = [ask(server, client, q, q.ours(turn)) for turn in range(TURNS) for q in asked]
        again = [ask(server, client, q, q.ours(0)) for _ in range(TURNS) for q in asked]
        ask(peer, client, asked[0], asked[0].stock())
        stock = [ask(peer, client, question, question.stock()) for question in asked]
    return {"ours": fresh, "ours, kept": again, "stock": stock}


def table(size: int, answers: dict[str, list[Answer]]) -> list[str]:
    """Write the rows of one size."""
    return [
        _row(size, group, page, [one for one in found if one.group == group])
        for group in GROUPS
        for page, found in answers.items()
    ]


def _row(size: int, group: str, page: str, answers: Sequence[Answer]) -> str:
    wall, cpu = ([getattr(one, name) for one in answers] for name in ("wall", "cpu"))
    figures = [f"{np.percentile(times, at):.1f}" for times in (wall, cpu) for at in (50, 99)]
    failed = sum(one.status != 200 for one in answers)
    lost = f"{sum(one.lost for one in answers)} of {len(answers) * len(COLUMNS)}"
    return f"| {size:,} | {group} | {page} | {' | '.join(figures)} | {failed} | {lost} |"


def report(folder: Path, sizes: Sequence[int]) -> str:
    """Measure SIZES, and write what was found as Markdown."""
    rows, remarks = [HEAD], []
    for size in sizes:
        file, today = made(folder, size), str(TODAY)
        with serving(file, today) as server, serving_stock(file, today) as peer:
            answers = measured(server, peer)
            rate, how = pages_a_second(server, POPULAR, SECONDS)
            rows += table(size, answers)
            middle = {
                page: np.median([one.wall for one in found]) for page, found in answers.items()
            }
            remarks.append(
                f"- {size:,} offers: ours is {middle['stock'] / middle['ours']:.1f} times as fast as stock at the "
                f"median; popular pages {rate:.0f} a second ({how}); the server holds {server.megabytes():.0f} MB"
            )
    told = [*lines(), f"- load of the machine at the end, all its work: {os.getloadavg()[0]:.1f}"]
    return "\n".join([*told, "", "Times in milliseconds a request.", "", *rows, "", *remarks, ""])


def main() -> None:
    """Read the options; measure; print."""
    parser = argparse.ArgumentParser(description="Measure search through HTTP.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(sys.argv[1:])
    told = report(asked.folder, asked.sizes)
    print(told)
    if asked.out:
        asked.out.write_text(f"# What a search costs\n\n{told}", "utf-8")


if __name__ == "__main__":
    main()
