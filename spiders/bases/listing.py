"""A list of cards, each of which leads to a page: the shape of most job boards."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure
from w3lib.url import add_or_replace_parameter, url_query_cleaner, url_query_parameter

from offers.posting import WORDS, Posting, Sighting
from spiders.bases.jsonld import job_postings, read_job_posting, unreadable
from spiders.bases.one_list import OneList, joined, list_of
from spiders.bases.rules import Rule, number, read
from spiders.bases.source import SourceSpider
from spiders.bases.visit import GONE, row_alone, status_of, visit

#: What a link says of who followed it, and not of where it leads.
TRACKING = (
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "fbclid",
    "gclid",
)


class ListingSpider(SourceSpider):
    """Read each ``card`` of a list, then the page it leads to; then turn to the next page of cards.

    #. Set ``start_urls`` to the first page of the list.
    #. Set ``marker`` to the CSS of what every page of the list has, and an outage page has not.
    #. Set ``card`` to the CSS of one card, ``link`` to the rule of its link (see ``rules``).
    #. Set ``ref`` to the regular expression of the posting's own key in that link, unless it is
       the last number there; set ``rewrite`` where one page answers under several addresses.
    #. Set ``row`` to the rules of the fields that a card shows.
    #. Set ``fields`` to the rules of the fields on the posting's own page; leave it out, and no
       such page is read. What both say is taken from the page. Set ``json_ld`` where the page
       carries a JobPosting: it fills what is still missing, and its text stands before a card's.
    #. Set ``next_page`` to the CSS of the link to more; or ``page_number`` to the parameter of the
       address that counts the pages, or ``page_path`` to the path that does: ``"/offres/{page}/"``.
       Leave all out where there is one page.
    #. Set ``total`` to the rule of the site's own count of postings, where it gives one; and
       ``last_page`` to that of the number of its last page.
    #. Set ``past_the_end`` where a page that we count beyond the last is not without cards: ``again``
       where it shows what the pages before it showed, ``missing`` where it answers 404.
    #. Set ``fleeting`` to the fields of ``row`` that change by themselves ("hier", "il y a 3 jours"):
       they are said, and do not make a card another.

    A card that we know, unchanged, is a sighting: its page is not asked for. A page that cannot be
    read costs the posting its text, not its life: what the card says is yielded, and counted
    (``listing/detail_failed``), without a hash, so that the next reading tries again.
    """

    marker: ClassVar[str]
    card: ClassVar[str]
    link: ClassVar[Rule]
    ref: ClassVar[str] = r"(\d+)\D*$"
    rewrite: ClassVar[tuple[str, str] | None] = None
    row: ClassVar[dict[str, Rule]]
    fields: ClassVar[dict[str, Rule]] = {}
    json_ld: ClassVar[bool] = False
    next_page: ClassVar[str | None] = None
    page_number: ClassVar[str | None] = None
    page_path: ClassVar[str | None] = None
    total: ClassVar[Rule | None] = None
    last_page: ClassVar[Rule | None] = None
    past_the_end: ClassVar[Literal["empty", "again", "missing"]] = "empty"
    #: A list longer than that is a trap, or needs its own setting; it is not read to its end.
    page_limit: ClassVar[int] = 400

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield self.ask_list(url, 1)

    def ask_list(self, url: str, page: int) -> Request:
        """Ask for page number PAGE of the list."""
        return Request(url, self.parse, errback=self.list_failed, cb_kwargs={"page": page})

    def parse(self, response: Response, page: int = 1) -> Iterator[Request | Posting | Sighting]:
        """Read a page of the list, then turn to the next."""
        if not isinstance(response, TextResponse) or not response.css(self.marker):
            what = f"{response.url} has no {self.marker}"
            self.fault(f"{what}: an outage page, or a new layout?")
            return
        places = [(card, *self.place(card, response)) for card in response.css(self.card)]
        for card, ref, url in places:
            yield from self.parse_card(card, ref, url, response)
        yield from self.turn(response, page, [ref for _, ref, _ in places])

    def place(self, card: Selector, response: TextResponse) -> tuple[str | None, str]:
        """Return the ref and the address of the posting that CARD leads to; no ref, if to none."""
        link = read(card, type(self).link)
        url = self.address(joined(response, link))
        own = url == self.address(response.url)  # a link to a place in the list itself
        return None if own or not self.is_ours(url) else self.key(url), url or link or ""

    def parse_card(
        self, card: Selector, ref: str | None, url: str, response: TextResponse
    ) -> Iterator[Request | Posting | Sighting]:
        """Ask for the page of CARD; or make the posting of what the card says, or a sighting."""
        if ref is None:
            self.crawler.stats.inc_value("listing/unread_cards")
            self.logger.warning("a card of %s leads to no posting: %s", response.url, url)
            return
        if ref in self.named:  # shown twice: featured, or pushed to the next page while we read
            return
        row = present({name: read(card, rule) for name, rule in self.row.items()})
        said = {"ref": ref, "url": url, **row}
        if self.fields or self.json_ld:
            yield from visit(self, said, self.parse_posting, row)
        else:
            yield from self.make_listed(said, row, response)

    def parse_posting(self, response: TextResponse, said: dict[str, Any]) -> Iterator[Posting]:
        """Make the posting of what its page says, else its JSON-LD, else what its card SAID."""
        page, carried = self.read_page(response), self.read_json_ld(response)
        if self.led_back(response, said["ref"]):
            self.is_gone(said["ref"], "its page leads elsewhere")
        elif page or carried:
            whole = {"description": carried["description"]} if "description" in carried else {}
            yield from self.make(carried | said | whole | page, response)
        elif self.key(self.address(response.url)) != said["ref"]:
            self.is_gone(said["ref"], "its page leads elsewhere")
        else:
            yield from row_alone(self, said, response, "listing/detail_failed")

    def led_back(self, response: TextResponse, ref: str) -> bool:
        """Say whether the page of REF led to another posting's, to the list or to the first page."""
        key = self.key(self.address(response.url))
        lists = {urlsplit(url).path.rstrip("/") for url in self.start_urls}
        return key != ref if key else urlsplit(response.url).path.rstrip("/") in {"", *lists}

    def read_page(self, response: TextResponse) -> dict[str, str]:
        """Return the fields that the posting's own page shows."""
        return present({name: read(response.selector, r) for name, r in self.fields.items()})

    def read_json_ld(self, response: TextResponse) -> dict[str, str]:
        """Return the fields that the posting's own page carries for machines."""
        if not self.json_ld:
            return {}
        first = next(iter(job_postings(response.text)), {})
        if not first and (lost := unreadable(response.text)):
            self.crawler.stats.inc_value("listing/unreadable", lost)
        return present({k: v for k, v in read_job_posting(first).items() if k in WORDS})

    def turn(self, response: TextResponse, page: int, refs: list[str | None]) -> Iterator[Request]:
        """Ask for the page after the one that names REFS; where there is none, the list ended."""
        told = list_of(response)
        new = told.take(refs, counted(response, type(self).total))
        url = self.after_page(response, page, bool(refs), told)
        if url is None and told.total and not told.refs:
            self.fault(f"{response.url} counts {told.total} postings and shows none: a new layout?")
        elif (told.complete and not new) or (url is None and self.may_end(told)):
            self.list_ended(told)
        elif not new or url is None or page >= self.page_limit:
            why = "limit" if new else "loop"
            self.crawler.stats.inc_value(f"listing/{why}")
            self.logger.warning("the list was left at page %d, before its end: %s", page, why)
        elif self.holds(told.last):
            self.list_left()
        elif not self.leads_away(url, response):
            yield told.on(self.ask_list(url, page + 1))

    def may_end(self, told: OneList) -> bool:
        """Say whether what a list TOLD may be all: a last page that only repeats is none."""
        return told.complete or not told.circles or self.past_the_end == "again"

    def after_page(
        self, response: TextResponse, page: int, cards: bool, told: OneList
    ) -> str | None:
        """Return the address of the page after RESPONSE, or None where the list ends there."""
        if self.next_page:
            link = response.css(self.next_page).get()
            url = joined(response, link)
            return url if url not in ("", response.url) else None  # the last may lead to itself
        if self.is_last(response, page, cards, told):
            return None
        if self.page_path:
            return response.urljoin(self.page_path.format(page=page + 1))
        if not self.page_number:
            return None
        here = int(url_query_parameter(response.url, self.page_number) or 1)
        return add_or_replace_parameter(response.url, self.page_number, str(here + 1))

    def is_last(self, response: TextResponse, page: int, cards: bool, told: OneList) -> bool:
        """Say whether no page comes after page number PAGE, where we count the pages."""
        last = counted(response, type(self).last_page)
        if last is not None:  # a page without cards before it is no end
            return told.complete or page >= last
        again = self.past_the_end == "again" and told.circles
        return told.complete or not cards or again

    def address(self, url: str) -> str:
        """Return the one address of the page at URL: without fragment, tracking or twin."""
        url = url_query_cleaner(url, TRACKING, remove=True)
        return re.sub(*self.rewrite, url, count=1) if self.rewrite else url

    def key(self, url: str) -> str | None:
        """Return the source's own key of the posting at URL."""
        match = re.search(self.ref, url)
        return match[1] if match else None

    def list_failed(self, failure: Failure) -> None:
        """Say that the list was broken off: a page of it did not come, so it never ended."""
        told = failure.request.meta.get("list")
        if told and self.past_the_end == "missing" and status_of(failure) in GONE:
            return self.list_ended(told)
        why = f"{failure.request.url}: {failure.getErrorMessage()}"
        self.crawler.stats.set_value("listing/broken_off", why)
        self.logger.error(why)


def counted(response: TextResponse, rule: Rule | None) -> int | None:
    """Return the number that RULE finds on the page, if there is a RULE."""
    return number(read(response.selector, rule)) if rule else None


def present(said: dict[str, str | None]) -> dict[str, str]:
    """Return what SAID says, without what it leaves empty.

    >>> present({"title": "Maçon", "city": None, "company": ""})
    {'title': 'Maçon'}
    """
    return {name: words for name, words in said.items() if words}
