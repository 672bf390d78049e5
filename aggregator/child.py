"""The process that reads one source, forked from one that has imported all it needs."""

import logging
import os
import resource
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings

from aggregator import HOME, logs
from aggregator.locking import Locked, held, named
from aggregator.sources import loader

#: A source may hold so much memory.
MEMORY = 2 * 1024**3
#: After a polite word, a process has so many seconds to put its work away.
GRACE = 30
#: How politely it asks for the processor: who serves pages goes first.
NICE = 10
#: What a process ends with that another has forestalled.
TAKEN = 75
#: Which settings name classes, by their paths.
CLASSES = ("ITEM_PIPELINES", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS")


@dataclass(frozen=True)
class Task:
    """What a child is to read, within which bounds, and where its words go."""

    source: str
    settings: Mapping[str, Any]
    minutes: float
    log: Path
    form: str = "text"


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


def crawl(task: Task) -> None:
    """Read the source as ``scrapy crawl`` would, bounded, its words in the log.

    Exits 1 if it cannot begin, 75 if another process reads that source.
    """
    _bound(task.minutes)
    os.chdir(HOME)
    try:
        with held(named(task.settings["DATABASE"], task.source), "a crawl"):
            _crawl(task)
    except Locked:
        sys.exit(TAKEN)


def _crawl(task: Task) -> None:
    _print_to(task.log)
    process = reader({**task.settings, "LOG_ENABLED": False})
    handler = logs.to_file(logging.getLogger(), task.log, task.form, source=task.source)
    handler.setLevel(process.settings["LOG_LEVEL"])
    process.crawl(task.source)
    process.start()
    sys.exit(int(process.bootstrap_failed))


def _print_to(log: Path) -> None:
    """Put the log of the run before aside, and send to a new one what is printed, by C code too."""
    logs.put_aside(log)
    with log.open("a") as told:
        os.dup2(told.fileno(), sys.stdout.fileno())
        os.dup2(told.fileno(), sys.stderr.fileno())


def _bound(minutes: float) -> None:
    """Bound memory and processor time, and end with the process that asked for this one."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # The clock of who waits for us strikes first, while it lives.
    seconds = int(minutes * 60) + GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + GRACE))
    os.nice(NICE)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process, politely first, when the one that started it is gone."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)
