"""A feed that an employer or a board publishes for others to read: each a row of feeds.csv."""

from scrapy.http import Response
from w3lib.url import add_or_replace_parameter

from spiders.bases.feed import FeedSpider
from spiders.bases.feeds import FORMATS
from spiders.bases.feeds.format import Feed
from spiders.bases.tenant import TenantSpider

#: WP Job Manager's feed has pages; all other feeds are one.
PAGED, SIZE = "job_feed", 100


class FeedRow(TenantSpider, FeedSpider):
    """A feed of vacancies, in whichever of the formats that are in use.

    Its row says whether it is ``complete``, and its ``scope``: a feed of ``morocco`` need not
    name the country.
    """

    # SourceSpider
    rechecked = True  # most feeds show the latest alone

    # FeedSpider
    formats = FORMATS

    @classmethod
    def addresses(cls, tenant: str, url: str) -> list[str]:
        if PAGED in url:
            url = add_or_replace_parameter(url, "posts_per_page", str(SIZE))
            url = add_or_replace_parameter(url, "paged", "1")
        return [url]

    @property
    def complete(self) -> bool:
        """Whether the feed shows all that is open."""
        return self.row.get("complete") == "yes"

    def next_url(self, feed: Feed, response: Response, page: int, new: int) -> str | None:
        if PAGED not in response.url or not feed.entries:
            return None
        if new:
            return add_or_replace_parameter(response.url, "paged", str(page + 1))
        if len(feed.entries) >= SIZE:
            self.fault(f"{response.url} names nothing new, and says that there is more")
        return None  # the site knows no pages, and showed all at once
