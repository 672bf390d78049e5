"""A real browser over the small catalogue: fixtures of every test that looks at pages in Chromium."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.catalogue import TODAY, make_catalogue

ROOT = Path(__file__).parent.parent
BROWSER = next(
    (p for p in map(Path, ("/usr/bin/chromium", "/usr/bin/chromium-browser")) if p.exists()), None
)

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """Write the catalogue that is served; a module that needs more in it has its own."""
    return make_catalogue(tmp_path_factory.mktemp("browser") / "aggregator.db")


@pytest.fixture(scope="module")
def address(catalogue):
    """Serve the catalogue as README says, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "datasette", catalogue, "-m", "datasette.yaml", "--port", str(port),
        "--plugins-dir", "datasette_plugins", "--template-dir", "datasette_plugins/templates",
        "--static", "static:datasette_plugins/static",
    ]  # fmt: skip
    server = subprocess.Popen(
        command, cwd=ROOT, env={"AGGREGATOR_TODAY": str(TODAY), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen) -> str:
    """Return URL when it answers."""
    for _ in range(600):
        assert server.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=5).close()
            return url
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def chromium():
    if BROWSER is None:
        pytest.skip("there is no chromium: apt install chromium")
    playwright_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed"
    )
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(BROWSER), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Open a page: visit("/", viewport=PHONE). Whatever it asks elsewhere, or runs, is kept."""
    contexts = []

    def open_page(path: str, **options):
        options = {"locale": "fr-FR", "viewport": DESK, "base_url": address} | options
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.alarms = []
        page.on("dialog", lambda dialog: (page.alarms.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda line: page.alarms.append(line.text) if bad(line) else None)
        page.on(
            "request", lambda r: None if r.url.startswith(address) else page.alarms.append(r.url)
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def bad(line) -> bool:
    """Tell whether a console line is an alarm: that Datasette's inline styles are refused is meant."""
    return line.type == "error" and "inline style" not in line.text
