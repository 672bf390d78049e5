"""The sources we have: the folder spiders/ is the list."""

from functools import cache

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from pipelines.run_log import introduction
from pipelines.runs import Source


@cache
def loader() -> SpiderLoader:
    """Return Scrapy's own list of the sources."""
    return SpiderLoader.from_settings(get_project_settings())


@cache
def known_sources() -> dict[str, Source]:
    """Return {name: how it introduces itself} of every source, in order of name."""
    return {name: introduction(loader().load(name)) for name in sorted(loader().list())}
