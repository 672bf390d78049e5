"""Every source, over the replica of its site: what it says is what is expected, to the letter."""

import asyncio
import json
from dataclasses import asdict

import pytest
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from aggregator.replica import Replica
from offers.posting import SAID
from spiders.bases.source import KINDS
from tests.conftest import SITES, drive

LOADER = SpiderLoader.from_settings(get_project_settings())
SOURCES = sorted(LOADER.list())


def told(posting) -> dict:
    """The fields that the source filled, and no other."""
    row = asdict(posting)
    return {"source": row["source"]} | {k: row[k] for k in SAID if row[k] is not None}


@pytest.mark.parametrize("name", SOURCES)
def test_says_what_is_expected(name, request):
    folder = SITES / name
    assert folder.is_dir(), f"give {name} a replica: tests/sites/{name}/pages.json and its pages"
    replica = Replica(folder)
    reading = asyncio.run(drive(LOADER.load(name), replica))
    proof = {k: v for k, v in reading.stats.items() if k.startswith("listing/")}
    said = {"listing": proof, "postings": [told(p) for p in reading.postings]}
    kept = folder / "expected.json"
    if request.config.getoption("--accept") or not kept.exists():
        kept.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
        pytest.fail(f"wrote {kept.relative_to(SITES.parent.parent)}: read it, then commit it")
    assert said == json.loads(kept.read_text("utf-8"))
    assert replica.asked == set(replica.pages), "pages that nobody asked for"
    assert reading.postings, "a replica must hold one posting at least"


@pytest.mark.parametrize("name", SOURCES)
def test_asks_nothing_twice(name):
    """A second reading of an unchanged list reads no posting's page again."""
    first = asyncio.run(drive(LOADER.load(name), Replica(SITES / name)))
    known = {p.ref: p.listed_hash for p in first.postings}
    replica = Replica(SITES / name)
    second = asyncio.run(drive(LOADER.load(name), replica, KNOWN=known))
    assert {s.ref for s in second.sightings} == {p.ref for p in first.postings}
    assert not second.postings


@pytest.mark.parametrize("name", SOURCES)
def test_introduces_itself(name):
    source = LOADER.load(name)
    assert source.__module__ == f"spiders.{name}", "the file bears the source's name"
    assert source.title and source.kind in KINDS
    assert "Terms: https://" in source.__doc__, "say where its terms of use stand"
    assert "Publisher: " in source.__doc__, "say who publishes it"


def test_every_replica_has_a_source():
    assert {folder.name for folder in SITES.iterdir()} == set(SOURCES)
