"""Never ask for a list of people, whatever leads there: a link, a redirect, a sitemap."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from offers.people import leads_to_people, names_people


class NoPeople:
    """Refuse what an address, or the title of the row that leads there, calls a list of people."""

    def __init__(self, crawler: Crawler):
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        said = request.cb_kwargs.get("said") or {}
        if leads_to_people(request.url) or names_people(said.get("title")):
            if self.stats:
                self.stats.inc_value("people/refused")
            raise IgnoreRequest("it is a list of people, or a file")
