"""emploi-public.ma: two languages under one uuid, and lists that do not answer as they should."""

import asyncio

import pytest
from scrapy import Request

from aggregator.replica import Replica
from spiders.emploi_public import HOME, LISTS, EmploiPublic
from tests.conftest import SITES, drive
from tests.made_up import LOGIN, proof, read

__all__ = ["read"]  # a fixture

UUID = "0b54d6d2-2f0c-4d1e-9a53-6f7a3c1e8b90"
OTHER = UUID.replace("0b", "1c")
FRENCH, ARABIC = (Request(HOME + path).url for path in (LISTS[0].french, LISTS[0].arabic))


def page_of(uuid, language="fr") -> str:
    path = "/fr/concours/details" if language == "fr" else "/ar/تفاصيل/المباريات"
    return Request(f"{HOME}{path}/{uuid}").url


def card(uuid=UUID, deadline="5 Décembre 2026", days=9, href=None) -> str:
    return f"""<div class="s-item"><a class="card" href="{href or page_of(uuid)}"><h2 class="card-title">Géomètre</h2>
    <p class="card-text">Commune de Zag</p><p class="card-msg">{days} jours restants</p>
    <div class="card-footer"><div>2 postes</div><div>Limite de dépôt : {deadline}</div></div></a></div>"""


def public_list(*cards, total=1) -> str:
    count = "" if total is None else f"<div><span>{total}</span> Résultats</div>"
    return f'{count}<div id="listing-switcher">{"".join(cards)}</div>'


def in_arabic(*uuids, total=1) -> str:
    cards = (card(uuid, href=page_of(uuid, "ar")) for uuid in uuids)
    return public_list(*cards, total=total).replace("Résultats", "نتيجة")


def public(**lists) -> dict:
    """The pages of all lists: empty, but for the competitions'."""
    empty = {Request(url).url: public_list(total=0) for url in EmploiPublic.start_urls}
    return empty | {FRENCH: lists.pop("french", public_list(card()))} | NOTICES | lists


NOTICE = '<div class="s-content-box"><h3 class="h4"><span>Grade</span> 2e</h3></div>'
NOTICE_AR = '<h1>طبوغرافي</h1><div class="s-content-box"><h3><span>تاريخ النشر</span> 24 يوليوز 2026</h3></div>'
NOTICES = {page_of(UUID): NOTICE, page_of(UUID, "ar"): 404, page_of(OTHER, "ar"): NOTICE_AR}


def test_a_public_list_is_proved_by_its_own_count(read):
    reading = read(EmploiPublic, public())
    assert proof(reading) == {"listed": 1, "ended": True, "total": 1, "no_arabic": 1}
    assert reading.postings[0].occupation == "2e"


def test_an_extended_deadline_is_read_and_a_day_less_is_not(read):
    (posting,) = read(EmploiPublic, public()).postings
    known = {posting.ref: posting.listed_hash}
    later = read(EmploiPublic, public(french=public_list(card(days=8))), KNOWN=known)
    assert [s.ref for s in later.sightings] == [UUID] and not later.postings
    extended = public(french=public_list(card(deadline="20 Décembre 2026")))
    assert [p.deadline for p in read(EmploiPublic, extended, KNOWN=known).postings] == [
        "20 Décembre 2026"
    ]


def test_both_languages_make_one_posting(read):
    pages = public() | {ARABIC: in_arabic(UUID), page_of(UUID, "ar"): NOTICE_AR}
    (posting,) = read(EmploiPublic, pages).postings
    assert posting.title == "Géomètre" and "طبوغرافي" in posting.description
    assert posting.url == page_of(UUID)


def test_what_is_named_in_arabic_alone_is_an_arabic_posting(read):
    """It may stand on any page of the Arabic list: that is read to its end."""
    pages = public() | {ARABIC: in_arabic(UUID, total=2), f"{ARABIC}?page=1": in_arabic(OTHER)}
    reading = read(EmploiPublic, pages)
    assert [(p.ref, p.url, p.published) for p in reading.postings] == [
        (UUID, page_of(UUID), None),
        (OTHER, page_of(OTHER, "ar"), "24 يوليوز 2026"),
    ]
    assert proof(reading) == {"listed": 2, "ended": True, "total": 2, "no_arabic": 1}
    known = {p.ref: p.listed_hash for p in reading.postings}
    again = read(EmploiPublic, pages, KNOWN=known)
    assert not again.postings and {s.ref for s in again.sightings} == {UUID, OTHER}


@pytest.mark.parametrize("list_of", [FRENCH, ARABIC])
def test_a_list_shorter_than_its_count_proves_nothing(read, list_of):
    """Either language's: what another list names does not make up for it."""
    cards = public_list(card(), total=40), in_arabic(UUID, total=40)
    pages = public() | {ARABIC: in_arabic(UUID)} | {list_of: cards[list_of == ARABIC]}
    pages |= {f"{list_of}?page={n}": public_list(total=None) for n in (1, 2)}
    told = proof(read(EmploiPublic, pages))
    assert (told["listed"], told["total"]) == (1, 40)


@pytest.mark.parametrize("total", [None, 40])
def test_a_list_that_shows_its_first_page_for_every_number_proves_nothing(read, total):
    first = public_list(card(), total=total)
    reading = read(
        EmploiPublic, public(french=first) | {f"{FRENCH}?page={n}": first for n in (1, 2)}
    )
    assert proof(reading)["loop"] == 1 and "ended" not in proof(reading)


@pytest.mark.parametrize("answer", [LOGIN, 500])
@pytest.mark.parametrize("url", [Request(EmploiPublic.start_urls[n]).url for n in (-1, -2)])
def test_one_public_list_that_fails_proves_nothing(read, url, answer):
    reading = read(EmploiPublic, public() | {url: answer})
    assert "fault" in proof(reading) and "ended" not in proof(reading)
    assert reading.postings, "what the others name is kept"


def test_no_arabic_posting_is_made_while_a_french_list_is_missing(read):
    """It might name the same notice: its title would be Arabic today, and French tomorrow."""
    pages = public() | {FRENCH: 500, ARABIC: in_arabic(UUID)}
    assert not read(EmploiPublic, pages).postings


def test_a_quick_reading_leaves_each_list_at_a_page_that_we_hold(read):
    first = read(EmploiPublic, public())
    known = {p.ref: p.listed_hash for p in first.postings}
    pages = public(french=public_list(card(), total=40)) | {ARABIC: 500}
    told = proof(read(EmploiPublic, pages, KNOWN=known, LATEST=True))
    assert told == {"listed": 1, "ended": True, "latest": True, "total": 1}


def test_lists_of_names_are_never_asked_for(read):
    replica = Replica(SITES / "emploi_public")
    asyncio.run(drive(EmploiPublic, replica))
    assert not [url for url in replica.asked if "download" in url]
    for path in ("/fr/concours/download/resultats/", "/ar/%D8%AA%D8%AD%D9%85%D9%8A%D9%84/x/"):
        reading = read(EmploiPublic, public(french=public_list(card(href=path + UUID))))
        assert not reading.postings and proof(reading)["results"] == 1
