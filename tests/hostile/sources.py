"""Sources of the hostile web, one of each shape; a child process reads them as any other."""

import re

from lxml import etree
from scrapy import Request

from spiders.bases.feed import FeedSpider
from spiders.bases.json_api import JsonApiSpider
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import markup
from spiders.bases.schema_org import SchemaOrgSpider
from spiders.bases.sitemap import SitemapSpider
from spiders.bases.source import SourceSpider
from tests.hostile.rules import ROBOTS


class Listed(ListingSpider):
    """A list of cards.

    Terms: https://listed.example/
    """

    name, title, kind = "listed", "Listed", "board"
    start_urls = ["http://listed.example/list"]
    allowed_domains = ["listed.example"]
    marker, card, link, row = "ul", "li", "a::attr(href)", {"title": "a"}
    ref = r"/o/([\w-]+)"
    fields = {"title": "h1", "description": markup("article")}
    json_ld = True
    next_page = "a[rel=next]::attr(href)"
    page_limit = 30


class Beside(Listed):
    """A list beside it, on another host."""

    name, title = "beside", "Beside"
    start_urls = ["http://beside.example/list"]
    allowed_domains = ["beside.example"]


class Fed(FeedSpider):
    """A feed."""

    name, title, kind = "fed", "Fed", "board"
    start_urls = ["http://fed.example/feed"]
    complete = True


class Mapped(SchemaOrgSpider, SitemapSpider):
    """A sitemap."""

    name, title, kind = "mapped", "Mapped", "employer"
    start_urls = ["http://mapped.example/sitemap.xml"]
    allowed_domains = ["mapped.example"]
    address = r"/o/([\w-]+)"


class Rows(JsonApiSpider):
    """Pages of JSON."""

    name, title, kind = "rows", "Rows", "employer"
    start_urls = ["http://rows.example/api"]
    rows, next_page = "rows", "next"
    fields = {"ref": "id", "url": "url", "title": "title", "description": "text", "published": "on", "deadline": "until"}  # fmt: skip
    page_limit = 30


class Asking(SourceSpider):
    """A page of each host whose robots.txt is an attack.

    Terms: https://asking.example/
    """

    name, title, kind = "asking", "Asking", "board"
    start_urls = [f"http://{host}/o/1" for host in ROBOTS]

    async def start(self):
        for url in self.start_urls:
            yield Request(url, self.parse, errback=self.lost)

    def parse(self, response):
        host = re.search("//([^/]+)", response.url)[1]
        self.crawler.stats.inc_value(f"let_in/{host}")

    def lost(self, failure):
        self.crawler.stats.inc_value("kept_out")


class Stuck(Listed):
    """A parser of ours that no guard protects: C code that takes minutes."""

    name = "stuck"

    def parse(self, response, page=1):
        etree.HTML("<p " + " ".join(f"a{n}" for n in range(150_000)) + ">")


class Greedy(Listed):
    """A reader of ours that takes all the memory there is."""

    name = "greedy"

    def parse(self, response, page=1):
        bytes(3 * 1024**3)
