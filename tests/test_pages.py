"""The pages, as a visitor asks for them: no browser, no JavaScript."""

import doctest
import html
import json
import re
from importlib import import_module
from xml.etree import ElementTree

import pytest

from dedupe.block import INDEXES
from dedupe.features import FEATURES
from dedupe.vetoes import VETOES
from offers import reasons
from offers.speech import LANGUAGES, catalogue
from tests.catalogue import ARABIC, CLOSED, MERGED, MERGED_AWAY, PERHAPS
from tests.visitor import PAGES, Visitor, boxes, titles, total

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("pages")).get


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


@pytest.mark.parametrize("folder", [PAGES / "words", reasons.WORDS])
def test_every_word_stands_in_every_language(folder):
    french = catalogue(folder, "fr").forms
    for lang, plurals in {"fr": 2, "ar": 6, "en": 2}.items():
        said = catalogue(folder, lang).forms
        assert said.keys() == french.keys()
        assert {len(forms) for forms in said.values()} <= {1, plurals}, lang
        for key, forms in said.items():
            # A form for one or two may say the number as a word.
            assert _holes(forms[-1]) == _holes(french[key][-1]), (lang, key)


def test_every_word_that_a_template_says_is_known():
    words = catalogue(PAGES / "words", "fr").forms
    used = set()
    for template in (PAGES / "templates").glob("*.html"):
        used |= set(re.findall(r'say\("(\w+)"[,)]', template.read_text("utf-8")))
    assert used <= words.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_of_the_merge_has_a_sentence(lang):
    """A new feature, veto or index of dedupe needs its words in offers/words, in three languages."""
    words = catalogue(reasons.WORDS, lang).forms
    assert not [name for name in (*FEATURES, *VETOES) if f"why_{name}" not in words]
    assert not [i.name for i in INDEXES if f"block_{i.name.replace(' ', '_')}" not in words]


def _holes(said: str) -> set[str]:
    """What is filled into a sentence."""
    return set(re.findall(r"{(\w+)}", said))


def test_an_offer_says_where_it_was_found_and_why_it_is_one(get):
    page = get(f"/offer/{MERGED}", lang="en")
    assert 'href="https://alpha.example/offres/103" rel="nofollow noopener"' in page.text
    assert 'href="https://beta.example/offres/103" rel="nofollow noopener"' in page.text
    assert "The titles name the same work." in page.text
    assert "published the same day. <small>(speaks against it)" in page.text
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
    ("lang", "said"),
    [
        ("fr", ("8\u202f000 DH net par mois", "2 à 5 ans", "Bac +2", "Français (courant), Anglais", "Temps plein")),
        ("en", ("8,000 MAD net a month", "2 to 5 years", "French (fluent), English", "Python, SQL", "Full time")),
        ("ar", ("8.000 درهم صافي في الشهر", "من 2 إلى 5 سنوات", "دوام كامل")),
    ],
)  # fmt: skip
def test_what_we_understood_is_said_in_the_visitors_language(get, lang, said):
    page = html.unescape(get("/offer/1", lang=lang).text)
    assert [words for words in said if words not in page] == []


@pytest.mark.parametrize(
    "path", ["/offer/99999", "/offer/x", "/offer", "/nowhere", "/offer/" + "9" * 40]
)
def test_what_is_not_there_is_said_kindly(get, path):
    page = get(path, lang="fr")
    assert page.status_code == 404
    assert "Cette page n’existe pas" in page.text
    assert 'name="q"' in page.text


def test_sources_and_about(get):
    page = get("/sources", lang="fr")
    assert "57 annonces ouvertes" in page.text
    assert page.text.count("À jour") == 3 and page.text.count("Pas encore lue") == 1
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


EXAMPLES = sorted(
    ".".join(file.relative_to(PAGES.parent).with_suffix("").parts)
    for file in PAGES.rglob("*.py")
    if ">>>" in file.read_text("utf-8")
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name):
    result = doctest.testmod(import_module(name))
    assert result.attempted and not result.failed


def test_a_slip_of_the_finger_is_met_with_what_was_meant(get):
    page = get("/", q="comptbale")
    assert titles(page) == []
    assert 'href="/?q=comptable"' in page.text
    assert "Vouliez-vous dire" not in get("/", q="comptable").text
