"""The sources we have: the folder spiders/ is the list, and the rows of its platforms."""

import os
from dataclasses import replace
from functools import cache

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from pipelines.run_log import introduction
from pipelines.runs import Source
from spiders.bases.loader import SourceLoader
from spiders.bases.source import SourceSpider, why_off


@cache
def loader(rows: str | None = None) -> SpiderLoader:
    """Return Scrapy's own list of the sources; ROWS is the folder of employers.csv and feeds.csv."""
    settings = get_project_settings()
    if rows:
        settings.set("ROWS", rows)
    return SourceLoader.from_settings(settings)


def known_sources(rows: str | None = None) -> dict[str, Source]:
    """Return {name: how it introduces itself} of every source, in order of name."""
    known = {name: spider(name, rows) for name in sorted(loader(rows).list())}
    return {
        name: replace(introduction(one), off=why_off(one, os.environ))
        for name, one in known.items()
    }


def spider(name: str, rows: str | None = None) -> type[SourceSpider]:
    """Return the class of the source NAME; raise KeyError where there is none."""
    found = loader(rows).load(name)
    assert issubclass(found, SourceSpider)
    return found
