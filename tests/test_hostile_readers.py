"""What fuzzing found (bench/fuzz.py), each by its name: a text that broke a reader, or cost the square of its length.

A cost is told by what is done, not by a clock: so many scripts, entries or siblings are looked at.
"""

import pytest
from parsel import Selector
from scrapy.http import HtmlResponse

from offers.wild import MOST_TAGS, MOST_TAGS_OF_XML, too_wild
from pipelines.cleaners.links import canonical_url
from pipelines.cleaners.markup import readable
from spiders.bases.chosen import _Translator, chosen
from spiders.bases.feeds import FORMATS
from spiders.bases.feeds.format import read_feed
from spiders.bases.jsonld import job_postings, scripts
from spiders.bases.soft_404 import not_there
from spiders.bases.wordpress import content, inner
from spiders.bases.xml_page import xml_page
from spiders.middlewares.body_guard import is_xml
from spiders.middlewares.charset import true_encoding
from spiders.middlewares.retry_after import seconds

OPENING = "<script type=application/ld+json>"
GOOD = '{"@type": "JobPosting", "title": "Maçon"}'


def test_a_script_within_a_script_is_none():
    """100,000 openings before one end were 100,000 texts of megabytes."""
    page = OPENING * 1_000 + "</script>" + OPENING + GOOD + "</script>"
    assert len(list(scripts(page))) == 2
    assert [said["title"] for said in job_postings(page)] == ["Maçon"]


def test_items_in_each_other_are_one_entry():
    feed = b"<rss><channel>" + b"<item>" * 100 + b"<title>a</title>" + b"</item>" * 100
    entries = read_feed(feed + b"<item><title>b</title></item></channel></rss>", FORMATS).entries
    assert len(entries) == 2 and entries[1]["title"] == "b"


def test_a_name_told_again_and_again_is_a_list():
    feed = b"<rss><channel><item><title>a</title>" + b"<category>c</category>" * 5_000
    (entry,) = read_feed(feed + b"</item></channel></rss>", FORMATS).entries
    assert entry["category"] == ["c"] * 5_000


def test_a_brother_is_looked_for_next_to_each_element_only():
    """Of 4,000 headings each looked at all that follow."""
    assert "[1]/self::" in _Translator().css_to_xpath("h2 + span.b")
    page = Selector(
        "<h2>a</h2><i>x</i><span>no</span><h2>b</h2>text<span>yes</span><span>no</span>"
    )
    assert [hit.text for hit in chosen(page, "h2 + span")] == ["yes"]
    assert [hit.text for hit in chosen(page, "h2 + span + span, h2 + i")] == ["x", "no"]


@pytest.mark.parametrize(
    "said", ["Mon, 01 Jan 111111111 00:00:00 GMT", "infMon, 01 Jan 0001 00:00:00 +23591"]
)
def test_a_day_beyond_all_calendars_is_no_time_to_wait(said):
    assert seconds(said, "Sat, 21 Nov 2026 08:00:00 GMT") is None


def test_more_tags_than_any_page_has_are_not_parsed():
    assert too_wild("<b>" * MOST_TAGS + "<b>") == "tags"
    assert too_wild("<b></b>" * (MOST_TAGS // 2)) is None
    assert too_wild("<b/>" * (MOST_TAGS_OF_XML + 1), xml=True) == "tags"


ATTRIBUTES = " ".join(f"a{n}" for n in range(5_000))


def test_what_json_and_feeds_carry_is_guarded_too():
    """The guard of pages never sees the HTML within JSON, nor XML that came compressed."""
    assert readable(f"<p>Maçon</p><p {ATTRIBUTES}>Fès</p>") == "Maçon\n\nFès"
    told = inner(content(f"<p>Maçon</p><p {ATTRIBUTES}>Fès</p>"))
    assert told.startswith("Maçon") and "<p a0" not in told
    assert xml_page(f"<a><b {ATTRIBUTES}/></a>".encode()).root is None


@pytest.mark.parametrize(
    ("start", "kind", "xml"),
    [
        ("<?xml version='1.0'?><rss>", "Text", True),
        ("<rss>", "Html", False),
        ("<p>", "Text", False),
    ],
)
def test_a_feed_is_served_as_plain_text_too(start, kind, xml):
    from scrapy import http

    page = getattr(http, f"{kind}Response")(
        "https://x.example/", body=start.encode(), encoding="utf-8"
    )
    assert is_xml(page) is xml


@pytest.mark.parametrize("url", ["http://[::1]/a", "http://[2001:db8::1]:8080/a", "http://[v1.a]/"])
def test_an_address_of_ipv6_keeps_its_brackets(url):
    assert canonical_url(url) in (url, None)


@pytest.mark.parametrize(
    "url", ["http://\ud800/", "http://x.example/\ud800", "http://x.example/?q=\udfff"]
)
def test_an_address_with_half_a_letter_is_none(url):
    assert canonical_url(url) is None


@pytest.mark.parametrize("host", ["\u00b8", "a\u00b8.example", "a\u2024\u00a8b"])
def test_a_host_that_means_a_space_is_none(host):
    assert canonical_url(f"http://{host}/") is None


@pytest.mark.parametrize("said", ["windows-1256", "cp1256", "iso8859-6", "cp1252", "koi8-r"])
def test_utf_8_is_known_whatever_is_said_of_it(said):
    assert true_encoding("محاسب في فاس، من فضلكم".encode(), said) == "utf-8"
    assert true_encoding("محاسب في فاس، من فضلكم".encode("cp1256"), "cp1256") is None


def page(head: str) -> HtmlResponse:
    return HtmlResponse(
        "https://x.example/7", body=f"<title>{head}</title>".encode(), encoding="utf-8"
    )


@pytest.mark.parametrize(
    "head",
    [
        "404", "Erreur 404", "Page introuvable", "Page not found | Atlas", "Cette offre n'existe plus",
        "L’annonce n’est plus en ligne", "Offre expirée", "This job is no longer available", "الصفحة غير موجودة",
        "هذا الإعلان لم يعد متوفرا",
    ],
)  # fmt: skip
def test_a_page_says_with_200_that_it_is_not_there(head):
    assert not_there(page(head))


@pytest.mark.parametrize(
    "head",
    ["Maçon", "404 postes à Fès", "Offre d'emploi : chargé des retours", "Page designer", "الصفحة الرئيسية", "Annonceur"],
)  # fmt: skip
def test_a_page_of_a_posting_is_there(head):
    assert not not_there(page(head))
