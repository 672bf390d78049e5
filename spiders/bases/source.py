"""What every source says of itself, and what a reading of it proves."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.url import url_is_from_any_domain

from offers.clock import moment
from offers.people import leads_to_people, names_people
from offers.posting import SAID, Posting, Sighting
from spiders.bases.one_list import OneList

KINDS = ("board", "public", "employer", "agency")


class SourceSpider(scrapy.Spider):
    """Give a name, a title, a kind and a page to start from; say what you differ in.

    Two doors stand open to a source that needs them, and no other:
    ``before(said, response)`` mends the site's words, ``after(posting, response)`` drops or
    multiplies the posting.

    What a reading proves is kept in the crawl's stats, and judged by pipelines.run_log:
    ``listing/listed`` counts the distinct postings that the lists named, ``listing/total`` is the
    site's own count where it gives one, ``listing/ended`` is set when paging came to its natural
    end, ``listing/fault`` says why the list cannot be believed; ``listing/broken_off``, ``/loop``
    and ``/limit`` say why it has no end. Only a list without a fault that ended may close what it
    did not name; one that tells of the latest alone (``listing/latest``) never does.
    ``listing/detail_failed`` counts the postings of which the list alone was read,
    ``listing/abroad`` those that no one in Morocco can take. ``pages/asked`` counts the postings'
    own pages, ``pages/unread`` those that gave nothing: where most do, the layout is new.
    """

    title: ClassVar[str]
    kind: ClassVar[str]
    #: Why it is not read unless its publisher gave permission; None: it is read.
    refuses: ClassVar[str | None] = None
    #: The environment variable that holds the key it is read with; without a key it is not read.
    key_from: ClassVar[str | None] = None
    #: How often it is read, at most: 30m, 6h, 1d; once a day is what a site may expect of a robot.
    every: ClassVar[str] = "1d"
    #: Fields of a list's row that change by themselves: they are said, and make it no other row.
    fleeting: ClassVar[frozenset[str]] = frozenset()
    #: Whether a page that the list left out is asked for once more, to see whether it is gone.
    rechecked: ClassVar[bool] = True

    #: When this reading takes place: Morocco's time. An argument (setting NOW), never asked inside.
    now: datetime
    #: {ref: listed_hash} of the open postings we hold, where only what is new is to be read.
    known: dict[str, str | None]
    #: {ref: listed_hash} of what the list names and is no vacancy in Morocco: read once, not again.
    elsewhere: dict[str, str | None]
    #: {ref: why} of the postings that their own pages say are gone.
    gone: dict[str, str]
    #: Whether a list may be left at a page of postings that we hold (setting LATEST).
    latest: bool

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.now = moment(crawler.settings.get("NOW"))
        spider.known = crawler.settings.getdict("KNOWN")
        spider.elsewhere = crawler.settings.getdict("ELSEWHERE")
        spider.named, spider.gone, spider.lists_read, spider.missing = set(), {}, 0, None
        spider.latest = crawler.settings.getbool("LATEST")
        spider.rechecked = cls.rechecked and not spider.latest  # what is quick asks no more
        return spider

    def before(self, said: dict[str, Any], response: Response) -> None:
        """Override to mend what the site said, before the posting is made."""

    def after(self, posting: Posting, response: Response) -> Iterator[Posting]:
        """Override to drop a posting, or to make several of one."""
        yield posting

    def make(self, said: dict[str, Any], response: Response) -> Iterator[Posting]:
        """Make the posting that SAID tells of; raise KeyError on a field that no posting has.

        A list of people is none: it is counted (``listing/results``), and passed over.
        """
        people = names_people(said.get("title"))
        self.before(said, response)
        if unknown := set(said) - set(SAID):
            raise KeyError(f"{self.name}: a posting has no {', '.join(sorted(unknown))}")
        if people or names_people(said.get("title")) or leads_to_people(said.get("url")):
            self.pass_over(str(said.get("ref")), said.get("listed_hash"), "results")
        else:
            yield from self.after(Posting(source=self.name, **said), response)

    def listed(self, ref: str, row: dict[str, Any] | None = None) -> tuple[str | None, bool]:
        """Note that a list names REF; return the hash of its ROW, and whether REF is known unchanged.

        ROW is what the list says of the posting; None where the list says nothing but that it is.
        """
        self.named.add(ref)
        self.crawler.stats.set_value("listing/listed", len(self.named))
        told = sorted((k, v) for k, v in (row or {}).items() if k not in self.fleeting)
        digest = hashlib.sha1(repr(told).encode()).hexdigest() if told else None
        held = self.known if ref in self.known else self.elsewhere
        return digest, ref in held and held[ref] == digest

    def holds(self, refs: Iterable[str | None]) -> bool:
        """Say whether the list may be left at its page that names REFS, where the latest are asked for.

        We hold them all then: no list is sorted well enough to stop at the first that we hold.
        """
        told = [ref for ref in refs if ref]
        held = all(ref in self.known or ref in self.elsewhere for ref in told)
        return self.latest and bool(told) and held

    def is_ours(self, url: str) -> bool:
        """Say whether URL is one of the source's: any is, where it names no domains of its own."""
        ours = getattr(self, "allowed_domains", None)
        return url.startswith(("http://", "https://")) and (
            not ours or url_is_from_any_domain(url, ours)
        )

    def leads_away(self, url: str, response: Response) -> bool:
        """Say whether URL, the next page of RESPONSE, stands on another site; a fault, where it does."""
        here = (urlsplit(response.url).hostname or "").removeprefix("www.")
        ours = [here, *(getattr(self, "allowed_domains", None) or ())]
        if away := not url_is_from_any_domain(url, ours):
            self.fault(f"the page after {response.url} stands elsewhere: {url}")
        return away

    def sighting(self, ref: str) -> Iterator[Sighting]:
        """Say that the list still names REF, unchanged; nothing, where we hold it as elsewhere alone."""
        if ref in self.known or ref not in self.elsewhere:
            yield Sighting(source=self.name, ref=ref)

    def make_listed(
        self, said: dict[str, Any], row: dict[str, Any], response: Response
    ) -> Iterator[Posting | Sighting]:
        """Make the posting that SAID tells of, or say that its list's ROW is known unchanged."""
        digest, unchanged = self.listed(said["ref"], row)
        if unchanged:
            yield from self.sighting(said["ref"])
        else:
            yield from self.make(said | {"listed_hash": digest}, response)

    def pass_over(self, ref: str, digest: str | None, why: str = "abroad") -> None:
        """Note that REF is no vacancy in Morocco, so that its page is not asked for again; count WHY."""
        self.crawler.stats.inc_value(f"listing/{why}")
        self.elsewhere[ref] = digest

    def is_gone(self, ref: str, why: str) -> None:
        """Note that the page of REF says it is gone; a run that ends well closes it."""
        self.crawler.stats.inc_value("listing/gone")
        self.gone[ref] = why

    def fault(self, why: str) -> None:
        """Say WHY the list cannot be believed: the run is in error, and closes nothing."""
        self.crawler.stats.set_value("listing/fault", why)
        self.logger.error(why)

    def ended(self, total: int | None = None) -> None:
        """Say that the list was read to its natural end; TOTAL is the site's own count."""
        self.crawler.stats.set_value("listing/ended", True)
        if total is not None:
            self.crawler.stats.set_value("listing/total", total)
        if self.latest:  # what is asked every hour must not close at its second silence
            self.crawler.stats.set_value("listing/latest", True)

    def list_ended(self, told: OneList) -> None:
        """Say that what one list TOLD is all it has; once each list of start_urls ended, all did."""
        self.lists_read += 1
        if told.total is not None:
            self.missing = (self.missing or 0) + max(0, told.total - len(told.refs))
        if self.lists_read < len(self.start_urls):
            return
        if len(self.start_urls) == 1 or self.missing is None:
            self.ended(told.total)
        else:
            self.ended(len(self.named) + self.missing)

    def list_left(self) -> None:
        """Say that one list was left at a page of postings that we hold."""
        self.list_ended(OneList())

    def told_latest(self) -> None:
        """Say that the list was read to its end, and that it names the latest postings alone."""
        self.crawler.stats.set_value("listing/ended", True)
        self.crawler.stats.set_value("listing/latest", True)


def why_off(source: type[SourceSpider], environment: Mapping[str, str]) -> str | None:
    """Say why SOURCE is off; None where it is on.

    >>> class Fermé(SourceSpider):
    ...     key_from = "FERME_KEY"
    >>> why_off(Fermé, {}), why_off(Fermé, {"FERME_KEY": "k"})
    ('it needs a key: set FERME_KEY', None)
    """
    if source.key_from and not environment.get(source.key_from):
        return f"it needs a key: set {source.key_from}"
    return source.refuses
