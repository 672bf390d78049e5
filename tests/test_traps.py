"""Lists that deceive: whatever their pages do, a reading that says it is whole named every posting.

Closing is where this trade makes its worst mistakes: what a whole list does not name is closed.
"""

import asyncio
import json
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, JsonResponse, XmlResponse

from pipelines.verdict import Verdict, verdict
from spiders.bases.json_api import JsonApiSpider
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import found
from spiders.bases.schema_org import SchemaOrgSpider
from spiders.bases.sitemap import SitemapSpider
from tests.conftest import Reading, drive
from tests.made_up import LOGIN

SITE, ELSEWHERE = "https://x.example", "https://y.example"


@dataclass(frozen=True)
class Page:
    """A page of a list as its site shows it today."""

    refs: tuple[str, ...]
    next: str | None = None
    total: int | None = None
    trouble: str | int | None = None  # "login", or the status of an error


class Linked(ListingSpider):
    """Turned by a link; it counts nothing."""

    name, title, kind = "linked", "Linked", "board"
    start_urls = [f"{SITE}/1"]
    marker, card, link, row = "ul", "li", "a::attr(href)", {"title": "a"}
    rewrite = (r"/(?:fr|en)/(?=o/)", "/")
    next_page = "a[rel=next]::attr(href)"
    page_limit = 20


class LinkedAndCounted(Linked):
    total = found(r"sur (\d+)", "h1")


class Numbered(LinkedAndCounted):
    """Turned by the number in its address."""

    start_urls = [f"{SITE}/?p=1"]
    next_page, page_number = None, "p"


class Rows(JsonApiSpider):
    name, title, kind = "rows", "Rows", "employer"
    start_urls = [f"{SITE}/1"]
    rows, next_page, total = "rows", "next", "count"
    fields = {"ref": "id", "url": "url", "title": "title"}
    page_limit = 20


class Cards(SchemaOrgSpider):
    name, title, kind = "cards", "Cards", "employer"
    start_urls = [f"{SITE}/1"]
    address, card, next_page = r"/o/(\d+)", "li a", "a[rel=next]"


SHAPES = [Linked, LinkedAndCounted, Numbered, Rows, Cards]
JOB = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Maçon"}</script>'


@dataclass
class Site:
    """Answer with PAGES: those of a list by their number, a posting's for any other."""

    pages: dict[int, Page]
    as_json: bool = False
    asked: list[str] = field(default_factory=list)

    def answer(self, request):
        self.asked.append(request.url)
        assert request.url.startswith(SITE), "another host is not asked"
        number = request.url.rpartition("/")[2].removeprefix("?p=")
        if "/o/" in request.url or not number.isdigit():
            return HtmlResponse(request.url, body=JOB.encode(), request=request)
        page = self.pages.get(int(number), Page(()))
        status = page.trouble if isinstance(page.trouble, int) else 200
        kind = JsonResponse if self.as_json and not page.trouble else HtmlResponse
        return kind(request.url, status, body=self.written(page).encode(), request=request)

    def written(self, page: Page) -> str:
        if page.trouble:
            return LOGIN
        if self.as_json:
            rows = [{"id": r, "url": f"{SITE}/o/{r}", "title": "Maçon"} for r in page.refs]
            return json.dumps({"rows": rows, "next": page.next, "count": page.total})
        cards = "".join(f"<li><a href='/o/{r}'>Maçon</a></li>" for r in page.refs)
        count = "" if page.total is None else f"<h1>1 - 2 sur {page.total}</h1>"
        return f"{count}<ul>{cards}</ul>" + (
            f"<a rel=next href='{page.next}'>»</a>" if page.next else ""
        )


def read(shape, pages, **said) -> tuple[Reading, Verdict]:
    site = Site(pages, as_json=shape is Rows)
    reading = asyncio.run(drive(shape, site, **said))
    return reading, verdict(reading.stats, "finished")


def a_list(*sizes: int) -> dict[int, Page]:
    """The pages of a list as it should be, of so many postings each."""
    refs, pages = iter(range(100, 10_000)), {}
    for number, size in enumerate(sizes, 1):
        more = f"/{number + 1}" if number < len(sizes) else None
        named = tuple(str(next(refs)) for _ in range(size))
        pages[number] = Page(named, more, sum(sizes))
    return pages


def named_by(pages: dict[int, Page]) -> set[str]:
    return {ref for page in pages.values() for ref in page.refs}


# What sites do to their pages: each takes the pages, and the number of one.

TRAPS = {
    "it repeats the page before": lambda p, n: p | {n: replace(p[n], refs=p[max(n - 1, 1)].refs)},
    "every page is the first": lambda p, n: {
        k: replace(page, refs=p[1].refs) for k, page in p.items()
    },
    "all after it are the same": lambda p, n: {
        k: replace(page, refs=p[min(k, n)].refs) for k, page in p.items()
    },
    "it leads to another site": lambda p, n: p | {n: replace(p[n], next=f"{ELSEWHERE}/{n + 1}")},
    # A page that leads to itself is the last: some sites end so.
    "it leads back": lambda p, n: p | {n: replace(p[n], next="/1")} if n > 1 else p,
    "the list has no end": lambda p, n: (
        {k: replace(page, next=f"/{k + 1}") for k, page in p.items()}
        | {k: Page(p[len(p)].refs, f"/{k + 1}") for k in range(len(p) + 1, len(p) + 40)}
    ),
    "it counts nothing": lambda p, n: p | {n: replace(p[n], total=0)},
    "it does not count": lambda p, n: p | {n: replace(p[n], total=None)},
    "it asks to log in": lambda p, n: p | {n: replace(p[n], trouble="login")},
    "it does not come": lambda p, n: p | {n: replace(p[n], trouble=503)},
}
HARMLESS = {"it counts nothing", "it does not count"}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_as_it_should_be_is_whole(shape):
    reading, judged = read(shape, a_list(3, 3, 2))
    assert judged.complete and reading.spider.named == named_by(a_list(3, 3, 2))


@pytest.mark.parametrize("trap", sorted(TRAPS.keys() - HARMLESS))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_trap_in_the_middle_closes_nothing(shape, trap):
    """A trap that is no trap to a shape leaves it whole: it turns no links, or counts to the end."""
    pages = a_list(3, 3, 3, 2)
    reading, judged = read(shape, TRAPS[trap](pages, 2))
    if judged.complete:
        assert reading.spider.named == named_by(pages)
    else:
        assert judged.cause, "the operator is told why"
    spared = {Numbered: ("leads", "no end"), LinkedAndCounted: ("no end",), Rows: ("no end",)}.get(
        shape, ()
    )
    assert judged.complete == any(word in trap for word in spared)


@pytest.mark.parametrize("shape", [LinkedAndCounted, Numbered, Rows])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_page_that_counts_nothing_ends_nothing(shape, number):
    pages = a_list(3, 3, 2)
    reading, judged = read(shape, pages | {number: replace(pages[number], total=0)})
    assert judged.complete and reading.spider.named == named_by(pages)
    cut = pages | {2: replace(pages[2], total=0, next=None), 3: Page(())}
    assert not read(shape, cut)[1].complete


@pytest.mark.parametrize("shape", [Linked, Rows, Cards])
def test_a_list_that_makes_postings_up_for_ever_is_left(shape):
    endless = {n: Page((str(1000 + n),), f"/{n + 1}") for n in range(1, 30)} | {30: Page(())}
    reading, judged = read(shape, endless)
    assert not judged.complete and len(reading.spider.named) <= 30


@st.composite
def lists_with_traps(draw) -> tuple[set[str], dict[int, Page]]:
    """The postings that are open, and the pages that pretend to name them."""
    pages = a_list(*draw(st.lists(st.integers(1, 4), min_size=1, max_size=5)))
    open_now = named_by(pages)
    for trap in draw(st.lists(st.sampled_from(sorted(TRAPS)), max_size=4)):
        pages = TRAPS[trap](pages, draw(st.integers(1, min(len(pages), 5))))
    return open_now, pages


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(lists_with_traps(), st.sampled_from(SHAPES))
def test_whole_means_that_every_open_posting_was_named(made, shape):
    open_now, pages = made
    reading, judged = read(shape, pages)
    assert not judged.complete or reading.spider.named >= open_now


@pytest.mark.parametrize("shape", SHAPES)
def test_a_quick_reading_is_never_whole(shape):
    pages = a_list(3, 3, 2)
    for held in ([], pages[1].refs, pages[2].refs, named_by(pages)):
        reading, judged = read(shape, pages, KNOWN=dict.fromkeys(held), LATEST=True)
        assert (judged.outcome, judged.complete) == ("ok", False)
        left_at = 1 if pages[1].refs[0] in held else 2 if held else 3
        assert reading.spider.named == named_by({n: pages[n] for n in range(1, left_at + 1)})


# One posting has one key, whatever leads to it


def test_one_posting_has_one_key():
    links = (
        "/o/7",
        "/fr/o/7",
        "/en/o/7?utm_source=a&fbclid=b",
        f"{SITE}/o/7#postuler",
        "/o/7?gclid=1",
    )
    others = ("#", "/1#haut", "javascript:void(0)", "http://[", "mailto:rh@x.example")
    cards = "".join(f"<li><a href='{link}'>Maçon</a></li>" for link in links + others)
    site = Site({})
    site.written = lambda page: f"<ul>{cards}</ul>"
    reading = asyncio.run(drive(Linked, site))
    assert [(p.ref, p.url) for p in reading.postings] == [("7", f"{SITE}/o/7")]
    assert reading.stats["listing/unread_cards"] == len(others)


class Mapped(SchemaOrgSpider, SitemapSpider):
    name, title, kind = "mapped", "Mapped", "employer"
    allowed_domains = ["x.example"]
    start_urls = [f"{SITE}/index.xml"]
    address = r"/o/(\d+)"


def mapped(**files) -> tuple[Reading, Verdict]:
    """Read FILES, {name: what its locs are, or its text}, by the index; any other page is a posting's."""

    class Maps:
        def answer(self, request):
            name = request.url.rpartition("/")[2].removesuffix(".xml")
            if (said := files.get(name)) is None:
                return HtmlResponse(request.url, body=JOB.encode(), request=request)
            return XmlResponse(request.url, body=written(name, said).encode(), request=request)

    reading = asyncio.run(drive(Mapped, Maps()))
    return reading, verdict(reading.stats, "finished")


def written(name, said) -> str:
    if isinstance(said, str):
        return said
    root, one = ("sitemapindex", "sitemap") if name.startswith("index") else ("urlset", "url")
    return f"<{root}>{''.join(f'<{one}><loc>{SITE}{loc}</loc></{one}>' for loc in said)}</{root}>"


def test_a_sitemap_names_a_posting_once_and_no_one_elses():
    twins = ["/o/1", "/fr/o/1", "/o/1?utm_source=a", "/o/2"]
    foreign = written("a", twins).replace(f"{SITE}/o/2", f"{ELSEWHERE}/o/2")
    reading, judged = mapped(index=["/a.xml", "/a.xml", "/b.xml"], a=foreign, b=["/o/1", "/o/3"])
    assert [p.ref for p in reading.postings] == ["1", "3"] and judged.complete


@pytest.mark.parametrize(
    "second", [LOGIN, "<urlset>", written("b", ["/o/2"])[:-12], written("index", []), "404"]
)
def test_a_sitemap_of_which_a_part_is_ill_proves_nothing(second):
    reading, judged = mapped(index=["/a.xml", "/b.xml"], a=["/o/1"], b=second)
    assert [p.ref for p in reading.postings if p.ref == "1"] and not judged.complete


def test_an_index_that_names_itself_does_not_circle():
    reading, _ = mapped(
        index=["/index.xml", "/index2.xml", "/a.xml"], index2=["/index.xml"], a=["/o/1"]
    )
    assert [p.ref for p in reading.postings] == ["1"]
