"""Fetch the pages of a list with Scrapy as it comes, and parse nothing: URL URLS."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from aggregator.world_door import SETTINGS
from bench.readers.cost import Cost

url, urls = sys.argv[1:]


class Bare(Spider):
    name = "bare"
    pages = 0

    async def start(self) -> AsyncIterator[Request]:
        for one in Path(urls).read_text().splitlines():
            yield Request(one, dont_filter=True)

    def parse(self, response: Response) -> None:
        Bare.pages += 1


# Its door to the simulated web is ours, so that it is in both figures; the rest is as it comes.
settings = {"LOG_FILE": "/dev/null", "HTTPERROR_ALLOW_ALL": True, "WORLD": url, **SETTINGS}
process = AsyncCrawlerProcess(settings)
process.crawl(Bare)
cost = Cost()
process.start()
print(cost.told(Bare.pages))
