"""A sitemap leads to pages of another shape."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from offers.posting import Sighting
from spiders.bases.source import SourceSpider
from spiders.bases.visit import visit
from spiders.bases.xml_page import local, told, xml_page


class SitemapSpider(SourceSpider):
    """Read the sitemaps of ``start_urls``, and ask for each posting's page that they name.

    #. Set ``start_urls`` to the sitemaps, or to the index that names them.
    #. Set ``address`` to what a posting's URL looks like; its first group is the ref.
    #. Set ``maps`` to what the URL of a sitemap of postings looks like, where the index has others.
    #. Stand behind the shape of the pages, which gives ``parse_page(response, said)``:
       ``class Chantier(SchemaOrgSpider, SitemapSpider)``.
    """

    address: ClassVar[str]
    maps: ClassVar[str] = ""
    #: An index that names more sitemaps than this is not believed.
    most_maps: ClassVar[int] = 50

    def parse_page(self, response: Response, said: dict[str, Any]) -> Iterator:
        raise NotImplementedError(f"{self.name}: what do its pages look like?")

    async def start(self) -> AsyncIterator[Request]:
        self.unread_maps = set(self.start_urls)
        for url in self.start_urls:
            yield self._map(url)

    def parse_sitemap(self, response: Response, url: str) -> Iterator[Request | Sighting]:
        """Follow an index to its sitemaps, a sitemap to its postings."""
        root, whole = xml_page(response.body)
        name = "" if root is None else local(root)
        if root is None or name not in ("urlset", "sitemapindex"):
            self.fault(f"no sitemap at {response.url}")
            yield from self.map_read(url)
            return
        if not whole:
            self.fault(f"the sitemap at {response.url} is cut short")
        rows = [row for row in map(told, root) if "loc" in row]
        yield from self._index(rows) if name == "sitemapindex" else self._urls(rows)
        yield from self.map_read(url)

    def map_read(self, url: str) -> Iterator[Request | Sighting]:
        """Note that the sitemap at URL is read."""
        self.unread_maps.discard(url)
        if not self.unread_maps:
            yield from self.maps_read()

    def maps_read(self) -> Iterator[Request | Sighting]:
        """Say that every sitemap is read; override where what they name is asked for only then."""
        self.ended()
        yield from ()

    def lost_sitemap(self, failure: Failure) -> Iterator[Request | Sighting]:
        """Believe no list of which a part could not be had."""
        self.fault(f"a sitemap could not be had: {failure.getErrorMessage()}")
        yield from self.map_read(failure.request.cb_kwargs["url"])

    def _map(self, url: str) -> Request:
        cb_kwargs = {"url": url}
        return Request(url, self.parse_sitemap, errback=self.lost_sitemap, cb_kwargs=cb_kwargs)

    def _index(self, rows: list[dict[str, str]]) -> Iterator[Request]:
        maps = [row["loc"] for row in rows if re.search(self.maps, row["loc"])]
        if len(maps) > self.most_maps or not maps:
            self.fault(f"an index of {len(rows)} sitemaps, {len(maps)} of them ours")
        self.unread_maps.update(maps[: self.most_maps])
        yield from map(self._map, maps[: self.most_maps])

    def _urls(self, rows: list[dict[str, str]]) -> Iterator[Request | Sighting]:
        dated = len({row.get("lastmod") for row in rows}) > 1  # one date for all is no date
        ours = [row for row in rows if self.is_ours(row["loc"])]
        found = [(m[1], row) for row in ours if (m := re.search(self.address, row["loc"]))]
        if not found:
            self.fault("a sitemap without a posting")
        for ref, row in found:
            if ref in self.named:  # named twice: in another language, or with a tracking parameter
                continue
            said = {"ref": ref, "url": row["loc"]}
            seen = said | {"lastmod": row.get("lastmod")} if dated else said
            yield from visit(self, said, self.parse_page, seen)
