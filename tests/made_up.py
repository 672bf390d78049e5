"""A site made up for one test, and what a reading of it proves."""

import asyncio
import json
from functools import partial
from pathlib import Path

import pytest

from aggregator.replica import Replica
from spiders.bases.loader import by_row
from tests.conftest import Reading, drive

LOGIN = "<html><body><form><input type=password></form></body></html>"


def read_made_up(folder: Path, source: type, pages: dict, **settings) -> Reading:
    """Read SOURCE over PAGES, {URL: text, bytes, status or {"redirect": URL}}, laid in FOLDER."""
    listed = {}
    for number, (url, page) in enumerate(pages.items()):
        file = folder / f"{number}{'.json' if str(page).startswith('{') else '.html'}"
        text = LOGIN if isinstance(page, int) else page
        if isinstance(page, dict):
            listed[url] = page
            continue
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        listed[url] = {"file": file.name, "status": page if isinstance(page, int) else 200}
    (folder / "pages.json").write_text(json.dumps(listed))
    return asyncio.run(drive(source, Replica(folder), **settings))


@pytest.fixture
def read(tmp_path):
    """Read a source over made-up pages."""
    return partial(read_made_up, tmp_path)


#: What a row of each file says, in order.
HEADS = {
    "employers.csv": "employer,platform,tenant,url,kind,checked_on,evidence,scope",
    "feeds.csv": "name,title,kind,url,complete,scope,terms,checked_on",
}


@pytest.fixture
def of_row(tmp_path):
    """Make the source of one made-up row of a file."""

    def make(file: str, row: str) -> type:
        folder = tmp_path / "rows"
        folder.mkdir(exist_ok=True)
        (folder / file).write_text(f"{HEADS[file]}\n{row}\n", "utf-8")
        return next(by_row(folder))

    return make


def proof(reading: Reading) -> dict:
    """The part of the stats that says whether the list was whole."""
    return {k.removeprefix("listing/"): v for k, v in reading.stats.items() if "listing/" in k}
