"""Ask a host for its robots.txt once, for all sources that it serves, and again after a day at most.

The source's ``robots_kept`` looks it up and ``robots_read`` carries it out; pipelines.robots keeps it in between.
"""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.utils.httpobj import urlparse_cached

from spiders.middlewares.robots import LONGEST, page

KEPT = "kept"


class RobotsKept:
    """Answer a request for robots.txt from what was kept of it, and note what is worth keeping."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        look = getattr(self.crawler.spider, "robots_kept", None)
        if look is None or not _asked(request) or not (kept := look(_host(request))):
            return None
        self.crawler.stats.inc_value("robotstxt/kept")
        status, body = kept
        return TextResponse(request.url, status, body=body, encoding="utf-8", flags=[KEPT])

    def process_response(self, request: Request, response: Response) -> Response:
        read = getattr(self.crawler.spider, "robots_read", None)
        if read is not None and _asked(request) and KEPT not in response.flags and told(response):
            read[_host(request)] = (
                response.status,
                response.body[:LONGEST].decode("utf-8", "ignore"),
            )
        return response


def told(response: Response) -> bool:
    """Say whether RESPONSE tells what is allowed: rules, or that there are none; an outage or a challenge does not."""
    if 400 <= response.status < 500:
        return response.status != 429
    return response.status == 200 and not page(response.body)


def _asked(request: Request) -> bool:
    return urlparse_cached(request).path == "/robots.txt"


def _host(request: Request) -> str:
    """Return whose robots.txt REQUEST asks for: each scheme, name and port has its own (RFC 9309, 2.3)."""
    asked = urlparse_cached(request)
    return f"{asked.scheme}://{asked.netloc}"
