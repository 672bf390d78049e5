"""The crawl on a simulated web of 5,000 pages: ours beside a bare Scrapy spider and a plain script.

Run ``python -m bench.crawl [PAGES]``. Each reader is a process of its own, asks for the same pages
of the same world (a process of its own, too), and counts its own CPU from its first request on:
bare     Scrapy's defaults; fetches and parses nothing
road     our spiders, manners, pipelines and SQLite, from lists to rows
script   aiohttp with 16 connections and selectolax: title and text of each page, and no more
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PAGES, FEW = 5_000, 1_000
SEED, START = 30_011, "2026-11-02"
#: Postings that make about so many pages; sources whose list holds the postings have few.
A_PAGE = 1.0
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
        f"{reader:>8} {told['pages']:>6} {told['postings']:>8} {1000 * told['cpu'] / told['pages']:>12.2f} "
        f"{told['pages'] / told['wall']:>8.0f} {told['rss_mb']:>8}"
    )


def compare(pages: int) -> dict[str, dict]:
    """Let each reader read about PAGES pages, and print what it cost."""
    with TemporaryDirectory() as name, served(int(pages * A_PAGE), Path(name)) as url:
        urls = f"{name}/urls.txt"
        found = {"road": measure("road", url, name, urls)}
        for reader in ("bare", "script"):
            found[reader] = measure(reader, url, urls)
    for reader in ("bare", "road", "script"):
        print(line(reader, found[reader]), flush=True)
    return found


def main(pages: int = PAGES) -> None:
    print(HEAD)
    few, many = compare(FEW), compare(pages)
    cpu = {r: told["cpu"] / told["pages"] for r, told in many.items()}
    print(f"CPU a page, road / bare: {cpu['road'] / cpu['bare']:.2f} (aim: at most 2.0)")
    print(f"CPU a page, road / script: {cpu['road'] / cpu['script']:.2f}")
    more = many["road"]["rss_mb"] - few["road"]["rss_mb"]
    read = many["road"]["pages"] - few["road"]["pages"]
    print(f"memory: {more:+d} MB for {read} pages more")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
