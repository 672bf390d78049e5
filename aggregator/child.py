"""The process that reads one source, forked from one that has imported all it needs."""

import logging
import os
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings

from aggregator import HOME
from aggregator.sources import loader

#: A source may hold so much memory.
MEMORY = 2 * 1024**3
#: Which settings name classes, by their paths.
CLASSES = ("ITEM_PIPELINES", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS")


def warm() -> None:
    """Import what every source needs, once, in the process that the others are forked from."""
    settings = get_project_settings()
    for name in CLASSES:
        for path, place in settings.getwithbase(name).items():
            if place is not None and isinstance(path, str):
                load_object(path)
    loader()


def reader(settings: Mapping[str, Any]) -> AsyncCrawlerProcess:
    """Make what reads sources in this process, with SETTINGS above the project's own."""
    ours = get_project_settings()
    ours.setdict(settings, priority="cmdline")
    made = AsyncCrawlerProcess(ours)
    # Scrapy filters what it says where it is written: three lines a page would be made for nothing.
    logging.getLogger("scrapy").setLevel(ours["LOG_LEVEL"])
    return made


def crawl(source: str, settings: Mapping[str, Any], log: Path) -> None:
    """Read SOURCE as ``scrapy crawl`` would, bounded, its words in LOG; exit 1 if it cannot begin."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(HOME)
    with log.open("a") as told:
        os.dup2(told.fileno(), sys.stdout.fileno())
        os.dup2(told.fileno(), sys.stderr.fileno())
    process = reader({**settings, "LOG_FILE": str(log)})
    process.crawl(source)
    process.start()
    sys.exit(int(process.bootstrap_failed))
