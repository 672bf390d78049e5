"""Picture the pages with chromium, for README and for looking at: python -m bench.screenshots [DB]."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from aggregator.doors import datasette_arguments

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip

Scheme = Literal["light", "dark"]

#: name → width, height, address, light or dark; {offer} is the offer shown on most sites.
SHOTS: dict[str, tuple[int, int, str, Scheme]] = {
    "fr-desktop": (1280, 900, "/?lang=fr", "light"),
    "fr-phone": (390, 844, "/?lang=fr&kind=internship", "light"),
    "ar-phone": (390, 844, "/?lang=ar", "light"),
    "dark": (1280, 900, "/?lang=fr&q=stage", "dark"),
    "offer": (390, 1300, "/offer/{offer}?lang=fr", "light"),
    "sectors": (1280, 900, "/sectors?lang=fr", "light"),
    "regions": (1280, 900, "/regions?lang=fr", "light"),
    "trends": (1280, 1000, "/trends?lang=fr", "light"),
    "question": (1280, 900, "/aggregator/top_employers?_lang=fr", "light"),
}

MOST_SHOWN = "select id from offers where closed_on is null order by sources desc, id desc limit 1"


@contextmanager
def served(db: str) -> Iterator[str]:
    """Serve DB on a free port of this machine while the block runs; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", *datasette_arguments(db, "127.0.0.1", port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield _answering(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(timeout=20)


def _answering(address: str, patience: float = 60) -> str:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=5).close()
            return address
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def picture(
    browser: Browser, url: str, file: Path, width: int, height: int, scheme: Scheme
) -> None:
    """Write what BROWSER shows of URL to FILE."""
    size: ViewportSize = {"width": width, "height": height}
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.goto(url, wait_until="networkidle")
    page.screenshot(path=file)
    page.close()


def most_shown(db: str) -> int:
    """Return the id of the open offer that stands on most sites."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
        return connection.execute(MOST_SHOWN).fetchone()[0]


def main(db: str = "aggregator.db") -> None:
    """Write every picture to docs/pictures/."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("There is no chromium here: apt install chromium.")
    if not Path(db).exists():
        sys.exit(f"There is no {db}: run `make demo NOSERVE=1` first.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    offer = most_shown(db)
    with served(db) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=QUIET)
        for name, (width, height, path, scheme) in SHOTS.items():
            file = PICTURES / f"{name}.png"
            picture(chromium, address + path.format(offer=offer), file, width, height, scheme)
            print(f"{os.path.relpath(file)}  {file.stat().st_size // 1000} kB")
        chromium.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
