"""ANAPEC, when it does not answer as it should."""

import asyncio
import json

import pytest

from aggregator.replica import Replica
from spiders.anapec import HTML, JSON, Anapec
from tests.conftest import SITES, drive
from tests.made_up import LOGIN, proof, read

__all__ = ["read"]  # a fixture


def offre(id_, title="Maçon", place="FES ") -> dict:
    return {
        "id": id_,
        "ref_offre": f"FE0111261{id_}",
        "date_offre": "01/11/2026",
        "intitule_poste": title,
        "entreprise": "-",
        "lieu_travail": place,
    }


def anapec_json(*rows, count=2, following=None) -> str:
    return json.dumps({"Offre": list(rows), "paginate": {"count": count, "next": following}})


def anapec_page(id_) -> str:
    return f"https://www.anapec.org/sigec-app-rv/fr/entreprises/bloc_offre_home/{id_}/resultat_recherche"


ANAPEC_PAGE = """<div class="bloc-affiche-offre"><p>Référence de l'offre : FE1</p><p>Date : 01/11/2026</p>
<p>Type de contrat : CDI</p><p>Caractéristiques du poste : Bâtir.</p></div>"""


def test_anapec_reads_its_json_to_the_end(read):
    second = "/sigec-app-rv/chercheurs/resultat_recherche_json/page:2/tout:all/language:fr"
    reading = read(
        Anapec,
        {
            JSON.format(1): anapec_json(offre(7), following=second),
            JSON.format(2): anapec_json(offre("5"), offre("7")),
            anapec_page(7): ANAPEC_PAGE,
            anapec_page(5): ANAPEC_PAGE,
        },
    )
    assert proof(reading) == {"listed": 2, "ended": True, "total": 2}
    assert [(p.ref, p.city, p.company, p.contract) for p in reading.postings] == [
        ("7", "FES", None, "CDI"),
        ("5", "FES", None, "CDI"),
    ]


def test_anapec_without_either_door_is_a_fault(read):
    reading = read(Anapec, {JSON.format(1): 503, HTML: LOGIN})
    assert "no table of offers" in proof(reading)["fault"]
    assert "ended" not in proof(reading)


def test_an_empty_page_of_json_is_not_the_end(read):
    empty = anapec_json(count=9)
    reading = read(Anapec, {JSON.format(1): empty, HTML: 500})
    assert "fault" in proof(reading) and "ended" not in proof(reading)


@pytest.mark.parametrize("answer", [503, LOGIN, "{}"], ids=["an error", "a log-in page", "no page"])
def test_a_posting_whose_page_fails_keeps_what_its_row_said(read, answer):
    pages = {JSON.format(1): anapec_json(offre(7), count=1), anapec_page(7): answer}
    reading = read(Anapec, pages)
    (posting,) = reading.postings
    assert (posting.title, posting.city) == ("Maçon", "FES")
    assert posting.listed_hash is None, "so that its page is asked for again"
    assert proof(reading)["ended"]
    assert proof(reading).get("detail_failed", 0) + proof(reading).get("not_an_offer", 0) == 1


def test_both_doors_tell_the_same_row(read):
    """What was read as JSON yesterday is known when it is read as HTML today."""
    first = asyncio.run(drive(Anapec, Replica(SITES / "anapec")))
    known = {p.ref: p.listed_hash for p in first.postings}
    pages = {JSON.format(1): 500, HTML: (SITES / "anapec/list-1.html").read_text()}
    pages[JSON.format(1).replace("_json/page:1", "/page:2")] = 500
    reading = read(Anapec, pages, KNOWN=known)
    assert {s.ref for s in reading.sightings} == {"1201001", "1201107", "1201055"}
