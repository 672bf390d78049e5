"""Every source, over the replica of its site: what it says is what is expected, to the letter.

A folder of tests/sites/ is the replica of the source of that name; or, where it holds an
employers.csv or a feeds.csv of one made-up row, of the source that this row makes.
"""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from aggregator.replica import Replica
from offers.posting import SAID
from spiders.bases.loader import SourceLoader, by_row, platforms
from spiders.bases.source import KINDS
from tests.conftest import SITES, drive

LOADER = SourceLoader.from_settings(get_project_settings())
FILES = sorted(name for name in LOADER.list() if "." not in name)
FOLDERS = sorted(folder.name for folder in SITES.iterdir())


def source_of(folder: Path):
    """The source whose site FOLDER stands in for."""
    made = list(by_row(folder))
    return made[0] if made else LOADER.load(folder.name)


def told(posting) -> dict:
    """The fields that the source filled, and no other."""
    row = asdict(posting)
    return {"source": row["source"]} | {k: row[k] for k in SAID if row[k] is not None}


@pytest.mark.parametrize("name", FOLDERS)
def test_says_what_is_expected(name, request):
    folder = SITES / name
    replica = Replica(folder)
    reading = asyncio.run(drive(source_of(folder), replica))
    proof = {k: v for k, v in reading.stats.items() if k.startswith("listing/")}
    said = {"listing": proof, "postings": [told(p) for p in reading.postings]}
    kept = folder / "expected.json"
    if request.config.getoption("--accept") or not kept.exists():
        kept.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
        pytest.fail(f"wrote {kept.relative_to(SITES.parent.parent)}: read it, then commit it")
    assert said == json.loads(kept.read_text("utf-8"))
    assert replica.asked == set(replica.pages), "pages that nobody asked for"
    assert reading.postings, "a replica must hold one posting at least"


@pytest.mark.parametrize("name", FOLDERS)
def test_asks_nothing_twice(name):
    """A second reading of an unchanged list reads no posting's page again."""
    source = source_of(SITES / name)
    first = asyncio.run(drive(source, Replica(SITES / name)))
    known = {p.ref: p.listed_hash for p in first.postings}
    elsewhere = first.spider.elsewhere
    replica = Replica(SITES / name)
    second = asyncio.run(drive(source, replica, KNOWN=known, ELSEWHERE=elsewhere))
    assert {s.ref for s in second.sightings} == {p.ref for p in first.postings}
    assert not second.postings


@pytest.mark.parametrize("name", FILES)
def test_introduces_itself(name):
    source = LOADER.load(name)
    assert source.__module__ == f"spiders.{name}", "the file bears the source's name"
    assert source.title and source.kind in KINDS
    assert "Terms: https://" in source.__doc__, "say where its terms of use stand"
    assert "Publisher: " in source.__doc__, "say who publishes it"


@pytest.mark.parametrize("name", sorted(set(LOADER.list()) - set(FILES)))
def test_a_row_makes_a_source(name):
    source = LOADER.load(name)
    assert source.title and source.kind in KINDS and source.start_urls
    assert all(url.startswith("https://") for url in source.start_urls)
    assert source.row["checked_on"], "say when somebody looked"


def test_every_source_and_every_platform_has_a_replica():
    made = {source_of(SITES / name).name.partition(".")[0] for name in FOLDERS}
    assert made == set(FILES) | set(platforms())
