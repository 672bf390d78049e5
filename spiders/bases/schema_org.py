"""A page that describes its vacancy in schema.org's words, whatever it looks like."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import TextResponse
from twisted.python.failure import Failure

from offers.posting import Posting, Sighting
from spiders.bases.jsonld import job_postings, read_job_posting, unreadable, words
from spiders.bases.one_list import joined, list_of
from spiders.bases.rules import Rule, read
from spiders.bases.source import SourceSpider
from spiders.bases.visit import row_alone, visit


class SchemaOrgSpider(SourceSpider):
    """Follow each ``card`` to its page, and read every JobPosting that the page carries.

    #. Set ``address`` to what a posting's URL looks like; its first group is the ref.
    #. Set ``card`` to the CSS of one card's link in the list; leave it out where the first page
       carries the JobPostings itself, or where a sitemap leads to the pages.
    #. Set ``next_page`` to the CSS of the link to more; leave it out where there is one page.
    #. Set ``fallback`` to the rules of the fields that can be had from a page whose JobPosting
       cannot be read: JSON with a quote too many is beyond repair.
    """

    address: ClassVar[str]
    card: ClassVar[str | None] = None
    next_page: ClassVar[str | None] = None
    fallback: ClassVar[dict[str, Rule]] = {}

    def parse(
        self, response: TextResponse, **kwargs: Any
    ) -> Iterator[Request | Sighting | Posting]:
        yield from self.parse_cards(response) if self.card else self.parse_page(response)

    def parse_cards(self, response: TextResponse) -> Iterator[Request | Sighting]:
        """Follow each card of a list to its page, and turn the list's page."""
        cards = [joined(response, link.attrib.get("href")) for link in response.css(self.card)]
        if not cards:
            return self.fault(f"no card at {response.url}")
        places = [(self.ref_of(url), url) for url in cards if self.is_ours(url)]
        for ref, url in places:
            if ref and ref not in self.named:
                yield from visit(self, {"ref": ref, "url": url}, self.parse_page)
        yield from self.turn(response, [ref for ref, _ in places])

    def turn(self, response: TextResponse, refs: list[str | None]) -> Iterator[Request]:
        """Ask for the page after the one that names REFS; where there is none, the list ended."""
        told = list_of(response)
        new = told.take(refs, None)
        lost = self.lost_list
        more = list(response.follow_all(css=self.next_page, errback=lost)) if self.next_page else []
        if not more and not told.circles:
            self.list_ended(told)
        elif not new:
            self.fault(f"{response.url} names nothing new, and is not the whole list")
        elif self.holds(told.last):
            self.list_left()
        else:
            yield from (told.on(r) for r in more if not self.leads_away(r.url, response))

    def lost_list(self, failure: Failure) -> None:
        """Believe no list of which a page could not be had."""
        self.fault(f"a page of the list could not be had: {failure.getErrorMessage()}")

    def parse_page(
        self, response: TextResponse, said: dict[str, Any] | None = None
    ) -> Iterator[Posting]:
        """Read every JobPosting of a page; SAID is what led to it, ref, url and listed_hash."""
        if said and not self.ref_of(response.url):
            return self.is_gone(said["ref"], "its page leads elsewhere")  # back to the list
        if lost := unreadable(response.text):
            self.crawler.stats.inc_value("listing/unreadable", lost)
        found = job_postings(response.text)
        for data in found:
            yield from self._make(data, response, said or {})
        if not found and said:
            told = {field: read(response.selector, rule) for field, rule in self.fallback.items()}
            yield from row_alone(self, said | told, response, "listing/no_job_posting")

    def ref_of(self, url: str | None) -> str | None:
        """Give the ref of the posting at URL; None where no posting stands there."""
        match = re.search(self.address, url or "")
        return match[1] if match else None

    def _make(
        self, data: dict[str, Any], response: TextResponse, said: dict[str, Any]
    ) -> Iterator[Posting]:
        url = words(data.get("url"))
        ref = self.ref_of(url) or said.get("ref") or self.ref_of(response.url)
        if said and ref != said["ref"] and ref in self.named:
            return  # a neighbour, shown in passing: its own page tells more
        where = {"ref": ref, "url": response.urljoin(url) if self.ref_of(url) else response.url}
        digest = said.get("listed_hash") if said.get("ref") == ref else None
        yield from self.make(where | read_job_posting(data) | {"listed_hash": digest}, response)
