"""A market of every site, and the door to it for a source that is driven without a network."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.responsetypes import responsetypes
from scrapy.utils.project import get_project_settings

from spiders.bases.loader import SourceLoader
from world.market import Market
from world.server import World

START = date(2026, 11, 2)
LAST = 3
MARKET = Market(seed=7, size=900, days=LAST + 1, start=START, permitted=True)


class Web:
    """Stand in for the web: the door of tests.conftest.drive to a world."""

    def __init__(self, world: World):
        self.world = world

    def answer(self, request):
        parts = urlsplit(request.url)
        target = request.url.partition(parts.netloc)[2]
        page = self.world.answer(parts.hostname, target, request.body.decode())
        if page.location:
            return self.answer(request.replace(url=f"https://{parts.hostname}{page.location}"))
        body, headers = page.body.encode(), {"Content-Type": page.type}
        kind = responsetypes.from_args(headers={b"Content-Type": page.type.encode()}, body=body)
        return kind(request.url, page.status, headers, body, request=request)


def spider_of(source: str, folder: Path):
    """The class of SOURCE, of a file or of the market's rows, which are written to FOLDER."""
    MARKET.write_rows(folder)
    settings = get_project_settings()
    settings.set("ROWS", str(folder))
    return SourceLoader.from_settings(settings).load(source)
