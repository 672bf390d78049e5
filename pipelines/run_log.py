"""One row in runs for each reading of a source, opened and closed with it; and what it refused."""

import json
from dataclasses import asdict
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from offers.clock import moment
from offers.database import connect, writing
from offers.posting import Posting
from pipelines.closing import Closed, close_gone
from pipelines.covered import coverage
from pipelines.health import judge
from pipelines.leave_out import LeftOut
from pipelines.runs import Source, before, begin, end, reject
from pipelines.verdict import verdict

#: A list may go on for a while naming what is past: it is known, and not read again.
KNOWN = """
select ref, listed_hash from postings
where source = :source
  and (closed_on is null or deadline_on < :day and deadline_on > date(:day, '-60 days'))
"""
#: What a list names and is no vacancy in Morocco is remembered for so long after it was last named.
ELSEWHERE = "select ref, listed_hash from elsewhere where source = ?"
PASS_OVER = """
insert into elsewhere (source, ref, listed_hash, seen_on) values (?, ?, ?, ?)
on conflict (source, ref) do update set listed_hash = excluded.listed_hash, seen_on = excluded.seen_on
"""
FORGET = "delete from elsewhere where source = ? and seen_on < date(?, '-60 days')"


class RunLog:
    """Open the run when the source opens, keep what is dropped, judge and close the run at the end."""

    run: int

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.now = moment(crawler.settings.get("NOW"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        log = cls(crawler)
        for signal, slot in (
            (signals.spider_opened, log.opened),
            (signals.item_dropped, log.dropped),
            (signals.item_error, log.failed),
            (signals.spider_closed, log.closed),
        ):
            crawler.signals.connect(slot, signal)
        return log

    def opened(self, spider: Any) -> None:
        self.db = connect(self.crawler.settings["DATABASE"])
        self.run = begin(self.db, introduction(spider), self.now)
        if self.crawler.settings.getbool("INCREMENTAL"):
            asked = {"source": spider.name, "day": self.now.date().isoformat()}
            spider.known = dict(self.db.conn.execute(KNOWN, asked).fetchall())
            spider.elsewhere = dict(self.db.conn.execute(ELSEWHERE, [spider.name]).fetchall())

    def dropped(self, item: Any, exception: BaseException, spider: Spider) -> None:
        if isinstance(item, Posting):
            told = {} if isinstance(exception, LeftOut) else asdict(item)
            reject(self.db, self.run, spider.name, self.now, str(exception), told)

    def failed(self, item: Any, failure: Any, spider: Spider) -> None:
        payload = asdict(item) if isinstance(item, Posting) else {"item": repr(item)}
        reason = f"an error of ours: {failure.type.__name__}: {failure.getErrorMessage()}"
        reject(self.db, self.run, spider.name, self.now, reason, payload)

    def closed(self, spider: Spider, reason: str) -> None:
        stats = dict(self.crawler.stats.get_stats()) if self.crawler.stats else {}
        if self.crawler.settings.getbool("LATEST"):
            stats["asked/latest"] = 1
        row = asdict(verdict(stats, reason)) | counts(stats)
        row |= self._judged(spider, row)
        if row["outcome"] == "ok":
            row["cause"] = self._close(spider, row).why
        self._pass_over(spider)
        end(self.db, self.run, self.now, row)
        self.db.close()

    def _judged(self, spider: Spider, row: dict[str, Any]) -> dict[str, Any]:
        """Judge what the run gave, ROW, before anything is closed: a run that is not good proves nothing."""
        told = {"left": row["stats"].get("asked/latest", 0)}
        judged = judge(row | told, before(self.db, self.run, spider.name))
        if judged is None:
            return {"complete": False}
        complete = row["complete"] and judged.good
        return {"complete": complete, "verdict": judged.verdict, "verdict_why": judged.why}

    def _close(self, spider: Any, row: dict[str, Any]) -> Closed:
        """Close what is past; and what is gone, where the run is good."""
        good = row["verdict"] == "good"
        told, window = getattr(spider, "gone", {}) if good else {}, getattr(spider, "window", None)
        return close_gone(self.db, spider.name, self.run, row["complete"], told, self.now, window)

    def _pass_over(self, spider: Any) -> None:
        """Remember what the list named and is elsewhere, so that its pages are not read again."""
        day = self.now.date().isoformat()
        refs = getattr(spider, "elsewhere", {})
        rows = [(spider.name, r, refs[r], day) for r in refs if r in spider.named]
        with writing(self.db):
            self.db.conn.executemany(PASS_OVER, rows)
            self.db.conn.execute(FORGET, [spider.name, day])


def run_of(crawler: Crawler) -> int:
    """Return the run that CRAWLER's reading is, once its source has opened."""
    log = crawler.get_extension(RunLog)
    assert log, "EXTENSIONS must name pipelines.run_log.RunLog"
    return log.run


def introduction(spider: Spider | type[Spider]) -> Source:
    """Return how SPIDER introduces its source."""
    terms = [line for line in (spider.__doc__ or "").splitlines() if "Terms: " in line]
    urls = getattr(spider, "start_urls", None) or [None]
    return Source(
        name=spider.name,
        title=getattr(spider, "title", spider.name),
        kind=getattr(spider, "kind", "board"),
        url=urls[0],
        terms=terms[0].split("Terms: ")[1].strip() if terms else None,
    )


def counts(stats: dict[str, Any]) -> dict[str, Any]:
    """Return the counts that a run keeps, of a crawl's STATS; the rest stays beside them as JSON."""
    read, had = coverage(stats)
    return {
        "seconds": stats.get("elapsed_time_seconds"),
        "read": read,
        "coverage": json.dumps(had) if read else None,
        "requests": stats.get("downloader/request_count", 0),
        "listed": stats.get("listing/listed", 0),
        "new": stats.get("store/new", 0),
        "changed": stats.get("store/changed", 0),
        "unchanged": stats.get("store/unchanged", 0),
        "stats": stats,
    }
