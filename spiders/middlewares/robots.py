"""Keep robots.txt as RFC 9309 tells it: Scrapy allows everything where it cannot be had."""

import re
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
#: RFC 9309, 2.5: at least 500 KiB are read; a longer file is cut.
LONGEST = 512_000
_AGENT = re.compile(r"(\s*user[- ]?agent\s*:?)(.*)", re.I)


def unreachable(status: int) -> bool:
    """Say whether an answer with STATUS tells nothing of what is allowed: then nothing is."""
    return status >= 500 or status == 429


def rules(status: int, body: bytes, agent: str) -> bytes:
    """Return what AGENT is to read as robots.txt, of an answer with STATUS and BODY.

    >>> rules(503, b"Back soon", "a"), rules(404, b"No", "a"), rules(200, b"<!DOCTYPE html>No", "a")
    (b'User-agent: *\\nDisallow: /\\n', b'', b'')
    """
    if unreachable(status):
        return NOTHING_ALLOWED
    return b"" if status >= 300 or page(body) else ours(body[:LONGEST], agent)


def page(body: bytes) -> bool:
    """Say whether BODY is a web page, and no rules."""
    return b"<html" in body[:2000].lower() or body[:200].lstrip().lower().startswith(b"<!doctype")


def ours(text: bytes, agent: str) -> bytes:
    """Give all who are not AGENT one name in TEXT: the parser keeps each rule for each name.

    >>> ours(b"User-agent: bot1\\nUser-agent: agg*\\nUser-agent: *\\nDisallow: /a", "aggregator")
    b'User-agent: -\\nUser-agent: agg*\\nUser-agent: *\\nDisallow: /a'
    """

    told = (_AGENT.match(line) or line for line in text.decode("utf-8", "ignore").splitlines())
    return "\n".join(one if isinstance(one, str) else _named(one, agent) for one in told).encode()


def _named(line: re.Match[str], agent: str) -> str:
    name = line[2].split("#")[0].strip().lower()
    known = name == "*" or name.replace("*", "") in agent.lower()
    return line.string if known else f"{line[1]} -"


class Robots(RobotsTxtMiddleware):
    """Ask a host nothing in this run when its robots.txt cannot be had; count it."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        body = rules(response.status, response.body, self._robotstxt_useragent or "")
        if unreachable(response.status):
            self._stats.inc_value("robotstxt/unreachable")
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Let a request through that robots.txt refuses, where its publisher permits it in writing.

        A request may name pages of its host that must be allowed beside its own (``robots_too``).
        """
        spider = self.crawler.spider
        permitted = self.crawler.settings.getbool("PERMITTED") and getattr(spider, "refuses", None)
        if permitted and not self._stats.get_value("robotstxt/unreachable"):
            self._stats.inc_value("robotstxt/permitted")
            return
        for url in (request.url, *request.meta.get("robots_too", ())):
            super().process_request_2(rp, request.replace(url=url))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, IgnoreRequest):  # ours: too many redirects (allowed, 2.3.1.2), a refusal
            return super()._robots_error(exc, netloc)
        self._stats.inc_value("robotstxt/unreachable")
        parser = self._parserimpl.from_crawler(self.crawler, NOTHING_ALLOWED)
        waiting: Any = self._parsers[netloc]
        self._parsers[netloc] = parser
        waiting.callback(parser)
        return None
