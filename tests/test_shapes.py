"""What the shapes do when a site does not do as it should: no list is believed without its proof."""

import gzip
import json

import pytest

from spiders.bases.feed import FeedSpider
from spiders.bases.json_api import JsonApiSpider
from spiders.bases.schema_org import SchemaOrgSpider
from spiders.bases.sitemap import SitemapSpider
from spiders.stagiaires import Stagiaires
from tests.made_up import LOGIN, proof, read

__all__ = ["read"]  # a fixture

# Sitemaps, JSON-LD

MAP = "https://www.stagiaires.ma/offre-sitemap.xml"
PAGE = "https://www.stagiaires.ma/stage-emploi-maroc/9"


def sitemap(*rows: str) -> str:
    urls = "".join(f"<url>{row}</url>" for row in rows)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def job(**said) -> str:
    data = {"@type": "JobPosting", "title": "Stage"} | said
    return f'<h1>Stage photo</h1><script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize("answer", [LOGIN, 503, "not found", sitemap()])
def test_no_sitemap_is_a_fault(read, answer):
    reading = read(Stagiaires, {MAP: answer})
    assert "fault" in proof(reading)


def test_a_sitemap_cut_short_proves_nothing(read):
    cut = sitemap(f"<loc>{PAGE}</loc>").removesuffix("</urlset>") + "<url><loc>https://www.sta"
    reading = read(Stagiaires, {MAP: cut, PAGE: job()})
    assert "cut short" in proof(reading)["fault"]
    assert [p.ref for p in reading.postings] == ["9"]


def test_json_beyond_repair_falls_back_to_the_page(read):
    broken = job(description="x").replace('"x"', '"<a href="x">"')
    reading = read(Stagiaires, {MAP: sitemap(f"<loc>{PAGE}</loc>"), PAGE: broken})
    assert [(p.ref, p.title, p.listed_hash) for p in reading.postings] == [
        ("9", "Stage photo", None)
    ]
    assert proof(reading)["unreadable"] == proof(reading)["no_job_posting"] == 1


def test_a_page_that_leads_back_to_the_list_is_gone(read):
    home = "https://www.stagiaires.ma/stage-emploi-maroc"
    pages = {MAP: sitemap(f"<loc>{PAGE}</loc>"), PAGE: {"redirect": home}, home: job()}
    reading = read(Stagiaires, pages)
    assert not reading.postings and proof(reading)["gone"] == 1


def test_a_page_is_read_again_when_the_sitemap_dates_it_anew(read):
    other = "<loc>https://www.stagiaires.ma/stage-emploi-maroc/8</loc><lastmod>2026-11-01</lastmod>"

    def dated(day):
        return sitemap(f"<loc>{PAGE}</loc><lastmod>{day}</lastmod>", other)

    pages = {PAGE: job(), PAGE.replace("/9", "/8"): job()}
    first = read(Stagiaires, {MAP: dated("2026-11-02"), **pages})
    known = {p.ref: p.listed_hash for p in first.postings}
    again = read(Stagiaires, {MAP: dated("2026-11-05"), **pages}, KNOWN=known)
    assert [p.ref for p in again.postings] == ["9"]
    assert [s.ref for s in again.sightings] == ["8"]


class Chantier(SchemaOrgSpider, SitemapSpider):
    name, title, kind = "chantier", "Chantier", "employer"
    start_urls = ["https://chantier.example/index.xml"]
    address = r"/poste/(\w+)"
    maps = "postes"


def test_an_index_leads_to_sitemaps_that_may_be_packed(read):
    index = "".join(
        f"<sitemap><loc>https://chantier.example/{name}</loc></sitemap>"
        for name in ("postes-1.xml.gz", "pages.xml")
    )
    packed = gzip.compress(sitemap("<loc>https://chantier.example/poste/a1</loc>").encode())
    reading = read(
        Chantier,
        {
            "https://chantier.example/index.xml": f"<sitemapindex>{index}</sitemapindex>",
            "https://chantier.example/postes-1.xml.gz": packed,
            "https://chantier.example/poste/a1": job(title="Grutier"),
        },
    )
    assert [(p.ref, p.title) for p in reading.postings] == [("a1", "Grutier")]
    assert proof(reading) == {"listed": 1, "ended": True}


class Ateliers(SchemaOrgSpider):
    name, title, kind = "ateliers", "Ateliers", "employer"
    start_urls = ["https://ateliers.example/"]
    address = r"/poste/(\w+)"
    card = "li a"
    next_page = "a.suite::attr(href)"


def test_cards_lead_to_job_postings(read):
    pages = {
        "https://ateliers.example/": '<li><a href="/poste/1">x</a></li><a class="suite" href="/2">2</a>',
        "https://ateliers.example/2": '<li><a href="/poste/2">y</a></li>',
        "https://ateliers.example/poste/1": job(title="Tourneur"),
        "https://ateliers.example/poste/2": job(title="Fraiseur"),
    }
    reading = read(Ateliers, pages)
    assert [p.title for p in reading.postings] == ["Tourneur", "Fraiseur"]
    assert proof(reading) == {"listed": 2, "ended": True}
    assert "fault" in proof(read(Ateliers, {"https://ateliers.example/": LOGIN}))


# JSON, feeds


class Registre(JsonApiSpider):
    name, title, kind = "registre", "Registre", "employer"
    start_urls = ["https://registre.example/1"]
    rows, next_page, total = "data.rows", "data.next", "data.count"
    fields = {"ref": "id", "url": "link", "title": "name", "city": "places.0.city"}


def test_json_rows_tell_their_postings(read):
    row = {"id": 3, "link": "https://registre.example/p/3", "name": "Greffier", "places": []}
    pages = {
        "https://registre.example/1": {"data": {"rows": [row], "next": "/2", "count": 2}},
        "https://registre.example/2": {
            "data": {"rows": [row | {"id": 4}, {}], "next": None, "count": 2}
        },
    }
    pages = {url: json.dumps(page) for url, page in pages.items()}
    reading = read(Registre, pages)
    assert proof(reading) == {"listed": 2, "skipped": 1, "ended": True, "total": 2}
    known = {p.ref: p.listed_hash for p in reading.postings}
    assert [s.ref for s in read(Registre, pages, KNOWN=known).sightings] == ["3", "4"]


def test_what_was_elsewhere_and_came_here_stays(read):
    """A vacancy that was abroad when we first saw it is a posting like any other once it is here."""
    row = {"id": 3, "link": "https://registre.example/p/3", "name": "Greffier", "places": []}
    pages = {"https://registre.example/1": json.dumps({"data": {"rows": [row], "count": 1}})}
    (posting,) = read(Registre, pages, ELSEWHERE={"3": "as it was"}).postings
    held = {"KNOWN": {"3": posting.listed_hash}, "ELSEWHERE": {"3": "as it was"}}
    assert [s.ref for s in read(Registre, pages, **held).sightings] == ["3"]
    abroad = {"ELSEWHERE": {"3": posting.listed_hash}}
    assert not read(Registre, pages, **abroad).sightings


def test_json_that_turns_in_a_circle_is_a_fault(read):
    row = {"id": 3, "link": "https://registre.example/p/3", "name": "Greffier"}
    pages = {
        f"https://registre.example/{n}": json.dumps({"data": {"rows": [row], "next": f"/{n + 1}"}})
        for n in (1, 2)
    }
    reading = read(Registre, pages)
    assert "nothing new" in proof(reading)["fault"] and "ended" not in proof(reading)


class Flux(FeedSpider):
    name, title, kind = "flux", "Flux", "employer"
    start_urls = ["https://flux.example/rss"]
    fields = {"company": "company", "city": "location"}


class FluxEntier(Flux):
    complete = True


RSS = """<?xml version="1.0"?><rss xmlns:job="https://flux.example" version="2.0"><channel><title>Flux</title>
<item><title>Luthier</title><link>https://flux.example/p/1</link><guid>https://flux.example/?p=1</guid>
<pubDate>Tue, 03 Nov 2026 09:00:00 +0000</pubDate><description>Extrait</description>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>Entier</p>]]></content:encoded>
<job:Location>Salé</job:Location><job:company>Cordes du Bouregreg</job:company></item><item/></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:1</id><title>Luthier</title>
<link rel="self" href="https://flux.example/x"/><link href="https://flux.example/p/1"/>
<published>2026-11-03</published><updated>2026-11-09</updated><summary>Extrait</summary></entry></feed>"""


def test_rss_tells_its_postings(read):
    reading = read(Flux, {"https://flux.example/rss": RSS})
    (posting,) = reading.postings
    assert (posting.url, posting.city, posting.company, posting.description, posting.published) == (
        "https://flux.example/p/1",
        "Salé",
        "Cordes du Bouregreg",
        "<p>Entier</p>",
        "Tue, 03 Nov 2026 09:00:00 +0000",
    )
    whole = {"listed": 1, "skipped": 1, "ended": True}
    assert proof(reading) == whole | {"latest": True}, "the latest are not all: none may be closed"
    known = {posting.ref: posting.listed_hash}
    assert read(Flux, {"https://flux.example/rss": RSS}, KNOWN=known).sightings


def test_atom_tells_its_postings(read):
    reading = read(FluxEntier, {"https://flux.example/rss": ATOM})
    (posting,) = reading.postings
    assert (posting.ref, posting.url, posting.published) == (
        "tag:1",
        "https://flux.example/p/1",
        "2026-11-03",
    )
    assert proof(reading)["ended"]


@pytest.mark.parametrize("answer", [LOGIN, 404, "<rdf>", ATOM[:-20]])
def test_no_feed_is_a_fault(read, answer):
    assert "fault" in proof(read(FluxEntier, {"https://flux.example/rss": answer}))


def test_entities_of_a_stranger_are_not_spread(read):
    bomb = '<!DOCTYPE rss [<!ENTITY a "boum"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    reading = read(Flux, {"https://flux.example/rss": bomb + RSS[21:].replace("Luthier", "&b;&c;")})
    assert not reading.postings and "fault" in proof(reading), "it is refused whole"
