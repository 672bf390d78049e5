"""Ask whether a page changed, rather than for the page: lists, feeds and sitemaps that bear an ETag.

Scrapy's cache does the work. Its own policies guess how long a page stays fresh, and serve the
old page where the site is down; a list that is to tell what is alive can afford neither.
"""

from scrapy import Request
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.extensions.httpcache import RFC2616Policy
from scrapy.http import Response


class AlwaysAsk(RFC2616Policy):
    """Keep what bears a validator, ask about it each time, believe a 304 and nothing else."""

    def should_cache_request(self, request: Request) -> bool:
        keyed = b"Authorization" in request.headers  # what was asked is kept with the answer
        return request.method == "GET" and not keyed

    def should_cache_response(self, response: Response, request: Request) -> bool:
        validated = b"ETag" in response.headers or b"Last-Modified" in response.headers
        forbidden = b"no-store" in self._parse_cachecontrol(response)
        return response.status == 200 and validated and not forbidden

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        self._set_conditional_validators(request, cachedresponse)
        return False

    def is_cached_response_valid(
        self, cachedresponse: Response, response: Response, request: Request
    ) -> bool:
        return response.status == 304


class Revalidate(HttpCacheMiddleware):
    """Let a site that is down be down."""

    def process_exception(self, request: Request, exception: Exception) -> None:
        request.meta.pop("cached_response", None)
