"""Leave when a site shows us the door: never knock twice, never look for another way in."""

import asyncio
import re
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response

from offers.text import squeeze, unaccented

#: What only a challenge page holds. (Cloudflare's ``challenge-platform`` script is on good pages.)
_CHALLENGE = re.compile(
    r"_cf_chl_opt|cf-browser-verification|geo\.captcha-delivery\.com|\.well-known/sgcaptcha"
    r"|id=.px-captcha|awsWafCookieDomainList|Pardon Our Interruption"
)
#: What ordinary pages may hold too, beside much else: it counts on a page with hardly any text.
_CAPTCHA = re.compile(r"captcha|cf-turnstile|_Incapsula_Resource|ddos-guard", re.I)
_TITLE = re.compile(
    r"just a moment|un instant|attention required|access denied|acces (?:refuse|interdit)"
    r"|checking your browser|security check|verif(?:ication|ying)\b.*\b(?:securit|human|humain|robot)"
    r"|(?:are you|etes-vous) (?:a|un) (?:robot|human|humain)"
)
_UNSEEN = re.compile(r"<(?:script|style|noscript)\b", re.I)
_SEEN_AGAIN = re.compile(r"</(?:script|style|noscript)\b", re.I)
_TAG = re.compile(r"<[^<>]*>")
#: So few characters of text, and a page is a door rather than a room.
THIN = 1_000


def refusal(response: Response) -> str | None:
    """Say how RESPONSE refuses us, or None where it does not.

    >>> refusal(Response("https://x.example/", status=429))
    'status 429'
    >>> refusal(HtmlResponse("https://x.example/", body=b"<title>Just a moment...</title>"))
    'challenge page'
    """
    if response.status in (401, 403, 429):
        return f"status {response.status}"
    if response.headers.get(b"cf-mitigated") == b"challenge":
        return "challenge page"
    return challenge(response.text) if isinstance(response, HtmlResponse) else None


def challenge(page: str) -> str | None:
    """Say what PAGE wants us to prove instead of showing anything, or None.

    >>> challenge("<script src=/captcha.js></script><p>Cochez la case.</p>")
    'captcha'
    >>> challenge("<script src=/captcha.js></script>" + "<p>Une annonce bien remplie.</p>" * 50)
    """
    if _CHALLENGE.search(page):
        return "challenge page"
    if len(shown(page)) > THIN:
        return None
    title = re.search(r"<title[^>]*>([^<]*)", page, re.I)
    if title and _TITLE.match(squeeze(unaccented(title[1]))):
        return "challenge page"
    return "captcha" if _CAPTCHA.search(page) else None


def shown(page: str) -> str:
    """Return about what a reader sees of PAGE, in time that grows no faster than PAGE does.

    >>> shown("<p>Un<script>deux</script> trois</p>")
    'Un trois'
    """
    first, *rest = _UNSEEN.split(page)
    after = (_SEEN_AGAIN.split(piece, maxsplit=1)[1:] for piece in rest)
    return squeeze(_TAG.sub(" ", first + "".join(f"<{text}" for one in after for text in one)))


class Refused:
    """Stop the source for this run at the first refusal, and say why in the stats (``blocked``)."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.leaving: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if self.leaving:
            raise IgnoreRequest("we were refused, and have left")

    def process_response(self, request: Request, response: Response) -> Response:
        if request.url.endswith("/robots.txt"):  # has a rule of its own: 403 there allows all
            return response
        if why := refusal(response):
            self.leave(why, response.url)
            raise IgnoreRequest(f"refused: {why}")
        return response

    def leave(self, why: str, url: str) -> None:
        """Close the source because of WHY, found at URL."""
        if self.leaving:
            return
        self.crawler.stats.set_value("blocked", why)
        self.crawler.spider.logger.error("%s refuses us: %s. We leave.", url, why)
        closing = self.crawler.engine.close_spider_async(reason="blocked")
        self.leaving = asyncio.get_running_loop().create_task(closing)
