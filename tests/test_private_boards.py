"""rekrute, emploi.ma and stagiaires.ma: what their dossiers warn of, beyond their replicas."""

import asyncio
import json
from datetime import datetime

import pytest

from aggregator.children import Bounds
from aggregator.children import read as read_in_a_process
from aggregator.crawling import crawl_settings
from aggregator.replica import Replica
from aggregator.sources import known_sources
from spiders.emploi_ma import EmploiMa
from spiders.rekrute import Rekrute
from spiders.stagiaires import Stagiaires
from tests.conftest import SITES, drive
from tests.made_up import proof, read
from world.faults import Fault
from world.market import Market
from world.server import World

__all__ = ["read"]  # a fixture

# rekrute

REKRUTE = "https://www.rekrute.com"
MENU = "".join(f'<option value="/offres.html?p={n}">{n}</option>' for n in range(1, 101))


def offers(number: int) -> str:
    return f"{REKRUTE}/offres.html?s=3&p={number}&o=1"


def rekrute_list(*refs, total=3, begin="", start=1) -> str:
    cards = "".join(
        f'<li class="post-id" id="{r}"><a class="titreJob" href="{begin}/{rekrute_slug(r)}">Maçon | Fès (Maroc)</a></li>'
        for r in refs
    )
    pages = f'<span class="pages"><span>{start} - {start + 49}</span> sur {total:,} </span>'
    return f'<select>{MENU}</select>{pages.replace(",", " ")}<ul id="post-data">{cards}</ul>'


def rekrute_slug(ref) -> str:
    return f"offre-emploi-macon-recrutement-confidentiel-fes-{ref}.html"


def rekrute_pages(*refs) -> dict:
    page = '<div class="blc"><h2>Poste :</h2><p>Bâtir.</p></div>'
    return {f"{REKRUTE}/{rekrute_slug(r)}": page for r in refs}


def test_rekrute_is_read_beyond_the_hundred_pages_of_its_menu(read):
    last = {offers(100): rekrute_list(1, total=4_951), offers(101): rekrute_list(2, total=4_951)}
    past = {offers(102): rekrute_list(total=4_951, start=5_051)}

    class FromTheHundredth(Rekrute):
        start_urls = [offers(100)]

    reading = read(FromTheHundredth, last | past | rekrute_pages(1, 2))
    assert proof(reading) == {"listed": 2, "ended": True, "total": 4_951}


def test_rekrute_answers_one_posting_under_three_addresses(read):
    first, second = rekrute_list(1, 2, begin="/fr"), rekrute_list(1, 3, begin="/en")
    reading = read(Rekrute, {offers(1): first, offers(2): second} | rekrute_pages(1, 2, 3))
    assert [p.url for p in reading.postings] == [f"{REKRUTE}/{rekrute_slug(r)}" for r in (1, 2, 3)]


BROKEN = """<script type="application/ld+json">{"@type": "JobPosting", "title": "Maçon",
"description": "un "beau" mur", "employmentType": "CDI"}</script>"""


@pytest.mark.parametrize(
    ("block", "contract"), [(BROKEN, None), (BROKEN.replace('"beau"', "\n\tbeau"), "CDI")]
)
def test_rekrute_is_read_as_html_and_filled_from_its_json(read, block, contract):
    pages = {url: block + page for url, page in rekrute_pages(1).items()}
    (posting,) = read(Rekrute, {offers(1): rekrute_list(1, total=1)} | pages).postings
    assert (posting.description, posting.contract) == ("<p>Bâtir.</p>", contract)
    assert posting.company is None, "its address says that the employer hides"


# emploi.ma

EMPLOI = "https://www.emploi.ma"


def emploi_list(*refs, more=None) -> str:
    cards = "".join(
        f'<div class="card card-job" data-href="{EMPLOI}/offre-emploi-maroc/macon-{r}"><h3><a>Maçon</a></h3> N.C.'
        "<ul><li>Niveau d´études requis : <strong>Bac</strong></li>"
        "<li>Niveau d’expérience : <strong>Débutant</strong></li></ul></div>"
        for r in refs
    )
    following = f'<li class="pager-next"><a href="{more}">»</a></li>' if more else ""
    return f'<div class="page-search-jobs-content">{cards}{following}</div>'


def emploi_page(*lines) -> str:
    return f'<ul class="arrow-list">{"".join(f"<li><strong>{x}</strong></li>" for x in lines)}</ul>'


def test_emploi_ma_is_read_beyond_its_hundredth_page(read):
    class FromTheHundredth(EmploiMa):
        start_urls = [f"{EMPLOI}/recherche-jobs-maroc?page=99"]

    pages = {
        f"{EMPLOI}/recherche-jobs-maroc?page=99": emploi_list(
            7, 1, more="/recherche-jobs-maroc?page=100"
        ),
        f"{EMPLOI}/recherche-jobs-maroc?page=100": emploi_list(7, 2),  # 7 pays for its place
    }
    pages |= {
        f"{EMPLOI}/offre-emploi-maroc/macon-{r}": emploi_page("Ville : Fès") for r in (7, 1, 2)
    }
    reading = read(FromTheHundredth, pages)
    assert [p.ref for p in reading.postings] == ["7", "1", "2"]
    assert proof(reading) == {"listed": 3, "ended": True}


@pytest.mark.parametrize("mark", "'´’ʼ`")
def test_emploi_ma_labels_are_read_whatever_their_apostrophe(read, mark):
    lines = (f"Niveau d{mark}études : Bac+3", f"Secteur d{mark}activité : Textile", "Ville : Salé")
    pages = {
        f"{EMPLOI}/recherche-jobs-maroc": emploi_list(7),
        f"{EMPLOI}/offre-emploi-maroc/macon-7": emploi_page(*lines),
    }
    (posting,) = read(EmploiMa, pages).postings
    assert (posting.diploma, posting.sector, posting.city) == ("Bac+3", "Textile", "Salé")
    assert posting.experience == "Débutant" and posting.company is None


def test_emploi_ma_that_refuses_is_said_to_refuse(tmp_path):
    """Behind Cloudflare, 403 is likely on some networks: we say so, ask no more, and close nothing."""
    now = datetime.fromisoformat("2026-11-18T09:00:00+01:00")
    market = Market(seed=3, size=150, days=1, start=now.date())
    with World(market, faults={"www.emploi.ma": Fault("403")}).serve() as world:
        settings = crawl_settings(str(tmp_path / "a.db"), now, world.url, incremental=True)
        run = read_in_a_process(
            known_sources()["emploi_ma"], settings, now, Bounds(5, tmp_path)
        ).row
    assert (run["outcome"], run["cause"], run["complete"]) == ("blocked", "status 403", 0)
    assert run["requests"] <= 2, "robots.txt, and the door"


# stagiaires.ma


def test_stagiaires_reads_no_address_with_a_query():
    replica = Replica(SITES / "stagiaires")
    asyncio.run(drive(Stagiaires, replica))
    assert not [url for url in replica.asked if "?" in url]


def test_stagiaires_says_nothing_that_nobody_said(read):
    """Their form fills in a pay and an end; both hosts are one."""
    job = {
        "@type": "JobPosting", "title": "Stage", "url": "https://stagiaires.ma/stage-emploi-maroc/9",
        "datePosted": "2026-11-01T08:00:00.123Z", "validThrough": "2026-12-01T08:00:00.123Z",
        "baseSalary": {"@type": "PriceSpecification", "currency": "MAD", "minPrice": "8000", "maxPrice": "25000", "unitText": "MONTH"},
    }  # fmt: skip
    address = "https://www.stagiaires.ma/stage-emploi-maroc/9"
    page = f'<script id="job-posting-9" type="application/ld+json">{json.dumps(job)}</script>'
    sitemap = f"<urlset><url><loc>{address}</loc></url><url><loc>{address}?utm_source=x</loc></url></urlset>"
    (posting,) = read(Stagiaires, {Stagiaires.start_urls[0]: sitemap, address: page}).postings
    assert (posting.salary, posting.deadline, posting.url) == (None, None, job["url"])
