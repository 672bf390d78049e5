"""Every source, on pages saved from the real site: they are not ours, and stay outside the project."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse
from scrapy.responsetypes import responsetypes
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings
from scrapy.utils.test import get_crawler

from tests.conftest import drive

REAL = Path(__file__).parents[2] / "shared" / "real" / "html"
LOADER = SpiderLoader.from_settings(get_project_settings())


@dataclass
class Case:
    """What a source must find on the pages that were saved of its site."""

    source: str
    pages: dict[str, str]  # URL: file; every other page is missing
    postings: int  # at least so many
    always: tuple[str, ...]  # fields that every posting has
    mostly: tuple[str, ...] = ()  # fields that four postings in five have
    somewhere: tuple[str, ...] = ()  # fields that one posting has at least


CASES = [
    Case(
        source="rekrute",
        pages={
            "https://www.rekrute.com/offres.html?s=3&p=1&o=1": "rekrute_listing_2026-04.html",
            "https://www.rekrute.com/offre-emploi-assistante-de-direction-recrutement-societe-de-"
            "developpement-des-services-publics-de-distribution-fes-181766.html": "rekrute_detail_2026-04.html",
        },
        postings=10,
        always=("ref", "url", "title", "city", "published", "deadline", "sector", "occupation"),
        mostly=("company", "contract", "remote", "experience", "diploma", "positions"),
        somewhere=("description", "skills"),
    ),
    Case(
        source="emploi_ma",
        pages={"https://www.emploi.ma/recherche-jobs-maroc": "emploi_ma_listing_2026-04.html"},
        postings=1,
        always=("ref", "url", "title", "region", "contract", "published", "diploma"),
        mostly=("company", "city", "experience", "skills"),
    ),
    Case(  # the JSON door and the postings' own pages are missing: what the table says is kept
        source="anapec",
        pages={
            "https://www.anapec.org/sigec-app-rv/fr/chercheurs/resultat_recherche/tout:all": "anapec_listing_2026-07.html"
        },
        postings=15,
        always=("ref", "url", "title", "reference", "published", "positions"),
        mostly=("city",),  # offers abroad have none
        somewhere=("company",),
    ),
    Case(  # of the freelance category, which has the same template; the postings' pages are missing
        source="marocannonces",
        pages={
            "https://www.marocannonces.com/categorie/309/Emploi/Offres-emploi.html": "marocannonces_listing_2026-04.html"
        },
        postings=20,
        always=("ref", "url", "title", "city", "published"),
        somewhere=("salary",),
    ),
]


class Saved:
    """Answer with saved pages, and with 503 for any other: 404 would say that a posting is gone."""

    def __init__(self, pages: dict[str, str]):
        self.pages = pages

    def answer(self, request):
        file = REAL / self.pages[request.url] if request.url in self.pages else None
        body = file.read_bytes() if file else b""
        kind = responsetypes.from_args(filename=str(file or "missing.html"), body=body)
        return kind(request.url, body=body, request=request, status=200 if file else 503)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source)
def test_finds_what_the_page_shows(case):
    for file in case.pages.values():
        if not (REAL / file).exists():
            pytest.skip(f"the saved page {file} is not on this machine: it is not ours to pass on")
    postings = asyncio.run(drive(LOADER.load(case.source), Saved(case.pages))).postings
    assert len(postings) >= case.postings
    assert len({p.ref for p in postings}) == len(postings)
    assert all(p.url.startswith("https://") for p in postings)
    filled = {
        name: sum(bool(getattr(p, name)) for p in postings) / len(postings)
        for name in (*case.always, *case.mostly, *case.somewhere)
    }
    assert not [name for name in case.always if filled[name] < 1]
    assert not [name for name in case.mostly if filled[name] < 0.8]
    assert not [name for name in case.somewhere if not filled[name]]


def test_stagiaires_reads_every_posting_of_a_list():
    """Robots may not turn their list's pages: the sitemap leads to pages of the same kind."""
    file = REAL / "stagiaires_listing_2026-04.html"
    if not file.exists():
        pytest.skip(f"the saved page {file.name} is not on this machine: it is not ours to pass on")
    spider = LOADER.load("stagiaires").from_crawler(get_crawler())
    page = HtmlResponse("https://www.stagiaires.ma/stage-emploi-maroc", body=file.read_bytes())
    postings = list(spider.parse(page))
    assert len({p.ref for p in postings}) == len(postings) == 10
    for field in ("ref", "url", "title", "company", "city", "contract", "published", "description"):
        assert all(getattr(p, field) for p in postings), field
    assert not any(p.deadline or p.salary for p in postings), "nobody said so: their form does"
