"""A feed: each entry tells a posting, in whatever format."""

from collections.abc import AsyncIterator, Iterator
from typing import ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from offers.posting import Posting, Sighting
from spiders.bases.feeds.format import Entry, Feed, Format, read_feed
from spiders.bases.feeds.rss import RSS
from spiders.bases.source import SourceSpider
from spiders.bases.tree import Rule, read
from spiders.bases.visit import GONE, status_of


class FeedSpider(SourceSpider):
    """Read each entry of the feeds of ``start_urls``, RSS 2.0 or Atom.

    #. Set ``fields`` to what this feed adds, or says elsewhere: the local name of an element, in
       lower case and without dashes, ``{"company": "company", "city": "location"}``; or any rule
       of ``bases.tree``.
    #. Set ``formats`` where it is neither RSS nor Atom.
    #. Set ``complete`` where the feed shows all that is open. Most show the latest only, and what
       has left such a feed is not closed.
    #. Override ``next_url(feed, response, page, new)`` where it has pages.
    """

    formats: ClassVar[tuple[Format, ...]] = (RSS,)
    fields: ClassVar[dict[str, Rule]] = {}
    complete: bool = False

    async def start(self) -> AsyncIterator[Request]:
        self.unread_feeds = len(self.start_urls)
        for url in self.start_urls:
            yield self.ask(url)

    def ask(self, url: str, page: int = 1) -> Request:
        """Ask for page number PAGE of a feed."""
        cb_kwargs = {"page": page}
        return Request(url, self.parse, errback=self.lost_feed, cb_kwargs=cb_kwargs)

    def parse(self, response: Response, page: int = 1) -> Iterator[Request | Sighting | Posting]:
        feed = read_feed(response.body, self.formats)
        if feed.format is None:
            return self.fault(f"no feed at {response.url}")
        if not feed.whole:
            self.fault(f"the feed at {response.url} is cut short")
        before = len(self.named)
        for entry in feed.entries:
            yield from self.read_entry(entry, feed.format, response)
        yield from self.turn(feed, response, page, len(self.named) - before)

    def read_entry(
        self, entry: Entry, format: Format, response: Response
    ) -> Iterator[Sighting | Posting]:
        """Tell the posting of ENTRY, or that it is known unchanged."""
        rules = {**format.fields, **self.fields}
        said = {field: read(entry, rule) for field, rule in rules.items()}
        if not said["ref"] or not said["title"]:
            self.crawler.stats.inc_value("listing/skipped")
        elif said["ref"] not in self.named:  # else it is told twice
            yield from self.make_listed(said, said, response)

    def turn(self, feed: Feed, response: Response, page: int, new: int) -> Iterator[Request]:
        """Ask for the page after FEED, or say that it was the last."""
        if url := self.next_url(feed, response, page, new):
            yield self.ask(url, page + 1)
        else:
            self.read_to_end()

    def next_url(self, feed: Feed, response: Response, page: int, new: int) -> str | None:
        """Override to give the URL of the page after FEED, which named NEW postings."""
        return None

    def read_to_end(self) -> None:
        """Say that one of the feeds has been read to its end."""
        self.unread_feeds -= 1
        if not self.unread_feeds:
            self.ended() if self.complete else self.told_latest()

    def lost_feed(self, failure: Failure) -> None:
        """Believe no list of which a part could not be had; past the end there may be no page."""
        page = failure.request.cb_kwargs["page"]
        if page > 1 and status_of(failure) in GONE:
            self.read_to_end()
        else:
            self.fault(self.why_lost(failure))

    def why_lost(self, failure: Failure) -> str:
        """Say why the feed could not be had."""
        return f"a feed could not be had: {failure.getErrorMessage()}"
