"""Any employer's own careers site: a sitemap leads to pages that carry a JobPosting."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure
from w3lib.url import url_query_cleaner

from offers.posting import Posting, Sighting
from spiders.bases.job_places import read_job_places
from spiders.bases.jsonld import job_postings, read_job_posting, unreadable, words
from spiders.bases.listing import TRACKING
from spiders.bases.sitemap import SitemapSpider
from spiders.bases.tenant import TenantSpider
from spiders.bases.visit import GONE, ONCE, status_of

#: What the address of a vacancy's page looks like, and of much else: its page tells.
VACANCY = re.compile(
    r"/(?:jobs?|jobdetails?|careers?|vacanc(?:y|ies)|positions?|openings?|offres?|emplois?"
    r"|carri[eè]res?|recrutement|postes?|stages?)(?:[/?-]|$)",
    re.I,
)
#: Twins in other languages are one posting.
_LANGUAGE = re.compile(r"^/(?:fr|en|ar|es|de|it|nl|pt)(?:[-_][a-z]{2})?(?=/)", re.I)
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)

Row = dict[str, str]


class Careers(TenantSpider, SitemapSpider):
    """An employer's own careers site, by the sitemaps that its robots.txt names.

    The tenant is its host. A page without a JobPosting is remembered, and not asked for again
    until its sitemap dates it anew.
    """

    # SourceSpider
    rechecked = True

    # TenantSpider
    endpoint = "https://{tenant}/"

    # SitemapSpider
    most_maps = 20

    #: So many new pages are asked for in one run; the others in the next.
    most_pages = 300

    async def start(self) -> AsyncIterator[Request]:
        self.unread_maps, self.known_maps, self.rows = set(), set(), {}
        self.asked, self.unread = [], 0
        url = urljoin(self.start_urls[0], "/robots.txt")
        yield Request(url, self.parse_robots, errback=self.lost_robots)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """Ask for the sitemaps that robots.txt names, else for the one that it need not name."""
        text = response.body[:512_000].decode("utf-8", "replace")
        yield from self._maps(urljoin(response.url, said) for said in _SITEMAP.findall(text))
        if not self.unread_maps:
            yield from self._maps([urljoin(response.url, "/sitemap.xml")])

    def lost_robots(self, failure: Failure) -> Iterator[Request]:
        """Go on without a robots.txt that is not there; leave a host that does not say."""
        if 400 <= status_of(failure) < 500:
            yield from self._maps([urljoin(failure.request.url, "/sitemap.xml")])
        else:
            self.fault(f"robots.txt could not be read: {failure.getErrorMessage()}")

    def lost_sitemap(self, failure: Failure) -> Iterator[Request | Sighting]:
        """Pass over a sitemap that is not there, if another is: robots.txt may name an old one."""
        if status_of(failure) in GONE:
            yield from self.map_read(failure.request.cb_kwargs["url"])
        else:
            yield from super().lost_sitemap(failure)

    def maps_read(self) -> Iterator[Request | Sighting]:
        """Ask for the pages that may be a vacancy's: what is new first, the newest first."""
        if not self.rows:
            return self.fault(f"{self.tenant} has no sitemap that names a vacancy's page")
        self.asked = list(self._asked())
        for request in self.asked[self.most_pages :]:
            self.crawler.stats.inc_value("listing/postponed")
            yield from self._still(request.cb_kwargs["said"])
        yield from self.asked[: self.most_pages]
        asked = {request.cb_kwargs["said"]["ref"] for request in self.asked}
        for ref in self.rows.keys() - asked:
            yield from self.sighting(ref)
        self.ended()

    def parse_page(self, response: Response, said: dict[str, Any]) -> Iterator[Posting | Sighting]:
        """Read the one JobPosting of a page; remember a page that has none, or those of others."""
        if not isinstance(response, TextResponse) or not self._may_be(response.url):
            return self._give_up(said, "its page leads elsewhere")
        found = self._own(job_postings(response.text), said["ref"])
        if len({words(data.get("title")) for data in found}) == 1:  # some pages tell it twice
            told = read_job_posting(found[0]) | read_job_places(found[0])
            yield from self.make(said | told, response)
        elif unreadable(response.text):
            self.crawler.stats.inc_value("listing/unreadable")
            self.elsewhere[said["ref"]] = said["listed_hash"]
            yield from self._still(said)
        else:
            self._give_up(said, "its page tells of no vacancy any more")

    def lost_page(self, failure: Failure) -> Iterator[Sighting]:
        """Remember a page that is not there; ask again for one that could not be had."""
        said = failure.request.cb_kwargs["said"]
        if (status := status_of(failure)) in GONE:
            return self._give_up(said, f"its page answers {status}")
        self.crawler.stats.inc_value("listing/detail_failed")
        self.unread += 1
        if self.unread == min(len(self.asked), self.most_pages):
            self.fault(f"no page could be had: {failure.getErrorMessage()}")
        yield from self._still(said)

    def is_ours(self, url: str) -> bool:
        """Say whether URL stands on the employer's host."""
        return url.startswith("http") and _host(url) == self.tenant.lower().removeprefix("www.")

    def _asked(self) -> Iterator[Request]:
        """Give a request for each page that is new or changed; those that we never saw first."""
        dated = self._dated(row.get("lastmod", "") for row in self.rows.values())
        order = list(self.rows)
        if dated:
            order.sort(key=lambda ref: self.rows[ref].get("lastmod", ""), reverse=True)
        for ref in sorted(order, key=lambda ref: ref in self.known or ref in self.elsewhere):
            said = {"ref": ref, "url": self.rows[ref]["loc"]}
            digest, unchanged = self.listed(
                ref, said | {"lastmod": self.rows[ref].get("lastmod") if dated else None}
            )
            if not unchanged:
                cb_kwargs = {"said": said | {"listed_hash": digest}}
                lost = self.lost_page
                yield Request(
                    said["url"], self.parse_page, errback=lost, cb_kwargs=cb_kwargs, meta=ONCE
                )

    def _own(self, found: list[dict[str, Any]], ref: str) -> list[dict[str, Any]]:
        """Give what the page of REF tells of its vacancy, and not of neighbours shown in passing."""
        named = [(ref_of(words(data.get("url")) or ""), data) for data in found]
        own = [data for key, data in named if key == ref]
        return own or [data for key, data in named if key not in self.rows]

    def _may_be(self, url: str) -> bool:
        return self.is_ours(url) and bool(VACANCY.search(unquote(urlsplit(url).path)))

    def _give_up(self, said: dict[str, Any], why: str) -> None:
        """Remember a page that is no vacancy's; what was one is gone."""
        self.crawler.stats.inc_value("listing/no_job_posting")
        self.elsewhere[said["ref"]] = said["listed_hash"]
        if said["ref"] in self.known:
            self.is_gone(said["ref"], why)

    def _still(self, said: dict[str, Any]) -> Iterator[Sighting]:
        """Say that the list still names a posting that we hold, and did not read today."""
        if said["ref"] in self.known:
            yield Sighting(source=self.name, ref=said["ref"])

    def _dated(self, days: Iterable[str]) -> bool:
        """Say whether DAYS may be believed: not all one, and none to come."""
        told, today = set(filter(None, days)), self.now.date().isoformat()
        return len(told) > 1 and all(
            re.match(r"\d{4}-\d\d-\d\d", d) and d[:10] <= today for d in told
        )

    def _index(self, rows: list[Row]) -> Iterator[Request]:
        maps = [row["loc"] for row in rows]
        fewer = [url for url in maps if VACANCY.search(urlsplit(url).path.replace("_", "-"))]
        yield from self._maps(maps if len(maps) <= self.most_maps or not fewer else fewer)

    def _maps(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in dict.fromkeys(urls):
            if url in self.known_maps or not url.startswith(("http://", "https://")):
                continue
            if len(self.known_maps) == self.most_maps:
                return self.fault(f"{self.tenant} has more than {self.most_maps} sitemaps")
            self.known_maps.add(url)
            self.unread_maps.add(url)
            yield self._map(url)

    def _urls(self, rows: list[Row]) -> Iterator[Request]:
        for row in rows:
            if self._may_be(row["loc"]):
                ref = ref_of(row["loc"])
                if ref not in self.rows or "/fr" in row["loc"]:
                    self.rows[ref] = row
        yield from ()


def ref_of(url: str) -> str:
    """Give the key of the page at URL: its path, without language and tracking.

    >>> ref_of("https://x.example/fr/jobs/7-soudeur/?utm_source=a"), ref_of("https://x.example/job?id=7")
    ('/jobs/7-soudeur', '/job?id=7')
    """
    try:
        bare = urlsplit(url_query_cleaner(url, TRACKING, remove=True))
    except ValueError:
        return ""
    path = _LANGUAGE.sub("", unquote(bare.path)).rstrip("/") or "/"
    return f"{path}?{bare.query}" if bare.query else path


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
