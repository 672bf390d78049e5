"""Ask for nothing twice; but where a page leads to, we go, though we were there before."""

from scrapy import Request
from scrapy.dupefilters import RFPDupeFilter


class AskedOnce(RFPDupeFilter):
    """Let a redirect through: that a posting's page leads back to the list says that it is gone.

    Scrapy's own filter drops it without a word, or takes the list for read that it leads to.
    """

    def request_seen(self, request: Request) -> bool:
        return not request.meta.get("redirect_times") and super().request_seen(request)
