"""Keep from the parsers the pages that would hang them: their C code cannot be interrupted."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse

from offers.wild import too_wild

_XML = ("<?xml", "<rss", "<feed", "<urlset", "<sitemapindex")


class BodyGuard:
    """Refuse a page that no parser should see, and count it (``body/tag``, ``body/depth`` …)."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        markup = isinstance(response, TextResponse) and not isinstance(response, JsonResponse)
        # Of a refusal the status counts; no source parses one.
        if response.status < 400 and markup and (why := too_wild(response.text, is_xml(response))):
            self.crawler.stats.inc_value(f"body/{why}")
            raise IgnoreRequest(f"a page to hang a parser ({why}): {response.url}")
        return response


def is_xml(response: TextResponse) -> bool:
    """Say whether RESPONSE is no HTML: a feed is served as plain text, too.

    >>> is_xml(TextResponse("https://x.example/", body=b"<rss/>", encoding="utf-8"))
    True
    """
    start = response.text[:200].lstrip("\ufeff \t\r\n").lower()
    return not isinstance(response, HtmlResponse) and start.startswith(_XML)
