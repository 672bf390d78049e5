"""Follow no link to another site; and tell the source so, where one of its pages leads there."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware


class Offsite(OffsiteMiddleware):
    """Refuse what stands on another site when it is to be asked for, and not when it is queued.

    What Scrapy's own drops from the queue never comes back: a posting whose page has moved to its
    employer's site would be lost, though its list names it.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        found = cls(crawler.stats)
        found.crawler = crawler
        crawler.signals.connect(found.spider_opened, signals.spider_opened)
        return found
