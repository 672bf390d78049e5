"""Teamtailor: each employer's careers site publishes all its vacancies as RSS, a hundred a page."""

from collections.abc import Mapping
from typing import Any

from scrapy.http import Response
from w3lib.url import add_or_replace_parameter

from spiders.bases.feed import FeedSpider
from spiders.bases.feeds.format import Feed
from spiders.bases.tenant import TenantSpider
from spiders.bases.tree import read, where

SIZE = 100


def remote(entry: Mapping[str, Any]) -> str | None:
    """Give how far the work is remote; "none" stands where nobody said.

    >>> remote({"remotestatus": "hybrid"}), remote({"remotestatus": "none"})
    ('hybrid', None)
    """
    said = read(entry, "remotestatus")
    return None if said == "none" else said


class Teamtailor(TenantSpider, FeedSpider):
    """An employer's careers site on Teamtailor.

    The tenant is the employer's name there, or the host of its own.
    """

    # TenantSpider
    endpoint = "https://{tenant}/jobs.rss?per_page=100&offset=0"

    # FeedSpider
    complete = True
    fields = {
        "city": where("locations.location", ("city", "name"), "country"),
        "remote": remote,
        "occupation": "department",
    }

    @classmethod
    def addresses(cls, tenant: str, url: str) -> list[str]:
        host = tenant if "." in tenant else f"{tenant}.teamtailor.com"
        return [cls.endpoint.format(tenant=host)]

    def next_url(self, feed: Feed, response: Response, page: int, new: int) -> str | None:
        if len(feed.entries) < SIZE:
            return None
        if not new:
            self.fault(f"{response.url} names nothing new, and says that there is more")
            return None
        return add_or_replace_parameter(response.url, "offset", str(page * SIZE))
