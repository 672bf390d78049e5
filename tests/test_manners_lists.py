"""Lists of candidates, summonses and results: no source asks for them, none keeps them."""

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.utils.project import get_project_settings
from scrapy.utils.test import get_crawler

from aggregator.sources import loader
from offers.people import leads_to_people, names_people
from spiders.bases.notices import is_notice
from spiders.emploi_public import is_result
from spiders.middlewares.people import NoPeople

LISTS = [
    "Résultats du concours de recrutement de 12 techniciens", "RESULTATS DEFINITIFS", "Résultat final du concours ONCF",
    "Résultats des épreuves écrites", "Résultat de la présélection", "Résultats de l'entretien oral",
    "Liste des candidats convoqués à l'écrit", "Liste définitive des admis", "Liste des candidats retenus",
    "Liste d'attente des candidats", "Liste des lauréats", "Liste nominative des candidats présélectionnés",
    "Commune de Fès : liste des personnes convoquées", "Convocation des candidats à l'oral", "Convocations aux tests",
    "Avis de convocation", "Candidats convoqués à l'examen oral", "Candidates admises", "Shortlisted candidates",
    "نتائج", "نتائج مباراة توظيف 12 تقنيا", "النتائج النهائية لمباراة المتصرفين", "لائحة المترشحين", "لائحة المدعوين للاختبار الكتابي",
    "وكالة السواحل: لائحة الناجحين", "اللائحة النهائية للمترشحين المقبولين", "استدعاء المترشحين", "لوائح المترشحين المنتقين",
    "جماعة فاس: نتائج الانتقاء الأولي", "نتيجة الامتحان الشفوي",
]  # fmt: skip
VACANCIES = [
    "Analyste résultats financiers", "Chargé du suivi des candidats", "Responsable de la liste de diffusion",
    "Concours de recrutement de 12 techniciens", "Avis de concours : 3 administrateurs", "Chef de projet résultats terrain",
    "Gestionnaire des convocations (hôpital)", "Recrutement de candidats bilingues", "Talent acquisition: candidate experience",
    "Chargé de recrutement – sourcing de candidats", "Directeur des résultats et de la performance",
    "مباراة توظيف 4 تقنيين", "إعلان عن مباراة", "فتح باب الترشيح لشغل منصب", "مسؤول عن متابعة المترشحين", "محلل نتائج مالية",
]  # fmt: skip
PLACES = [
    "https://www.emploi-public.ma/fr/download/0b54d6d2", "https://www.emploi-public.ma/ar/تحميل/0b54d6d2",
    "https://www.emploi-public.ma/ar/%D8%AA%D8%AD%D9%85%D9%8A%D9%84/0b54d6d2", "https://x.example/resultats-du-concours-oncf/",
    "https://x.example/2026/11/liste-des-candidats-convoques-a-l-ecrit.html", "https://x.example/docs/admis.pdf",
    "https://x.example/upload/liste.XLSX", "https://x.example/cvtheque/", "https://x.example/cv-theque/7",
    "https://x.example/نتائج-مباراة-التقنيين/", "https://x.example/a/convocation-des-candidats-oral-7",
]  # fmt: skip
PAGES = [
    "https://x.example/offre-emploi/analyste-resultats-financiers-7", "https://x.example/chercheurs/resultat_recherche?p=2",
    "https://x.example/resultats?q=comptable", "https://x.example/candidat/offres/7", "https://x.example/candidates/jobs/7",
    "https://x.example/fr/concours/details/0b54d6d2-2f0c-4d1e-9a53-6f7a3c1e8b90", "https://x.example/sitemap.xml.gz",
    "https://x.example/api/jobs.json", "https://x.example/feed.xml", "https://x.example/robots.txt", "https://x.example/",
    "https://x.example/مباراة-توظيف-4-تقنيين/", "https://x.example/download/7",
]  # fmt: skip
SOURCES = sorted(loader().list())


@pytest.mark.parametrize("title", LISTS)
def test_a_list_of_people_is_known_by_its_title(title):
    assert names_people(title) and is_notice(title)


@pytest.mark.parametrize("title", VACANCIES)
def test_a_vacancy_is_no_list_of_people(title):
    assert not names_people(title)


@pytest.mark.parametrize("url", PLACES)
def test_a_list_of_people_is_known_by_its_address(url):
    assert leads_to_people(url)


@pytest.mark.parametrize("url", PAGES)
def test_the_page_of_a_vacancy_is_no_list_of_people(url):
    assert not leads_to_people(url)


def opened(name: str):
    """Open the source NAME, as a crawl would, without a network."""
    return loader().load(name).from_crawler(get_crawler(settings_dict={"NOW": "2026-11-21"}))


@pytest.mark.parametrize("name", SOURCES)
def test_no_source_makes_a_posting_of_a_list_of_people(name):
    spider = opened(name)
    page = HtmlResponse("https://x.example/7", body=b"<html></html>", encoding="utf-8")
    told = [
        {"ref": str(n), "url": page.url, "title": title, "remote": None}
        for n, title in enumerate(LISTS)
    ]
    told += [{"ref": url, "url": url, "title": "Technicien", "remote": None} for url in PLACES]
    assert [posting for said in told for posting in spider.make(dict(said), page)] == []
    assert spider.crawler.stats.get_value("listing/results") == len(told)
    assert set(spider.elsewhere) == {said["ref"] for said in told}


@pytest.mark.parametrize("name", ["rekrute", "dreamjob", "khdma", "emploi_public"])
def test_a_source_goes_on_making_postings_of_vacancies(name):
    page = HtmlResponse("https://x.example/7", body=b"<html></html>", encoding="utf-8")
    said = {"ref": "7", "url": page.url, "title": "Concours de recrutement de 12 techniciens"}
    assert len(list(opened(name).make(said, page))) == 1


def gate() -> NoPeople:
    return NoPeople.from_crawler(get_crawler())


@pytest.mark.parametrize("url", PLACES)
def test_no_request_for_a_list_of_people_goes_out(url):
    here = gate()
    with pytest.raises(IgnoreRequest):
        here.process_request(Request(url))
    assert here.stats.get_value("people/refused") == 1


def test_nor_one_for_a_page_whose_row_tells_of_a_list():
    with pytest.raises(IgnoreRequest):
        gate().process_request(
            Request("https://x.example/7", cb_kwargs={"said": {"title": LISTS[0]}})
        )
    for url in PAGES:
        gate().process_request(Request(url, cb_kwargs={"said": {"title": VACANCIES[0]}}))


def test_every_crawl_has_the_gate():
    assert f"{NoPeople.__module__}.NoPeople" in get_project_settings()["DOWNLOADER_MIDDLEWARES"]


@pytest.mark.parametrize("badge", ["Résultats", "Convocation", "لائحة", "النتائج"])
def test_the_portal_of_the_state_is_believed_by_its_badges_too(badge):
    card = f"<div class=s-item><a class=card href=/fr/x/7>x</a><p class=card-type>{badge}</p></div>"
    page = HtmlResponse("https://x.example", body=card, encoding="utf-8")
    assert is_result(page.css("a")[0], "Techniciens")
