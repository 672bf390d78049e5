"""The pages, as a visitor asks for them: no browser, no JavaScript."""

import asyncio
import doctest
import html
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette
from datasette.utils import parse_metadata

from tests.catalogue import (
    ARABIC,
    CLOSED,
    HOSTILE,
    HOSTILE_ID,
    LONG,
    MERGED,
    MERGED_AWAY,
    PERHAPS,
    TODAY,
    make_catalogue,
)  # fmt: skip

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "datasette_plugins"
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGES = ("fr", "ar", "en")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Datasette:
    path = make_catalogue(tmp_path_factory.mktemp("pages") / "aggregator.db")
    metadata = parse_metadata((ROOT / "datasette.yaml").read_text("utf-8"))
    metadata["plugins"]["pages"] = {"today": str(TODAY), "contact": "robot@example.org"}
    return Datasette(
        [path],
        metadata=metadata,
        plugins_dir=str(PAGES),
        template_dir=str(PAGES / "templates"),
        static_mounts=[("static", str(PAGES / "static"))],
    )


@pytest.fixture
def get(site):
    """Ask for a page: get("/", q="maçon", city=["fes", "rabat"])."""

    def ask(path: str, accept: str = "fr", **params):
        address = f"{path}?{urlencode(params, doseq=True)}" if params else path
        return asyncio.run(site.client.get(address, headers={"accept-language": accept}))

    return ask


def titles(page) -> list[str]:
    """The titles of the cards on a page, in order, as text."""
    found = re.findall(r"<h2><a href=\"[^\"]*/offer/\d+[^\"]*\"><bdi[^>]*>(.*?)</bdi>", page.text)
    return [html.unescape(re.sub(r"</?mark>", "", title)) for title in found]


def total(page) -> int:
    """How many offers the page says there are."""
    return int(re.search(r"role=\"status\">(\d+) ", page.text)[1])


def boxes(page, field: str) -> dict[str, int]:
    """The check boxes of a filter: {value: offers it would give}."""
    found = re.findall(
        rf'name="{field}" value="([^"]+)".*?<small>([\d\s]+)</small>', page.text, re.DOTALL
    )
    return {value: int(n) for value, n in found}


def test_home_shows_the_newest_open_offers_first(get):
    page = get("/")
    assert page.status_code == 200
    assert len(titles(page)) == 20
    assert total(page) == 59
    assert "Chef de chantier" not in page.text, "closed offers are not in the list"
    assert "Aujourd’hui" in page.text
    assert "Employeur non précisé" in page.text


@pytest.mark.parametrize(
    "asked", ["comptable", "comptables", "COMPTABILITÉ", "développeur", "الرباط", "l'infirmière"]
)
def test_search_finds_however_it_is_written(get, asked):
    assert titles(get("/", q=asked))


def test_search_keeps_the_question_and_marks_what_was_found(get):
    page = get("/", q='développeur "')
    assert 'value="développeur &#34;"' in page.text
    assert "<mark>Développeuse</mark> Python" in page.text


def test_filters_are_or_inside_a_field_and_and_between_fields(get):
    rabat, fes = total(get("/", city="rabat")), total(get("/", city="fes"))
    both = get("/", city=["rabat", "fes"])
    assert total(both) == rabat + fes
    assert 0 < total(get("/", city=["rabat", "fes"], contract="stage")) < total(both)


@pytest.mark.parametrize("field", ["region", "city", "contract", "mode", "language", "source"])
def test_a_box_promises_what_it_gives(get, field):
    """Each count is the number of offers that its box, alone, shows; also beside another filter."""
    for others in ({}, {"q": "stage"}, {"within": "14"}):
        promised = boxes(get("/", **others), field)
        assert promised
        for value, n in promised.items():
            assert total(get("/", **{field: value}, **others)) == n, (field, value, others)


def test_tabs_are_groups_of_contracts(get):
    internships = get("/", kind="internship")
    assert set(titles(internships)) == {
        "Stage PFE développement web", "Stage assistante ressources humaines",
    }  # fmt: skip
    assert total(get("/", kind="civil")) == 7
    assert total(get("/", kind="nonsense")) == 59


def test_within_counts_days_from_today(get):
    assert total(get("/", within="1")) < total(get("/", within="7")) < total(get("/", within="30"))


def test_a_chip_removes_its_filter_and_no_other(get):
    page = get("/", q="stage", city=["rabat", "fes"], within="30")
    chips = re.search(r'<ul class="chips".*?</ul>', page.text, re.DOTALL)[0]
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', chips)]
    assert links == [
        "/?q=stage&city=fes&within=30", "/?q=stage&city=rabat&within=30",
        "/?q=stage&city=rabat&city=fes",
    ]  # fmt: skip


def test_sorted_by_what_closes_soon(get):
    page = get("/", sort="closing")
    first, *_ = re.findall(r'class="when".*?</p>', page.text, re.DOTALL)
    assert "Ferme aujourd’hui" in first


def test_pages_keep_their_place_and_repeat_nothing(get):
    seen, link = [], "/?lang=fr"
    while link:
        page = get(link)
        seen += re.findall(r'<h2><a href="/offer/(\d+)', page.text)
        found = re.search(r'rel="next" href="([^"]+)"', page.text)
        link = html.unescape(found[1]).removesuffix("#results") if found else None
    assert len(seen) == len(set(seen)) == 59


def test_when_nothing_is_found_the_page_says_which_filter_to_drop(get):
    page = get("/", q="comptable", city="rabat", contract="stage", lang="en")
    assert "No offer answers this search" in page.text
    ways = re.findall(r"Without ([^<]+)</a> <small>(\d+) offers?</small>", page.text)
    assert [(html.unescape(name), n) for name, n in ways] == [
        ("Internship", "3"), ("“comptable”", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    ['"', '""', "*", "a*", "-x", "AND OR NOT", "NEAR(a b)", "(", "col:x", "🙂", "'; drop table offers",
     "\x00", "%", "x" * 10_000, "mot " * 3_000, "\ud7ff", "٪", "^a", "{a b}"],
)  # fmt: skip
def test_no_question_is_an_error(get, asked):
    assert get("/", q=asked).status_code == 200
    assert get("/feed.atom", q=asked).status_code == 200
    assert get("/aggregator/offers", _search=asked).status_code == 200


@pytest.mark.parametrize(
    "params",
    [{"page": "-1"}, {"page": "x"}, {"page": "9" * 40}, {"page": "²"}, {"upto": "9" * 40},
     {"within": "'"}, {"sort": "1;"}, {"city": "' or 1=1"}, {"city": ["a"] * 500}, {"kind": "[]"},
     {"lang": "xx"}, {"source": HOSTILE}],
)  # fmt: skip
def test_no_address_is_an_error(get, params):
    page = get("/", **params)
    assert page.status_code == 200
    assert HOSTILE not in page.text


@pytest.mark.parametrize("path", ["/", "/offer/103", "/sources", "/about", "/offer/nowhere"])
def test_three_languages(get, path):
    for lang, dir in (("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")):
        opening = f'<html lang="{lang}" dir="{dir}">'
        assert opening in get(path, lang=lang).text
        assert opening in get(path, accept=f"de, {lang};q=0.7, es;q=0.1").text
    assert '<html lang="fr"' in get(path, accept="").text


def test_the_language_asked_for_goes_with_every_link(get):
    page = get("/", lang="ar", q="comptable")
    links = re.findall(r'<h2><a href="([^"]+)"', page.text)
    assert links and all(link.endswith("?lang=ar") for link in links)
    assert '<input type="hidden" name="lang" value="ar">' in page.text


def test_every_word_stands_in_every_language():
    words = {
        lang: json.loads((PAGES / f"words/{lang}.json").read_text("utf-8")) for lang in LANGUAGES
    }
    for lang in LANGUAGES:
        assert words[lang].keys() == words["fr"].keys()
        for key, said in words[lang].items():
            forms = {
                "fr": {"one", "other"},
                "en": {"one", "other"},
                "ar": {"one", "two", "few", "many", "other"},
            }
            if isinstance(words["fr"][key], dict):
                assert said.keys() >= forms[lang], (lang, key)
    used = set()
    for template in (PAGES / "templates").glob("*.html"):
        used |= set(re.findall(r'say\("(\w+)"[,)]', template.read_text("utf-8")))
    assert used <= words["fr"].keys()


def test_an_offer_says_where_it_was_found_and_why_it_is_one(get):
    page = get(f"/offer/{MERGED}", lang="en")
    assert 'href="https://alpha.example/offres/103" rel="nofollow noopener"' in page.text
    assert 'href="https://beta.example/offres/103" rel="nofollow noopener"' in page.text
    assert "The titles are the same." in page.text
    assert "published months apart. <small>(speaks against it)" in page.text
    assert "Another clue: phase_of_the_moon." in page.text
    assert "93% sure" in page.text
    perhaps = page.text[page.text.index("Perhaps the same offer") :]
    assert f'href="/offer/{PERHAPS}?lang=en"' in perhaps


def test_an_offer_is_there_for_search_engines(get):
    page = get(f"/offer/{ARABIC}")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    said = json.loads(found[1])
    assert said["@type"] == "JobPosting"
    assert said["validThrough"] == "2026-11-24"
    assert said["jobLocation"]["address"]["addressLocality"] == "Rabat"


def test_foreign_words_carry_their_language(get):
    page = get(f"/offer/{ARABIC}", lang="fr")
    assert '<h1><bdi lang="ar">مباراة' in page.text


def test_a_closed_offer_says_so_and_is_not_indexed(get):
    page = get(f"/offer/{CLOSED}")
    assert "Offre close depuis le 10 novembre 2026" in page.text
    assert page.headers["x-robots-tag"] == "noindex"
    assert "JobPosting" not in page.text


def test_an_id_merged_away_leads_on(get):
    page = get(f"/offer/{MERGED_AWAY}", lang="ar")
    assert page.status_code == 301
    assert page.headers["location"] == f"/offer/{MERGED}?lang=ar"


@pytest.mark.parametrize(
    "path", ["/offer/99999", "/offer/x", "/offer", "/nowhere", "/offer/" + "9" * 40]
)
def test_what_is_not_there_is_said_kindly(get, path):
    page = get(path, lang="fr")
    assert page.status_code == 404
    assert "Cette page n’existe pas" in page.text
    assert 'name="q"' in page.text


@pytest.mark.parametrize(
    "path", ["/", "/sources", f"/offer/{HOSTILE_ID}", "/feed.atom", f"/offer/{LONG}"]
)
def test_what_others_wrote_is_text_and_nothing_else(get, path):
    page = get(path, **({"source": "hostile"} if path == "/" else {}))
    text = page.text
    assert "<script>" not in text and "<img" not in text and "<b>" not in text
    assert not re.search(r"href=\"\s*javascript:", text, re.IGNORECASE)
    assert "\u202e" not in text
    assert html.escape("<script>alert(", quote=False) in text or path in (
        "/sources",
        f"/offer/{LONG}",
    )


def test_the_full_text_of_others_is_never_shown(get):
    """Neither on our pages nor, whatever is asked, in Datasette's."""
    secret = "Le reste du texte"
    sql = "select group_concat(description) from postings"
    for page in (
        get("/offer/1"), get("/aggregator/postings.json", _shape="array"),
        get("/aggregator/postings/1"), get("/aggregator.json", sql=sql),
        get("/aggregator.json", sql="select highlight(offer_search, 3, '', '') from offer_search('stage')"),
        get("/aggregator/offer_words.json"),
    ):  # fmt: skip
        assert page.status_code == 200
        assert secret not in page.text and "rest text parait" not in page.text
    excerpt = re.search(r'<p class="text"[^>]*>(.*?)</p>', get(f"/offer/{LONG}").text)[1]
    assert len(excerpt) <= 300


def test_sources_and_about(get):
    page = get("/sources", lang="fr")
    assert "57 annonces ouvertes" in page.text
    assert "21 novembre 2026" in page.text
    assert 'href="mailto:robot@example.org"' in get("/about").text


def test_feed_is_the_same_search(get):
    page = get("/feed.atom", city="rabat", q="ingénieur")
    assert page.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(page.text)
    found = {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
    assert found == set(titles(get("/", city="rabat", q="ingénieur"))) != set()
    ElementTree.fromstring(get("/feed.atom", source="hostile").text)
    ElementTree.fromstring(get("/feed.atom", q="zzzz").text)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/offer/1",
        "/nowhere",
        "/aggregator",
        "/aggregator/offers",
        "/static/site.css",
        "/robots.txt",
    ],
)
def test_every_answer_has_our_headers(get, path):
    headers = get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers.get_list("referrer-policy") == ["strict-origin-when-cross-origin"]
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/offer/103", "/sources", "/about", "/nowhere"])
def test_pages_are_light_and_need_nothing_from_elsewhere(get, path):
    page = get(path)
    assert len(page.content) <= 60_000
    assert not re.search(r"<style|<[^>]*\s(style|on\w+)=", page.text)
    assert not re.search(r"<script(?! type=\"application/ld)", page.text)
    assert not re.search(r"(?:src|<link[^>]+stylesheet[^>]+href)=\"https?:", page.text)
    assert (PAGES / "static/site.css").stat().st_size < 20_000


def test_datasette_finds_what_the_site_finds(get):
    """Its own search box cuts the question as ours does; nonsense finds nothing there, too."""

    def rows(asked: str) -> int:
        page = get("/aggregator/offers.json", _search=asked, _shape="objects", _size="max")
        return page.json()["filtered_table_rows_count"]

    assert rows("zzzz") == 0
    assert rows('"*') == 0
    assert rows("développeurs") == total(get("/", q="développeurs")) > 0


def test_datasette_s_pages_wear_our_header(get):
    page = get("/aggregator/offers", _lang="ar")
    assert page.status_code == 200
    assert '<html lang="ar" dir="rtl">' in page.text
    assert '<main id="main" class="wrap" lang="en" dir="ltr">' in page.text
    assert get("/aggregator").status_code == get("/aggregator/offers/1").status_code == 200


@pytest.mark.parametrize(
    "sql",
    ["select length(randomblob(900000000))", "select printf('%.*c', 500000000, 'x')",
     "select * from pragma_database_list",
     "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"],
)  # fmt: skip
def test_no_sql_of_a_visitor_works_us_to_death(get, sql):
    page = get("/aggregator.json", sql=sql)
    assert page.status_code == 400


def test_where_the_file_lies_is_not_told(get):
    assert get("/-/databases.json").status_code == 404
    assert get("/-/threads").status_code == 404


def test_robots(get):
    page = get("/robots.txt")
    assert page.headers["content-type"].startswith("text/plain")
    assert "Disallow: /aggregator" in page.text


@pytest.mark.parametrize("name", ["reader", "asked", "found", "shown", "job_posting", "reasons"])
def test_examples(name):
    result = doctest.testmod(import_module(f"datasette_plugins.reading.{name}"))
    assert result.failed == 0 and (result.attempted or name == "found")


def test_the_plain_command_finds_our_modules(tmp_path):
    """`datasette aggregator.db --plugins-dir …`, without the checkout on the path."""
    path = make_catalogue(tmp_path / "aggregator.db")
    code = "import sys; sys.path = [p for p in sys.path if p]; from datasette.cli import cli; cli()"
    command = [
        sys.executable, "-P", "-c", code, path, "-m", "datasette.yaml",
        "--plugins-dir", "datasette_plugins", "--template-dir", "datasette_plugins/templates",
        "--static", "static:datasette_plugins/static", "--get", f"/?q={quote('comptable')}",
    ]  # fmt: skip
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert "Comptable" in answer.stdout
