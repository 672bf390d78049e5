"""Feeds: every format that is in use, well told, badly told, cut short, or made to hurt."""

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.posting import SAID
from spiders.bases.feeds import FORMATS
from spiders.bases.feeds.format import read_feed
from spiders.bases.feeds.talentsoft import TALENTSOFT
from spiders.bases.morocco import in_morocco
from spiders.bases.tree import read as read_rule
from spiders.platforms.jazzhr import JAZZHR
from spiders.platforms.personio import PERSONIO
from tests.conftest import SITES
from tests.made_up import LOGIN, of_row, proof, read

__all__ = ["of_row", "read"]  # fixtures

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
ALL = (*FORMATS, TALENTSOFT, PERSONIO, JAZZHR)
RSS_URL = "https://flux.example/rss"
FLUX = f"flux,Flux,board,{RSS_URL},yes,morocco,,2026-11-20"


@pytest.fixture
def flux(of_row):
    return of_row("feeds.csv", FLUX)


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def item(number: int, title: str = "Luthier", **more: str) -> str:
    added = "".join(f"<{name}>{text}</{name}>" for name, text in more.items())
    link = f"<link>https://flux.example/p/{number}</link>"
    return f"<item><guid>{number}</guid><title>{title}</title>{link}{added}</item>"


def said(body: bytes) -> list[dict]:
    """What the first entry of a sample says, and the name of its format."""
    feed = read_feed(body, FORMATS)
    assert feed.format and feed.whole
    rules = feed.format.fields.items()
    return [{f: v for f, rule in rules if (v := read_rule(entry, rule))} for entry in feed.entries]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("feeds/indeed.xml", {"ref": "unique123131", "city": "Casablanca, Maroc", "contract": "fulltime"}),
        ("feeds/jooble.xml", {"ref": "1", "title": "Comptable", "deadline": "11.10.2026"}),
        ("feeds/careerjet.xml", {"ref": "1", "city": "Casablanca, Maroc", "salary": "6000-8000 MAD"}),
        ("feeds/jobijoba.xml", {"salary": "6000-8000 MAD / month", "region": "Casablanca-Settat"}),
        ("feeds/wpjobmanager_job_feed.xml", {"city": "Rabat", "company": "ACME SARL", "contract": "CDI"}),
        ("feeds/talentsoft_offerRss.xml", {"title": "Chargé de clientèle", "reference": "2026-19516", "city": "Casablanca", "contract": "CDI"}),
        ("ats/teamtailor_jobs.rss", {"ref": "7d2a9a0e-0000-4000-8000-000000000000", "city": "Casablanca, Morocco"}),
    ],
)  # fmt: skip
def test_samples_are_read(file, expected):
    if not (SAMPLES / file).exists():
        pytest.skip("the samples stand beside the project, and are not here")
    (entry,) = said((SAMPLES / file).read_bytes())
    assert expected.items() <= entry.items()
    assert entry["title"] and entry["url"].startswith("https://")
    assert "@" not in "".join(value for field, value in entry.items() if field != "description")


def test_every_format_fills_fields_that_a_posting_has():
    for one in ALL:
        assert set(one.fields) <= set(SAID), one.name
        assert {"ref", "title"} <= set(one.fields), one.name


# What strangers write


def test_names_are_read_in_any_case_and_namespace(read, flux):
    body = """<RSS xmlns:x="https://x.example"><Channel><Item><x:GUID>1</x:GUID><TITLE>Luthier</TITLE>
    <x:Job_Type>CDI</x:Job_Type><x:job-Location>Taza</x:job-Location></Item></Channel></RSS>"""
    (posting,) = read(flux, {RSS_URL: body}).postings
    assert (posting.title, posting.contract, posting.city) == ("Luthier", "CDI", "Taza")


def test_html_stands_in_cdata_escaped_or_bare(read, flux):
    told = (
        "<![CDATA[<p>Bâtir & coller</p>]]>",
        "&lt;p&gt;Bâtir&lt;/p&gt;",
        "<p>Bâtir <b>droit</b></p>",
    )
    items = [item(n, description=text) for n, text in enumerate(told, 1)]
    texts = [p.description for p in read(flux, {RSS_URL: rss(*items)}).postings]
    assert texts == ["<p>Bâtir & coller</p>", "<p>Bâtir</p>", "<p>Bâtir <b>droit</b></p>"]


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1, "Métier d&apos;été")).encode("cp1252"),
        b'<?xml version="1.0" encoding="windows-1252"?>' + rss(item(1, "Métier d’été")).encode("cp1252"),
        b"\xef\xbb\xbf" + rss(item(1, "Métier d&rsquo;&eacute;t&eacute;")).encode(),
        ('<?xml version="1.0" encoding="utf-16"?>' + rss(item(1, "Métier d’été"))).encode("utf-16"),
        gzip.compress(rss(item(1, "Métier d’été")).encode()),
    ],
)  # fmt: skip
def test_any_charset_is_read(body):
    (entry,) = said(body)
    assert entry["title"].replace("'", "’") == "Métier d’été"


def test_a_bare_ampersand_costs_nothing(read, flux):
    entry = item(1, "R&D").replace("/p/1", "/p?a=1&b=2")
    (posting,) = read(flux, {RSS_URL: rss(entry)}).postings
    assert (posting.title, posting.url) == ("R&D", "https://flux.example/p?a=1&b=2")


@pytest.mark.parametrize(
    "body",
    [LOGIN, 404, 503, "", "not found", rss("<offre><nom>Luthier</nom><lien>/1</lien></offre>"), b"\x1f\x8bgarbage", '{"items": [', "<a/>",
     rss(item(1)).removesuffix("</rss>"), rss(item(1)).removesuffix("</channel></rss>"),
     rss(item(1))[:-30], gzip.compress(rss(item(1)).encode())[:-20]],
)  # fmt: skip
def test_what_is_no_feed_or_cut_short_proves_nothing(read, flux, body):
    assert "fault" in proof(read(flux, {RSS_URL: body}))


@pytest.mark.parametrize(
    "body",
    [
        rss("<image><url/><title/></image>"),
        "<rss/>",
        "<jobs></jobs>",
        '{"items": []}',
        "<source> </source>",
    ],
)
def test_a_feed_without_an_entry_is_whole(read, flux, body):
    assert proof(read(flux, {RSS_URL: body})) == {"ended": True, "none": True}


ENTITIES = "".join(
    f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    "subset",
    [f'<!ENTITY a "ha">{ENTITIES}', '<!ENTITY h SYSTEM "file:///etc/hostname">',
     '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;'],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_stranger_are_refused(read, flux, subset, encoding):
    body = f"<!-- --><!DOCTYPE rss [{subset}]>" + rss(
        item(1, "&h;", description='<b x="&h;">&h;</b>')
    )
    reading = read(flux, {RSS_URL: body.encode(encoding)})
    assert not reading.postings and "no feed" in proof(reading)["fault"]


def test_a_bare_doctype_harms_no_one(read, flux):
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "https://x.example/rss.dtd">'
    assert len(read(flux, {RSS_URL: doctype + rss(item(1))}).postings) == 1


def test_what_is_made_to_hurt_does_not(flux):
    deep = "<div>" * 30_000
    for body in (
        "<![CDATA[" * 200_000,
        "<!--" * 200_000,
        "<rss>" + "&" * 500_000,
        rss(item(1, description=deep + "<b>Lieu :</b>")),
        rss(item(1, description=f"<![CDATA[{deep}<b>Lieu :</b>]]>")),
        '{"items": ' + "[" * 100_000,
        rss(*(item(n, x="<y>" * 200) for n in range(20))),
    ):
        started = time.monotonic()
        feed = read_feed(body.encode(), FORMATS)
        for entry in feed.entries:
            assert all(read_rule(entry, r) is None or True for r in feed.format.fields.values())
        assert time.monotonic() - started < 3


BODIES = [
    file.read_bytes()
    for folder in sorted(SITES.iterdir())
    for file in sorted(folder.iterdir())
    if folder.name.startswith(("feed_", "talentsoft", "jazzhr", "personio", "teamtailor"))
    and file.suffix in (".xml", ".rss", ".json", ".gz")
    and file.name not in ("pages.json", "expected.json")
]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_mutation_of_a_feed_is_an_error(data):
    body = bytearray(data.draw(st.sampled_from(BODIES)))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(body)))
        end = min(len(body), start + data.draw(st.integers(0, 60)))
        body[start:end] = data.draw(
            st.binary(max_size=12)
            | st.sampled_from(
                [
                    b"<",
                    b">",
                    b"&",
                    b"]]>",
                    b"<![CDATA[",
                    b"</",
                    b"\x00",
                    b"<title/>",
                    b'"',
                    b"{",
                    b"null",
                ]
            )
        )
    feed = read_feed(bytes(body), ALL)
    for entry in feed.entries:
        told = {name: read_rule(entry, rule) for name, rule in feed.format.fields.items()}
        assert all(value is None or isinstance(value, str) for value in told.values())
        in_morocco((told.get("city") or "").split(" / "), told["title"], told.get("remote"))
