"""Read sources of the hostile web as the command does: each in a child process, into a file."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrapy.utils.project import get_project_settings

from aggregator.children import Bounds, read
from aggregator.crawling import crawl_settings
from offers.database import connect
from pipelines.run_log import introduction
from tests.hostile import sources
from tests.hostile.server import Server, Sites, serving

NOW = datetime.fromisoformat("2026-11-21T09:00:00+01:00")
#: No child may hold more, whatever it is sent.
MOST_MB = 600
OURS = {
    "SPIDER_MODULES": ["tests.hostile.sources"],
    "RETRY_TIMES": 0,
}
#: What stands beside the project's own.
BESIDE = {
    "EXTENSIONS": {"tests.hostile.measured.Peak": -1},
    "DOWNLOADER_MIDDLEWARES": {"tests.hostile.measured.Impatient": 10},
}


@dataclass
class Crawled:
    """What a reading of a hostile site came to."""

    row: dict
    postings: dict[str, dict]
    hosts: dict[str, dict]
    server: Server

    @property
    def stats(self) -> dict:
        return json.loads(self.row["stats"] or "{}")


def crawled(folder: Path, source: type, server: Server, minutes: float = 2, **settings) -> Crawled:
    """Read SOURCE from SERVER in a child process, into a file of FOLDER."""
    file = folder / "a.db"
    chosen = crawl_settings(str(file), NOW, server.url, incremental=True) | OURS | settings
    for name, ours in BESIDE.items():
        chosen[name] = get_project_settings().getdict(name) | ours
    row = read(introduction(source), chosen, NOW, Bounds(minutes, folder / "logs")).row
    db = connect(file)
    kept = db.query("select * from postings where source = ?", [source.name])
    postings = {row["ref"]: row for row in kept}
    hosts = {row["host"]: row for row in db.query("select * from hosts")}
    db.close()
    return Crawled(row, postings, hosts, server)


def at_once(folder: Path, source: type, sites: Sites, **settings) -> Crawled:
    """Read SOURCE from SITES, served for this one reading."""
    with serving(sites) as server:
        return crawled(folder, source, server, **settings)


__all__ = ["MOST_MB", "NOW", "Crawled", "at_once", "crawled", "serving", "sources"]
