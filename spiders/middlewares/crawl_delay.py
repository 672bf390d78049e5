"""Keep the Crawl-delay that a robots.txt asks for: Scrapy reads it, and does not wait."""

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.robotstxt import RobotParser


class CrawlDelay:
    """Slow a host's requests down to the Crawl-delay it asks for, where that is more than ours.

    A simulated world (setting WORLD) is asked without pauses.
    """

    def __init__(self, crawler: Crawler):
        if crawler.settings.get("WORLD"):
            raise NotConfigured
        self.crawler = crawler
        self.ours = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.slow_down, signals.robots_parsed)
        return extension

    def slow_down(self, robotparser: RobotParser, request: Request) -> None:
        """Set the delay of the host that REQUEST asks."""
        asked = robotparser.crawl_delay(self.agent) or 0
        if asked <= self.ours:
            return
        downloader = self.crawler.engine.downloader
        host = downloader.get_slot_key(request)
        # For the slot there is, and for the one made after an idle minute has done away with it.
        downloader.per_slot_settings.setdefault(host, {})["delay"] = asked
        if host in downloader.slots:
            downloader.slots[host].delay = asked
        self.crawler.stats.set_value("robotstxt/crawl_delay", asked)
