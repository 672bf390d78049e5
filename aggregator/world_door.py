"""Scrapy's door to a simulated web: every host is asked at one loopback address, by its real name."""

from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

#: What a crawl of a world needs: no pauses, and this door in place of the network's.
SETTINGS = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "aggregator.world_door.WorldHandler"),
}


def loopback(url: str) -> str:
    """Return URL if it names a loopback address; raise ValueError, saying what is accepted, otherwise.

    >>> loopback("http://127.0.0.1:8080")
    'http://127.0.0.1:8080'
    """
    host = urlsplit(url).hostname or ""
    name = "127.0.0.1" if host == "localhost" else host
    try:
        if ip_address(name).is_loopback:
            return url
    except ValueError:
        pass
    raise ValueError(f"a world is served on this machine: http://127.0.0.1:PORT, not {url}")


class WorldHandler(HTTP11DownloadHandler):
    """Ask the world for the page, and answer as the real host: spiders and manners see real URLs."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.world = urlsplit(loopback(crawler.settings["WORLD"]))

    async def download_request(self, request: Request) -> Response:
        asked = urlsplit(request.url)
        url = urlunsplit((self.world.scheme, self.world.netloc, asked.path, asked.query, ""))
        inside = request.replace(url=url)
        inside.headers["Host"] = asked.netloc
        inside.meta.update(request.meta)
        response = await super().download_request(inside)
        request.meta["download_latency"] = inside.meta.get("download_latency")
        return response.replace(url=request.url)
