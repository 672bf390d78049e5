"""Lists, feeds and sitemaps that wish us ill."""

import gzip
import json

from tests.hostile.answers import MB
from tests.hostile.good import cards
from tests.hostile.server import Attack, Wire

FEED, JSON = "application/rss+xml", "application/json"


def calendar(wire: Wire) -> None:
    """Have always another page, with postings never seen before."""
    day = int(wire.path.partition("?")[2] or 0)
    more = f'<a rel=next href="/list?{day + 1}">demain</a>'
    wire.send(cards([f"jour-{day}"], more))


def ring(wire: Wire) -> None:
    """Lead from page to page, and round again."""
    page = int(wire.path.partition("?")[2] or 0)
    more = f'<a rel=next href="/list?{(page + 1) % 3}">suite</a>'
    wire.send(cards([f"a-{page}", "a-0"], more))


def twins(wire: Wire) -> None:
    """Name one posting a thousand times, another once, and one that is gone."""
    wire.send(cards(["double"] * 1_000 + ["simple", "partie"]))


def not_there(wire: Wire) -> None:
    """Answer 200 where nothing is."""
    wire.send("<!doctype html><h1>Page introuvable</h1><p>Cette annonce n'est plus disponible.</p>")


def challenged(wire: Wire) -> None:
    """Answer 200 with a challenge."""
    wire.send("<!doctype html><title>Just a moment...</title><div class=cf-turnstile></div>")


def xml(items: str, doctype: str = "") -> Attack:
    """Answer with a feed of ITEMS, after DOCTYPE."""
    body = f"<?xml version='1.0'?>{doctype}<rss><channel>{items}</channel></rss>"
    return lambda wire: wire.send(body, type=FEED)


def cut(wire: Wire) -> None:
    """A feed that ends in the middle of a text of its tags."""
    wire.send(f"<rss><channel>{GOOD}<item><![CDATA[{'a<p>' * 500_000}", type=FEED)


ITEM = "<item><guid>bon</guid><link>http://fed.example/o/bon</link><title>Maçon</title>{}</item>"
GOOD = ITEM.format("")
ATTRIBUTES = " ".join(f"a{n}='1'" for n in range(50_000))
AGAIN = ", ".join(['"rows": []'] * 9)
LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))

#: {what it is: (the feed, what the run says of it; None: nothing, its good item is stored)}
FEEDS: dict[str, tuple[Attack, str | None]] = {
    "billion laughs": (xml(ITEM.format("<description>&l9;</description>"), f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>'), "no feed"),
    "quadratic blow-up": (xml(ITEM.format(f"<description>{'&a;' * 50_000}</description>"), f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'), "no feed"),
    "an external entity": (xml(ITEM.format("<description>&x;</description>"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "no feed"),
    "an external DTD": (xml(GOOD, '<!DOCTYPE rss SYSTEM "http://fed.example/dtd">'), None),
    "50,000 attributes": (xml(f"<item {ATTRIBUTES}/>{GOOD}"), "no feed"),
    "100,000 categories": (xml(ITEM.format("<category>a</category>" * 100_000)), None),
    "200 items in each other": (xml("<item>" * 200 + "a" * 1_000_000 + "</item>" * 200 + GOOD), None),
    "100,000 deep": (xml("<a>" * 100_000 + GOOD), "no feed"),
    "text without end": (cut, "cut short"),
}  # fmt: skip


def mapped(loc: str, doctype: str = "") -> bytes:
    """A sitemap that names LOC."""
    return f"<?xml version='1.0'?>{doctype}<urlset><url><loc>{loc}</loc></url></urlset>".encode()


def packed(wire: Wire) -> None:
    """A sitemap of 64 kB that is 64 MB once it is unpacked."""
    body = gzip.compress(mapped("http://mapped.example/o/bon") + b" " * 64 * MB)
    wire.send(body, type="application/gzip")


def packed_rows(wire: Wire) -> None:
    """A sitemap just within what may be unpacked, of nothing but tags."""
    body = b"<urlset>" + b"<a/>" * (12 * MB) + b"</urlset>"
    wire.send(gzip.compress(body, 1), type="application/gzip")


def rows(text: str) -> Attack:
    """Answer with TEXT as JSON."""
    return lambda wire: wire.send(text, type=JSON)


def row(**said: object) -> str:
    """A good row, with what is SAID beside."""
    return json.dumps({"id": 1, "url": "http://rows.example/o/1", "title": "Maçon"} | said)


HIDDEN = row(text="B\ud800âtir\x00", title="Ma\udfffçon")
#: {what it is: (the page of JSON, what the run says of it)}
ROWS: dict[str, tuple[Attack, str | None]] = {
    "deep": (rows("[" * 100_000), "no rows"),
    "an integer of a million digits": (rows(f'{{"rows": [{row()}], "n": {"9" * 1_000_000}}}'), "no rows"),
    "surrogates and NUL": (rows(f'{{"rows": [{HIDDEN}]}}'), None),
    "nan": (rows(f'{{"rows": [{row(on=float("nan"), until=float("inf"))}]}}'), None),
    "days that are none": (rows(f'{{"rows": [{row(on="31/12/9999", until="30/02/2027")}]}}'), None),
    "a million empty lists": (rows(f'{{"rows": [{row()}], "x": [{"[]," * 1_000_000}[]]}}'), None),
    "a key again and again": (rows(f'{{"rows": [{row()}], {AGAIN}}}'), "no rows"),
    "a page that leads to itself": (rows(f'{{"rows": [{row()}], "next": "/api"}}'), None),
}  # fmt: skip
