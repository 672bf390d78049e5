"""Keep until when a host wants to be left alone: no run asks it before, whoever begins it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from sqlite_utils import Database

from offers.clock import moment, stamp
from offers.database import connect, writing

WAITING = "select host, not_before from hosts where not_before > ?"
WAIT = """
insert into hosts (host, not_before, why) values (?, ?, ?)
on conflict (host) do update set not_before = excluded.not_before, why = excluded.why
where excluded.not_before > not_before
"""
OVER = "delete from hosts where not_before <= ?"
#: Where the stats of a run say so.
SAID = "asked_to_wait/"


class AskedToWait:
    """Tell a source which hosts wait when it opens; when it closes, keep which asked to."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.now = moment(crawler.settings.get("NOW"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        found = cls(crawler)
        crawler.signals.connect(found.opened, signals.spider_opened)
        crawler.signals.connect(found.closed, signals.spider_closed)
        return found

    def opened(self, spider: Any) -> None:
        db = connect(self.crawler.settings["DATABASE"])
        spider.waits = dict(db.conn.execute(WAITING, [stamp(self.now)]).fetchall())
        db.close()

    def closed(self) -> None:
        asked = list(waits(self.crawler.stats.get_stats(), self.now) if self.crawler.stats else ())
        if asked:
            db = connect(self.crawler.settings["DATABASE"])
            keep(db, asked, self.now)
            db.close()


def waits(stats: Mapping[str, Any], began: datetime) -> list[tuple[str, str, str]]:
    """Return host, until when, and why of those that asked us to wait, by the STATS of a run that BEGAN.

    >>> waits({"asked_to_wait/429/x.example": 90}, datetime.fromisoformat("2026-11-21T09:00:00+01:00"))
    [('x.example', '2026-11-21T08:01:30Z', 'status 429')]
    """
    found = []
    for name, told in stats.items():
        status, _, host = name.removeprefix(SAID).partition("/")
        if name.startswith(SAID) and host:
            found.append((host, stamp(began + timedelta(seconds=told)), f"status {status}"))
    return found


def keep(db: Database, asked: list[tuple[str, str, str]], now: datetime) -> None:
    """Keep what hosts ASKED, the longest wait of each; forget those that are over NOW."""
    with writing(db):
        db.conn.execute(OVER, [stamp(now)])
        db.conn.executemany(WAIT, asked)
