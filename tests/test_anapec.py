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


def test_a_quick_reading_leaves_at_a_whole_page_of_ids_that_we_hold(read):
    """Ids are not sorted in a page: one that we hold, among others, is no end."""
    pages = {
        JSON.format(1): anapec_json(offre(5), offre(9), count=90, following="/page:2/"),
        JSON.format(2): anapec_json(offre(7), offre(8), count=90, following="/page:3/"),
        anapec_page(9): ANAPEC_PAGE,
    }
    held = {str(n): p.listed_hash for n, p in rows_of(read, 5, 7, 8).items()}
    reading = read(Anapec, pages, KNOWN=held, LATEST=True)
    assert [p.ref for p in reading.postings] == ["9"]
    assert proof(reading) == {"listed": 4, "ended": True, "latest": True}


def rows_of(read, *ids) -> dict:
    """What a reading of rows of these IDS makes of them."""
    pages = {JSON.format(1): anapec_json(*map(offre, ids), count=len(ids))}
    made = read(Anapec, pages | {anapec_page(id_): ANAPEC_PAGE for id_ in ids})
    return {int(p.ref): p for p in made.postings}


@pytest.mark.parametrize(
    "paginate", [{}, {"count": "3", "last": None}, {"count": None, "next": ""}]
)
def test_a_list_that_does_not_say_its_pages_is_read_until_it_proves_itself(read, paginate):
    first = {"Offre": [offre(7), offre(5)], "paginate": paginate}
    second = {"Offre": [offre(3)], "paginate": paginate}
    pages = {JSON.format(1): json.dumps(first), JSON.format(2): json.dumps(second)}
    pages |= {anapec_page(n): ANAPEC_PAGE for n in (7, 5, 3)}
    beyond = {} if paginate.get("count") else {JSON.format(3): anapec_json(), HTML: 500}
    told = proof(read(Anapec, pages | beyond))
    assert told["listed"] == 3
    assert ("ended" in told) == ("fault" not in told) == bool(paginate.get("count"))


def test_numbers_come_as_texts_and_texts_as_numbers(read):
    odd = offre(7) | {
        "ref_offre": 111261,
        "date_offre": None,
        "entreprise": 2026,
        "lieu_travail": [],
    }
    answer = {"Offre": [odd, None, "x", {"id": {}}], "paginate": {"count": "1 000", "last": "1"}}
    reading = read(Anapec, {JSON.format(1): json.dumps(answer), anapec_page(7): ANAPEC_PAGE})
    (posting,) = reading.postings
    assert (posting.ref, posting.reference, posting.company) == ("7", "111261", "2026")
    assert proof(reading) == {"listed": 1, "skipped": 3, "ended": True, "total": 1000}
