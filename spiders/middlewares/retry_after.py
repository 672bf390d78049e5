"""Come back when a busy site says to: Scrapy's own retries do not look at Retry-After."""

import asyncio
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

#: Seconds; who wants us to wait longer gets no second request in this run.
LONGEST = 120


def seconds(retry_after: str, date: str) -> float | None:
    """Return how long RETRY_AFTER wants us to wait; DATE is when the site said so.

    >>> seconds("3", ""), seconds("", ""), seconds("soon", "")
    (3.0, None, None)
    >>> seconds("Sat, 21 Nov 2026 09:00:30 GMT", "Sat, 21 Nov 2026 09:00:00 GMT")
    30.0
    """
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        wait = (parsedate_to_datetime(retry_after) - parsedate_to_datetime(date)).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(wait, 0.0)


class RetryAfter(RetryMiddleware):
    """Wait as long as the site asks before a second request, or do not make it."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        again = super().process_response(request, response)
        if not isinstance(again, Request):
            return again
        headers = response.headers
        said = (headers.get(name, b"").decode("latin-1") for name in (b"Retry-After", b"Date"))
        wait = seconds(*said) or 0
        if wait > LONGEST:
            self.crawler.stats.inc_value("retry/too_long")
            return response
        await asyncio.sleep(wait)
        return again
