"""MarocEmploi, OneJob, MarocAnnonces, Avito, Careerjet: what their dossiers warn of, beyond their replicas."""

import json

import pytest

from spiders.avito import Avito
from spiders.marocannonces import MarocAnnonces
from spiders.marocemploi import MarocEmploi
from spiders.onejob import OneJob
from spiders.optioncarriere import LAST_PAGE, QUESTION, OptionCarriere
from tests.conftest import KEYS
from tests.made_up import LOGIN, proof, read

__all__ = ["read"]  # a fixture

# MarocEmploi

OFFERS = "https://marocemploi.net/offre/"


def me_list(*slugs: str) -> str:
    cards = "".join(
        f'<article class="me-job-card"><div class="me-job-card__title-row"><h3><a href="{OFFERS}{s}/">'
        f'Maçon {s}</a></h3></div><ul class="me-meta"><li>Fès</li></ul></article>'
        for s in slugs
    )
    return f'<main class="me-jobs">{cards}</main>'


def me_pages(*slugs: str) -> dict:
    page = '<article><h1>Maçon</h1><div class="me-job-description__content">Bâtir.</div></article>'
    return {f"{OFFERS}{s}/": page for s in slugs}


def test_a_site_without_pages_shows_the_first_again_and_proves_nothing(read):
    first = me_list("a", "b")
    reading = read(MarocEmploi, {OFFERS: first, f"{OFFERS}?job_page=2": first} | me_pages("a", "b"))
    assert proof(reading) == {"listed": 2, "loop": 1}
    assert [p.ref for p in reading.postings] == ["a", "b"]


def test_a_page_past_the_last_ends_the_list(read):
    reading = read(
        MarocEmploi, {OFFERS: me_list("a"), f"{OFFERS}?job_page=2": me_list()} | me_pages("a")
    )
    assert proof(reading) == {"listed": 1, "ended": True}


@pytest.mark.parametrize("answer", [404, 503, LOGIN])
def test_an_outage_is_no_end(read, answer):
    reading = read(
        MarocEmploi, {OFFERS: me_list("a"), f"{OFFERS}?job_page=2": answer} | me_pages("a")
    )
    assert "ended" not in proof(reading) and {"broken_off", "fault"} & set(proof(reading))


def test_marocemploi_in_its_layout_of_2025(read):
    old = f"""<ul><li class="jobsearch-column-12"><div class="jobsearch-joblisting-classic-wrap"><figure></figure>
    <div class="jobsearch-list-option"><h2 class="jobsearch-pst-title" data-job-id="27540"><a href="{OFFERS}macon-fes/">Maçon</a>
    <span>En vedette</span></h2><ul><li class="job-company-name"><a href="/employer/x/">@ Murs du Saïss</a></li>
    <li><i class="jobsearch-icon jobsearch-maps-and-flags"></i>Fès, Maroc</li>
    <li><i class="jobsearch-icon jobsearch-calendar"></i> Publié il y a 3 jours</li>
    <li><i class="jobsearch-icon jobsearch-filter-tool-black-shape"></i><a href="/s/btp/">BTP</a></li></ul></div>
    <div class="jobsearch-job-userlist"><a class="jobsearch-option-btn">CDD</a></div></div></li></ul>"""
    page = """<div class="jobsearch-job-detail"><ul><li>Postuler Avant : 12 décembre 2026</li></ul>
    <div class="jobsearch-description"><p>Bâtir des murs droits.</p></div></div>"""
    past = f"{OFFERS}?job_page=2"
    pages = {OFFERS: old, past: '<ul class="jobsearch-row"></ul>', f"{OFFERS}macon-fes/": page}
    reading = read(MarocEmploi, pages)
    (posting,) = reading.postings
    assert (posting.title, posting.company, posting.city) == (
        "Maçon",
        "Murs du Saïss",
        "Fès, Maroc",
    )
    assert (posting.sector, posting.contract) == ("BTP", "CDD")
    assert (posting.published, posting.deadline) == ("Publié il y a 3 jours", "12 décembre 2026")
    assert proof(reading) == {"listed": 1, "ended": True}
    tomorrow = pages | {OFFERS: old.replace("3 jours", "4 jours")}
    again = read(MarocEmploi, tomorrow, KNOWN={posting.ref: posting.listed_hash})
    assert [s.ref for s in again.sightings] == ["macon-fes"] and not again.postings


# OneJob

FOUND = "https://www.onejob.ma/recherche?query=%2A&page={}"


def test_onejob_in_its_layout_of_early_2026(read):
    old = """<main><a href="https://www.onejob.ma/job/61234/macon"><h2>Maçon</h2><ul>
    <li><i class="las la-map-marker"></i> Fès</li><li><i class="las la-clock"></i> il y a 2 jours</li></ul></a>
    <a href="/job/61234/macon">Voir</a></main>"""
    pages = {FOUND.format(1): old, FOUND.format(2): "<main><div class='oj-none'></div></main>"}
    page = {"https://www.onejob.ma/job/61234/macon": "<div class='job-description'>Bâtir.</div>"}
    reading = read(OneJob, pages | page)
    (posting,) = reading.postings
    assert (posting.ref, posting.title, posting.city) == ("61234", "Maçon", "Fès")
    assert posting.published == "il y a 2 jours" and "Bâtir." in posting.description
    assert proof(reading) == {"listed": 1, "ended": True}


@pytest.mark.parametrize(
    ("said", "kept"),
    [("1 dhs - 1 dhs", None), ("0 DH", None), ("1 000 dhs - 1 500 dhs", "1 000 dhs - 1 500 dhs")],
)
def test_onejob_pays_more_than_a_dirham(read, said, kept):
    card = f"""<article class="oj-job-card"><h2 class="oj-job-title"><a href="/offre/7/x">Maçon</a></h2>
    <span><i class="las la-credit-card"></i> {said}</span></article>"""
    pages = {FOUND.format(1): card, FOUND.format(2): '<p class="oj-none">'}
    page = {"https://www.onejob.ma/offre/7/x": '<div class="oj-job-description">Bâtir.</div>'}
    assert [p.salary for p in read(OneJob, pages | page).postings] == [kept]


# MarocAnnonces

WORK, FREELANCE = MarocAnnonces.start_urls
MISSING = '<div id="text"><h2>La page que vous avez demandée n\'existe pas</h2></div>'


def ads(*refs, more="") -> str:
    rows = "".join(
        f'<li><a href="categorie/309/Offres-emploi/annonce/{r}/Maçon-({r}).html"><h3>Maçon</h3></a></li>'
        for r in refs
    )
    link = f'<ul class="paging"><li class="next"><a href="{more}">Suivant</a></li></ul>'
    return f'<base href="https://www.marocannonces.com/"><ul class="cars-list">{rows}</ul>{link if more else ""}'


def ad(ref) -> dict:
    url = f"https://www.marocannonces.com/categorie/309/Offres-emploi/annonce/{ref}/Ma%C3%A7on-({ref}).html"
    return {url: '<div class="description"><div class="block">Bâtir.</div></div>'}


def test_links_begin_at_the_base_and_a_category_may_be_empty(read):
    reading = read(MarocAnnonces, {WORK: ads(7), FREELANCE: MISSING} | ad(7))
    assert [p.ref for p in reading.postings] == ["7"]
    assert proof(reading) == {"listed": 1, "ended": True}


def test_one_category_that_fails_proves_nothing(read):
    reading = read(MarocAnnonces, {WORK: ads(7), FREELANCE: 503} | ad(7))
    assert "ended" not in proof(reading) and "broken_off" in proof(reading)


def test_past_its_last_page_the_site_may_begin_again(read):
    second = f"{WORK.removesuffix('.html')}/2.html"
    pages = {WORK: ads(7, more=second), second: ads(7, more=WORK), FREELANCE: MISSING}
    assert proof(read(MarocAnnonces, pages | ad(7))) == {"listed": 1, "loop": 1}


# Avito


def avito(held) -> str:
    data = {"props": {"pageProps": {"componentProps": {"ads": held}}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def o(number: int) -> str:
    return f"https://www.avito.ma/fr/maroc/emploi?o={number}"


ROW = {
    "listId": 57,
    "subject": "Maçon",
    "category": {"parent": {"id": 6200}},
    "href": "/fr/fes/btp/Macon_57.htm",
    "price": {"value": 3500.0},
    "seller": {"type": "PRIVATE", "name": "Nom Inventé"},
    "location": None,
}


def test_avito_may_hold_its_rows_without_a_box(read):
    reading = read(Avito, {o(1): avito([ROW, None, 7, {}]), o(2): avito([])})
    (posting,) = reading.postings
    assert (posting.ref, posting.salary, posting.company, posting.city) == (
        "57",
        "3500 DH",
        None,
        None,
    )
    assert posting.url == "https://www.avito.ma/fr/fes/btp/Macon_57.htm"
    assert proof(reading) == {"listed": 1, "ended": True}


@pytest.mark.parametrize(
    "answer", [LOGIN, 503, avito(None), avito({"ads": {}}), "<script id=__NEXT_DATA__>{"]
)
def test_a_page_that_holds_no_list_is_a_fault(read, answer):
    reading = read(Avito, {o(1): answer})
    assert "fault" in proof(reading) and "ended" not in proof(reading)


# Careerjet


def query(page: int) -> str:
    said = {
        **QUESTION,
        "page": page,
        "user_ip": KEYS["CAREERJET_USER_IP"],
        "user_agent": "aggregator",
    }
    return "https://search.api.careerjet.net/v4/query?" + "&".join(
        f"{k}={v}" for k, v in said.items()
    )


def told(*titles, hits, pages, **more) -> str:
    jobs = [{"title": t, "url": f"https://jobviewtrack.com/v2/{t}", **more} for t in titles]
    return json.dumps({"type": "JOBS", "hits": hits, "pages": pages, "jobs": jobs})


def test_more_than_a_thousand_are_the_latest(read):
    pages = {query(n): told(f"M{n}", hits=1_100, pages=11) for n in range(1, LAST_PAGE + 1)}
    reading = read(OptionCarriere, pages)
    assert proof(reading) == {"listed": LAST_PAGE, "ended": True, "latest": True}


def test_a_link_that_changes_makes_no_other_posting(read):
    (first,) = read(OptionCarriere, {query(1): told("Maçon", hits=1, pages=1)}).postings
    changed = told("Maçon", hits=1, pages=1).replace("/v2/", "/v2/another")
    again = read(OptionCarriere, {query(1): changed}, KNOWN={first.ref: first.listed_hash})
    assert [s.ref for s in again.sightings] == [first.ref] and not again.postings


@pytest.mark.parametrize(
    "answer",
    [403, '{"type": "LOCATIONS", "locations": ["Maroc"]}', '{"type": "ERROR", "error": "x"}'],
)
def test_an_answer_without_jobs_is_a_fault_that_hides_our_address(read, answer):
    reading = read(OptionCarriere, {query(1): answer})
    assert "fault" in proof(reading) and "192.0.2.7" not in proof(reading)["fault"]
