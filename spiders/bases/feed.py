"""RSS and Atom: each entry tells a posting."""

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from offers.posting import Posting, Sighting
from spiders.bases.source import SourceSpider
from spiders.bases.xml_page import is_whole, local, told, xml_root

#: Where RSS and Atom say it, the fullest first.
ENTRY = {
    "ref": ("guid", "id", "link"),
    "url": ("link", "guid", "id"),
    "title": ("title",),
    "published": ("pubdate", "published", "date", "updated"),
    "description": ("encoded", "content", "description", "summary"),
}


class FeedSpider(SourceSpider):
    """Read each entry of the feeds of ``start_urls``, RSS 2.0 or Atom.

    #. Set ``fields`` to the local name, in lower case, of the elements that this feed adds:
       ``{"company": "company", "city": "location"}``.
    #. Set ``complete`` where the feed shows all that is open. Most show the latest only, and what
       has left such a feed is not closed.
    """

    fields: ClassVar[dict[str, str]] = {}
    complete: ClassVar[bool] = False

    async def start(self) -> AsyncIterator[Request]:
        self.unread_feeds = set(self.start_urls)
        for url in self.start_urls:
            yield Request(url, self.parse, errback=self.lost_feed, cb_kwargs={"url": url})

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Sighting | Posting]:
        root = xml_root(response.body)
        if root is None or local(root) not in ("rss", "rdf", "feed"):
            return self.fault(f"no feed at {response.url}")
        if not is_whole(response.body):
            self.fault(f"the feed at {response.url} is cut short")
        for entry in root.iter():
            if local(entry) in ("item", "entry"):
                yield from self.read_entry(told(entry), response)
        self.unread_feeds.discard(kwargs.get("url", response.url))
        if not self.unread_feeds:
            self.ended() if self.complete else self.told_latest()

    def read_entry(self, entry: dict[str, str], response: Response) -> Iterator[Sighting | Posting]:
        """Tell the posting of ENTRY, or that it is known unchanged."""
        said = {field: _first(entry, names) for field, names in ENTRY.items()}
        said |= {field: entry.get(name) for field, name in self.fields.items()}
        if not said["ref"]:
            return self.crawler.stats.inc_value("listing/skipped")
        yield from self.make_listed(said, said, response)

    def lost_feed(self, failure: Failure) -> None:
        """Believe no list of which a part could not be had."""
        self.fault(f"a feed could not be had: {failure.getErrorMessage()}")


def _first(entry: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((entry[name] for name in names if name in entry), None)
