"""The crawl on a simulated web of 5,000 pages: ours beside a bare Scrapy spider and a plain script.

Run ``python -m bench.crawl [PAGES [TURNS]]``. Each reader is a process of its own, asks for the same pages
of the same world (a process of its own, too), and counts its own CPU from its first request on:
bare     Scrapy's defaults and our door to the world; fetches and parses nothing
road     our spiders, manners, pipelines and SQLite, from lists to rows
script   aiohttp with 16 connections and selectolax: title and text of each page, and no more
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

PAGES, TURNS = 5_000, 2
SEED, START = 30_011, "2026-11-02"
HEAD = (
    f"{'reader':>8} {'pages':>6} {'postings':>8} {'CPU ms/page':>12} {'pages/s':>8} {'peak MB':>8}"
)


@contextmanager
def served(size: int, folder: Path) -> Iterator[str]:
    """Serve a market of SIZE postings from another process; yield its address, rows in FOLDER."""
    command = [
        sys.executable,
        "-m",
        "bench.readers.world",
        str(size),
        str(SEED),
        START,
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as world:
        assert world.stdout
        yield world.stdout.readline().strip()
        world.terminate()


def measure(reader: str, *words: str) -> dict:
    """Run READER in a process of its own and return what it counted."""
    command = [sys.executable, "-m", f"bench.readers.{reader}", *words]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(told.stdout.splitlines()[-1])


def line(reader: str, told: dict) -> str:
    """Write what READER counted."""
    return (
        f"{reader:>8} {told['pages']:>6} {told['postings']:>8} {cpu(told):>12.2f} "
        f"{told['pages'] / told['wall']:>8.0f} {told['rss_mb']:>8}"
    )


def cpu(told: dict) -> float:
    """Give the CPU that a page cost, in milliseconds."""
    return 1000 * told["cpu"] / told["pages"]


def once(url: str, folder: str, turn: int) -> dict[str, dict]:
    """Let each reader read the world at URL, one after the other, and print what it cost."""
    kept = Path(folder) / str(turn)
    kept.mkdir()
    urls = f"{kept}/urls.txt"
    found = {"road": measure("road", url, folder, str(kept), urls)}
    for reader in ("bare", "script"):
        found[reader] = measure(reader, url, urls)
    for reader, told in found.items():
        print(line(reader, told), flush=True)
    return found


def compare(pages: int, turns: int) -> list[dict[str, dict]]:
    """Let each reader read about PAGES pages, TURNS times: the machine's speed changes on the way."""
    with TemporaryDirectory() as folder, served(pages, Path(folder)) as url:
        return [once(url, folder, turn) for turn in range(turns)]


def main(pages: int = PAGES, turns: int = TURNS) -> None:
    print(HEAD)
    found = compare(pages, turns)
    for peer, aim in (("bare", " (aim: at most 2.0)"), ("script", "")):
        ratios = sorted(cpu(turn["road"]) / cpu(turn[peer]) for turn in found)
        told = f"{median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"CPU a page, road / {peer}, median of {turns}: {told}{aim}")
    held = ", ".join(map(str, found[0]["road"]["held"]))
    print(f"memory of the road in MB, every 500 pages: {held}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
