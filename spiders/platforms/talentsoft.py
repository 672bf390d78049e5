"""Talentsoft (Cegid): each employer's host hands out its vacancies as RSS, a thousand at most."""

from scrapy.http import Response

from spiders.bases.feed import FeedSpider
from spiders.bases.feeds.format import Feed
from spiders.bases.feeds.talentsoft import TALENTSOFT
from spiders.bases.tenant import TenantSpider

MOST = 1000


class Talentsoft(TenantSpider, FeedSpider):
    """An employer's careers site on Talentsoft. The tenant is its host."""

    # TenantSpider
    # LCID is a language, French, and no country.
    endpoint = f"https://{{tenant}}/handlers/offerRss.ashx?LCID=1036&top={MOST}"

    # FeedSpider
    formats = (TALENTSOFT,)
    complete = True

    def next_url(self, feed: Feed, response: Response, page: int, new: int) -> None:
        if len(feed.entries) >= MOST:
            self.fault(f"{response.url} shows its first {MOST} vacancies: there may be more")
