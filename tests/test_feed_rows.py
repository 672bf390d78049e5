"""Sources that are a row and read a feed: when its list is whole, what of it is in Morocco."""

import pytest

from tests.made_up import LOGIN, of_row, proof, read
from tests.test_feeds import RSS_URL, flux, item, rss

__all__ = ["flux", "of_row", "read"]  # fixtures


@pytest.fixture
def teamtailor(of_row):
    return of_row("employers.csv", "Luths,teamtailor,luths,,employer,2026-11-20,,")


@pytest.fixture
def talentsoft(of_row):
    return of_row("employers.csv", "Luths,talentsoft,luths.example,,employer,2026-11-20,,")


def test_a_feed_of_morocco_need_not_say_so(read, flux):
    items = [item(1), item(2, location="Quartier Anfa"), item(3, location="Lyon, France")]
    assert [p.ref for p in read(flux, {RSS_URL: rss(*items)}).postings] == ["1", "2"]


def test_an_entry_is_told_once_and_not_again_while_unchanged(read, flux):
    body = rss(item(1), item(1, "Autre"), item(2, location="Nice, France"))
    first = read(flux, {RSS_URL: body})
    assert proof(first)["listed"] == 2 and [p.title for p in first.postings] == ["Luthier"]
    known = {p.ref: p.listed_hash for p in first.postings}
    again = read(flux, {RSS_URL: body}, KNOWN=known, ELSEWHERE=first.spider.elsewhere)
    assert [s.ref for s in again.sightings] == ["1"] and not again.postings
    edited = read(flux, {RSS_URL: body.replace("Luthier", "Archetier", 1)}, KNOWN=known)
    assert [p.title for p in edited.postings] == ["Archetier"]


TT = "https://luths.teamtailor.com/jobs.rss?per_page=100&offset={}"
HERE = "<location><city>Fès</city><country>Morocco</country></location>"


def test_teamtailor_turns_pages_of_a_hundred(read, teamtailor):
    items = [item(n, locations=HERE) for n in range(103)]
    pages = {TT.format(0): rss(*items[:100]), TT.format(100): rss(*items[98:])}
    reading = read(teamtailor, pages)
    assert proof(reading) == {"listed": 103, "ended": True}
    assert {p.city for p in reading.postings} == {"Fès, Morocco"}


def test_teamtailor_that_shows_a_page_again_is_a_fault(read, teamtailor):
    page = rss(*(item(n, locations=HERE) for n in range(100)))
    reading = read(teamtailor, {TT.format(0): page, TT.format(100): page})
    assert "nothing new" in proof(reading)["fault"]


TALENTSOFT_URL = "https://luths.example/handlers/offerRss.ashx?LCID=1036&top=1000"


@pytest.mark.parametrize("answer", [404, LOGIN])
def test_a_host_that_is_not_talentsofts_is_a_fault(read, talentsoft, answer):
    assert "fault" in proof(read(talentsoft, {TALENTSOFT_URL: answer}))


def test_talentsoft_at_its_most_may_have_more(read, talentsoft):
    page = rss(*(item(n, description="<p>Ville : Rabat</p>") for n in range(1000)))
    reading = read(talentsoft, {TALENTSOFT_URL: page})
    assert "there may be more" in proof(reading)["fault"] and len(reading.postings) == 1000


def test_wp_job_manager_that_knows_no_pages_shows_all_at_once(read, of_row):
    url = "https://flux.example/?feed=job_feed"
    flux = of_row("feeds.csv", f"flux,Flux,board,{url},yes,morocco,,2026-11-20")
    first, second = (f"{url}&posts_per_page=100&paged={n}" for n in (1, 2))
    page = rss(*(item(n) for n in range(30)))
    assert proof(read(flux, {first: page, second: page})) == {"listed": 30, "ended": True}
    full = rss(*(item(n) for n in range(100)))
    assert "fault" in proof(read(flux, {first: full, second: full}))
    assert "fault" in proof(read(flux, {first: page, second: 503}))
