"""A row of a list leads to the posting's own page: asked for when it is new or changed, and only then."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from scrapy import Request
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import JsonResponse, Response, TextResponse
from twisted.python.failure import Failure

from offers.posting import Posting, Sighting
from spiders.bases.soft_404 import not_there
from spiders.bases.source import SourceSpider

#: What a site answers where a posting was, and is no more.
GONE = (404, 410)
#: Why a page did not come, by what was raised.
LOST = (
    (DownloadTimeoutError, "too slow"),
    (DownloadCancelledError, "too long"),
    (ResponseDataLossError, "cut short"),
    (ValueError, "leads nowhere"),
)
#: A posting's page is asked for when it changed, and is not worth keeping to ask again.
ONCE = {"dont_cache": True}


def visit(
    spider: SourceSpider,
    said: dict[str, Any],
    read: Callable,
    row: dict[str, Any] | None = None,
    json_at: str | None = None,
) -> Iterator[Request | Sighting]:
    """Ask for the page of the posting that SAID tells of, or say that it is known unchanged.

    SAID holds its ref and url at least; ROW is what decides whether it changed. READ is called
    with the page and SAID, which then holds the row's hash, too. JSON_AT is where the posting is
    had as JSON, where a script draws the page at its url.
    """
    digest, unchanged = spider.listed(said["ref"], row)
    if unchanged:
        yield from spider.sighting(said["ref"])
        return
    spider.crawler.stats.inc_value("pages/asked")
    yield Request(
        json_at or said["url"],
        partial(visited, spider, read, bool(json_at)),
        errback=partial(unvisited, spider),
        cb_kwargs={"said": said | {"listed_hash": digest}},
        headers={"Accept": "application/json"} if json_at else None,
        meta=ONCE,
    )


def visited(
    spider: SourceSpider, read: Callable, as_json: bool, response: Response, said: dict[str, Any]
) -> Iterator[Any]:
    """Read a posting's page, if it is one, or the JSON wanted: an outage may answer with anything."""
    if isinstance(response, TextResponse) and isinstance(response, JsonResponse) == as_json:
        if not as_json and not_there(response):
            yield from row_alone(spider, said, response, "listing/soft_404")
        else:
            yield from read(response, said)
    else:
        yield from row_alone(spider, said, response, "listing/detail_failed")


def unvisited(spider: SourceSpider, failure: Failure) -> Iterator[Posting]:
    """Tell what the row said, where the posting's page cannot be had; nothing, where it is gone."""
    request = failure.request  # Scrapy sets it
    said = request.cb_kwargs["said"]
    response = getattr(failure.value, "response", None) or Response(request.url)
    if response.status in GONE:
        spider.is_gone(said["ref"], f"its page answers {response.status}")
        return
    spider.crawler.stats.inc_value(f"pages/lost/{why_lost(failure)}")
    yield from row_alone(spider, said, response, "listing/detail_failed")


def why_lost(failure: Failure) -> str:
    """Say in a few words, to be counted, why a page could not be had.

    >>> why_lost(Failure(TimeoutError())), why_lost(Failure(DownloadTimeoutError()))
    ('no answer', 'too slow')
    """
    if status := status_of(failure):
        return f"status {status}"
    if isinstance(failure.value, IgnoreRequest):
        circles = "max redirections" in str(failure.value)
        return "redirected too often" if circles else "not for us"
    return next((why for kind, why in LOST if isinstance(failure.value, kind)), "no answer")


def status_of(failure: Failure) -> int:
    """Give the status that a page which could not be had was answered with; 0, where nothing answered."""
    return getattr(getattr(failure.value, "response", None), "status", 0)


def row_alone(
    spider: SourceSpider, said: dict[str, Any], response: Response, why: str
) -> Iterator[Posting]:
    """Tell what the row said and no more; count WHY, and ask for the page again the next time."""
    spider.crawler.stats.inc_value(why)
    spider.crawler.stats.inc_value("pages/unread")
    spider.logger.warning("%s: %s", why, said["url"])
    yield from spider.make(said | {"listed_hash": None}, response)
