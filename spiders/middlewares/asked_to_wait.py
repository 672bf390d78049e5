"""Note until when a host wants to be left alone, and leave it alone: in this run, and in those to come.

The stats carry it out (``asked_to_wait/STATUS/HOST``: seconds from the run's beginning), the source's
``waits`` carry it in ({host: until when}); pipelines.asked_to_wait keeps it in between.
"""

import time
from datetime import UTC
from email.utils import format_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from offers.clock import moment
from spiders.middlewares.retry_after import seconds

#: Who asks for more is asked again after so many seconds all the same: seven days.
LONGEST = 7 * 86_400
BUSY = (429, 503)
HEADERS = (b"Retry-After", b"Date")


class AskedToWait:
    """Note how long the host of a refusal wants us to wait; a wait that is over in this run is none."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.began = time.monotonic()
        now = moment(crawler.settings.get("NOW")).astimezone(UTC)
        self.date = format_datetime(now, usegmt=True)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in BUSY and b"Retry-After" in response.headers:
            said, date = (response.headers.get(h, b"").decode("latin-1") for h in HEADERS)
            self._note(request, response.status, seconds(said, date or self.date) or 0)
        return response

    def _note(self, request: Request, status: int, wait: float) -> None:
        if wait > 0:
            passed = time.monotonic() - self.began
            what = f"asked_to_wait/{status}/{urlparse_cached(request).hostname}"
            self.crawler.stats.max_value(what, int(passed + min(wait, LONGEST)))


class LeftAlone:
    """Ask nothing, not even for robots.txt, of a host that wants to be left alone; count it."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname
        until = getattr(self.crawler.spider, "waits", {}).get(host)
        if until is None:
            return
        stats, why = self.crawler.stats, f"{host} asked us to wait until {until}"
        stats.inc_value("asked_to_wait/left_alone")
        if not stats.get_value("downloader/response_count"):
            stats.set_value("blocked", why)
        raise IgnoreRequest(why)
