"""Look once more for what a list no longer names: a page that is gone says so at once."""

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from offers.database import connect

#: So many pages are asked for in one run, those unseen for longest first.
MOST = 25
#: What a site answers where a posting was, and is no more; all else says nothing.
GONE = (404, 410)

UNSEEN = """
select p.ref, p.url from postings p join seen s on s.posting = p.id
where p.source = ? and p.closed_on is null
order by s.last_seen, p.id
"""


class Recheck:
    """Ask for the pages of postings that a list left out, before its run ends.

    A list that shows the latest alone proves nothing of the rest; and one that was proved whole
    may close at its second silence only. A page that answers 404 or 410 is surer, and sooner.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.done = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        found = cls(crawler)
        crawler.signals.connect(found.idle, signals.spider_idle)
        return found

    def idle(self, spider: Any) -> None:
        """Ask once, when nothing else is left to ask; raise DontCloseSpider while it lasts."""
        if self.done or not getattr(spider, "rechecked", False) or not self._ended_well():
            return
        self.done = True
        unseen = self._unseen(spider)
        for ref, url in unseen:
            self.crawler.engine.crawl(self._request(spider, ref, url))
        if unseen:
            raise DontCloseSpider

    def _ended_well(self) -> bool:
        told = self.crawler.stats.get_value
        return told("listing/ended") and not told("listing/fault")

    def _unseen(self, spider: Any) -> list[tuple[str, str]]:
        db = connect(self.crawler.settings["DATABASE"])
        rows = db.conn.execute(UNSEEN, [spider.name]).fetchall()
        db.close()
        return [(ref, url) for ref, url in rows if ref in spider.known and ref not in spider.named][
            :MOST
        ]

    def _request(self, spider: Any, ref: str, url: str) -> Request:
        def answered(response: Response) -> None:
            self.crawler.stats.inc_value("recheck/asked")
            if response.status in GONE:
                spider.is_gone(ref, f"its page answers {response.status}")

        meta = {"handle_httpstatus_list": list(GONE), "dont_cache": True}
        # The list may have led here in this very run; the answer is what counts.
        return Request(url, answered, errback=self._lost, meta=meta, dont_filter=True)

    def _lost(self, failure: Any) -> None:
        """Learn nothing from a page that could not be had."""
        self.crawler.stats.inc_value("recheck/lost")
