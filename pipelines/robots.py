"""Keep what each host's robots.txt said, for a day: RFC 9309, 2.4, has nobody believe it for longer."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from sqlite_utils import Database

from offers.clock import moment, stamp
from offers.database import connect, writing

#: A little less than a day: what is read daily, some seconds early, asks anew each day.
FRESH = timedelta(hours=23)

SAID = "select status, body from robots where host = ? and asked_at between ? and ?"
KEEP = """
insert into robots (host, status, body, asked_at) values (?, ?, ?, ?)
on conflict (host) do update set status = excluded.status, body = excluded.body, asked_at = excluded.asked_at
"""
OVER = "delete from robots where asked_at not between ? and ?"


class KeepRobots:
    """Lend a source what hosts said in the last day when it opens; when it closes, keep what it was told."""

    def __init__(self, crawler: Crawler):
        self.path = crawler.settings["DATABASE"]
        now = moment(crawler.settings.get("NOW"))
        self.since, self.now = stamp(now - FRESH), stamp(now)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        found = cls(crawler)
        crawler.signals.connect(found.opened, signals.spider_opened)
        crawler.signals.connect(found.closed, signals.spider_closed)
        return found

    def opened(self, spider: Any) -> None:
        spider.robots_kept, spider.robots_read = self.look, {}

    def look(self, host: str) -> tuple[int, str] | None:
        """Return the status and the body of HOST's robots.txt, where it was asked in the last day."""
        db = connect(self.path)
        found: tuple[int, str] | None = db.conn.execute(
            SAID, [host, self.since, self.now]
        ).fetchone()
        db.close()
        return found

    def closed(self, spider: Any) -> None:
        if spider.robots_read:
            db = connect(self.path)
            self.keep(db, spider.robots_read)
            db.close()

    def keep(self, db: Database, read: Mapping[str, tuple[int, str]]) -> None:
        """Keep in DB what was READ of each host, and forget what is too old, or dated in the future."""
        rows = [(host, status, body, self.now) for host, (status, body) in read.items()]
        with writing(db):
            db.conn.execute(OVER, [self.since, self.now])
            db.conn.executemany(KEEP, rows)
