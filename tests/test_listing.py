"""The base of lists: what it does when a list is broken, endless, empty or half there."""

import asyncio
import json

import pytest

from aggregator.replica import Replica
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import found
from tests.conftest import drive

SITE = "https://x.example"


class Invented(ListingSpider):
    name = "invented"
    title = "Invented"
    kind = "board"
    start_urls = [f"{SITE}/offres"]
    marker = "ul.offres"
    card = "li"
    link = "a::attr(href)"
    row = {"title": "a", "city": "i"}
    fields = {"description": ".texte"}
    next_page = "a[rel=next]::attr(href)"


class Counted(Invented):
    """Turned by the number in the address."""

    start_urls = [f"{SITE}/offres?p=1"]
    next_page = None
    page_number = "p"
    total = found(r"sur (\d+)", "h1")


def page(*refs, more="", count=""):
    """A page of the list that names REFS."""
    cards = "".join(
        f"<li><a href='/o/{r}?utm_source=l#x'>Maçon {r}</a><i>Fès</i></li>" for r in refs
    )
    return f"<h1>{count}</h1><ul class=offres>{cards}</ul>" + (more and f"<a rel=next href={more}>")


def text(ref):
    return f"<div class=texte>Bâtir le mur {ref}.</div>"


@pytest.fixture
def read(tmp_path):
    """Read a site of PAGES ({path: HTML, status, or {"redirect": path}}) with SOURCE."""

    def reading(pages, source=Invented, **settings):
        index = {}
        for number, (path, body) in enumerate(pages.items()):
            if isinstance(body, dict):
                index[SITE + path] = {"redirect": SITE + body["redirect"]}
                continue
            file = f"{number}.html"
            status = body if isinstance(body, int) else 200
            (tmp_path / file).write_text(f"<html><body>{body}</body></html>", "utf-8")
            index[SITE + path] = {"file": file, "status": status}
        (tmp_path / "pages.json").write_text(json.dumps(index))
        return asyncio.run(drive(source, Replica(tmp_path), **settings))

    return reading


def refs(reading):
    return [posting.ref for posting in reading.postings]


def test_reads_each_page_and_stops_where_there_is_no_next(read):
    pages = {"/offres": page(1, 2, more="/offres?p=2"), "/offres?p=2": page(2, 3)}
    reading = read(pages | {f"/o/{n}": text(n) for n in (1, 2, 3)})
    assert refs(reading) == ["1", "2", "3"]
    assert reading.postings[0].url == f"{SITE}/o/1", "without tracking or fragment"
    assert reading.stats["listing/ended"] and "listing/total" not in reading.stats


def test_an_outage_page_answered_with_200_is_a_fault(read):
    reading = read({"/offres": "<h1>Maintenance</h1><li><a href=/o/1>Maçon</a></li>"})
    assert not reading.postings
    assert "has no ul.offres" in reading.stats["listing/fault"]
    assert "listing/ended" not in reading.stats


def test_a_page_of_the_list_that_does_not_come_breaks_it_off(read):
    pages = {"/offres": page(1, more="/offres?p=2"), "/offres?p=2": 500, "/o/1": text(1)}
    reading = read(pages)
    assert refs(reading) == ["1"]
    assert "/offres?p=2" in reading.stats["listing/broken_off"]
    assert "listing/ended" not in reading.stats


@pytest.mark.parametrize(
    "broken, counted",
    [
        (403, "listing/detail_failed"),
        (500, "listing/detail_failed"),
        ("<h1>Bienvenue</h1>", "listing/detail_failed"),
        ("<h1>Cette annonce a expiré</h1>", "listing/soft_404"),
    ],
)
def test_a_posting_whose_page_gives_nothing_keeps_what_its_card_says(read, broken, counted):
    pages = {"/offres": page(1, 2), "/o/1": broken, "/o/2": text(2)}
    first = read(pages)
    lost = next(p for p in first.postings if p.ref == "1")
    assert (lost.title, lost.city, lost.description) == ("Maçon 1", "Fès", None)
    assert first.stats[counted] == 1
    known = {p.ref: p.listed_hash for p in first.postings}
    again = read(pages, KNOWN=known)
    assert refs(again) == ["1"], "its page is asked for again"
    assert [s.ref for s in again.sightings] == ["2"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_posting_whose_page_is_gone_is_gone_whatever_its_card_says(read, status):
    reading = read({"/offres": page(1, 2), "/o/1": status, "/o/2": text(2)})
    assert refs(reading) == ["2"]
    assert reading.spider.gone == {"1": f"its page answers {status}"}


@pytest.mark.parametrize("there", ["/offres", "/", "/o/2"], ids=["the list", "home", "another"])
def test_a_posting_whose_page_leads_back_is_gone_whatever_is_read_there(read, there):
    shown = page(1, 2) + text("du voisin")
    pages = {"/offres": shown, "/": shown, "/o/1": {"redirect": there}, "/o/2": text(2)}
    reading = read(pages)
    assert refs(reading) == ["2"]
    assert reading.spider.gone == {"1": "its page leads elsewhere"}


def test_a_changed_card_is_read_again(read):
    known = {p.ref: p.listed_hash for p in read({"/offres": page(1), "/o/1": text(1)}).postings}
    changed = page(1).replace("Fès", "Rabat")
    again = read({"/offres": changed, "/o/1": text(1)}, KNOWN=known)
    assert [p.city for p in again.postings] == ["Rabat"]


def test_a_list_that_turns_in_a_circle_has_no_end(read):
    pages = {"/offres": page(1, more="/offres?p=2"), "/offres?p=2": page(1, more="/offres?p=3")}
    reading = read(pages | {"/o/1": text(1)})
    assert reading.stats["listing/loop"] == 1
    assert "listing/ended" not in reading.stats


def test_an_endless_list_is_left_at_the_limit(read):
    class Short(Invented):
        page_limit = 2

    pages = {"/offres": page(1, more="/offres?p=2"), "/offres?p=2": page(2, more="/offres?p=3")}
    reading = read(pages | {"/o/1": text(1), "/o/2": text(2)}, Short)
    assert refs(reading) == ["1", "2"]
    assert reading.stats["listing/limit"] == 1
    assert "listing/ended" not in reading.stats


def test_counts_pages_up_to_the_sites_own_total(read):
    pages = {"/offres?p=1": page(1, 2, count="1 - 2 sur 3"), "/offres?p=2": page(3, count="sur 3")}
    reading = read(pages | {f"/o/{n}": text(n) for n in (1, 2, 3)}, Counted)
    assert refs(reading) == ["1", "2", "3"]
    assert reading.stats["listing/total"] == 3 and reading.stats["listing/ended"]


def test_counts_pages_up_to_an_empty_one(read):
    pages = {"/offres?p=1": page(1, count="sur 2"), "/offres?p=2": page(count="sur 2")}
    reading = read(pages | {"/o/1": text(1)}, Counted)
    assert reading.stats["listing/ended"], "the verdict sees 1 of 2"
    assert (reading.stats["listing/listed"], reading.stats["listing/total"]) == (1, 2)


def test_a_list_that_counts_postings_and_shows_none_is_a_fault(read):
    reading = read({"/offres?p=1": page(count="sur 1712")}, Counted)
    assert "1712" in reading.stats["listing/fault"]


def test_a_card_without_a_link_is_counted(read):
    cards = page(7, count="sur 1").replace("<li>", "<li>Publicité</li><li>")
    reading = read({"/offres?p=1": cards, "/o/7": text(7)}, Counted)
    assert reading.stats["listing/unread_cards"] == 1
    assert refs(reading) == ["7"]


def test_a_list_may_be_all_there_is(read):
    class Bare(Invented):
        fields = {}

    reading = read({"/offres": page(1, 2)}, Bare)
    assert [(p.ref, p.city) for p in reading.postings] == [("1", "Fès"), ("2", "Fès")]
    known = {p.ref: p.listed_hash for p in reading.postings}
    assert not read({"/offres": page(1, 2)}, Bare, KNOWN=known).postings


class Filed(Invented):
    """Turned by the number in its path."""

    start_urls = [f"{SITE}/offres/"]
    next_page = None
    page_path = "/offres/{page}/"


TEXTS = {f"/o/{n}": text(n) for n in (1, 2, 3)}


def test_counts_pages_in_the_path_up_to_one_without_cards(read):
    pages = {"/offres/": page(1), "/offres/2/": page(2, 3), "/offres/3/": page()}
    reading = read(pages | TEXTS, Filed)
    assert refs(reading) == ["1", "2", "3"]
    assert reading.stats["listing/ended"] and "listing/loop" not in reading.stats


@pytest.mark.parametrize("shown", [(2, 3), (3,), (1,)], ids=["the last", "part of it", "the first"])
def test_a_page_past_the_end_may_show_again_what_was_shown(read, shown):
    class Again(Filed):
        past_the_end = "again"

    pages = {"/offres/": page(1), "/offres/2/": page(2, 3), "/offres/3/": page(*shown)}
    wary, told = read(pages | TEXTS, Filed), read(pages | TEXTS, Again)
    assert refs(wary) == refs(told) == ["1", "2", "3"]
    assert wary.stats["listing/loop"] == 1 and "listing/ended" not in wary.stats
    assert told.stats["listing/ended"] and "listing/loop" not in told.stats


def test_a_page_past_the_end_may_be_missing(read):
    class Missing(Filed):
        past_the_end = "missing"

    pages = {"/offres/": page(1), "/offres/2/": page(2, 3), "/offres/3/": 404}
    wary, told = read(pages | TEXTS, Filed), read(pages | TEXTS, Missing)
    assert refs(wary) == refs(told) == ["1", "2", "3"]
    assert "listing/broken_off" in wary.stats and "listing/ended" not in wary.stats
    assert told.stats["listing/ended"] and "listing/broken_off" not in told.stats
    first = read({"/offres/": 404}, Missing)
    assert "listing/broken_off" in first.stats, "a list that is gone has not ended"


def test_counts_pages_up_to_the_number_of_the_last(read):
    class Numbered(Counted):
        total = None
        last_page = found(r"Page \d+ / (\d+)", "h1")

    pages = {
        "/offres?p=1": page(1, count="Page 1 / 2"),
        "/offres?p=2": page(2, count="Page 2 / 2"),
    }
    reading = read(pages | TEXTS, Numbered)
    assert refs(reading) == ["1", "2"] and reading.stats["listing/ended"]
    early = {
        "/offres?p=1": page(1, count="Page 1 / 3"),
        "/offres?p=2": page(count="Page 2 / 3"),
    }
    reading = read(early | TEXTS, Numbered)
    assert "listing/ended" not in reading.stats, "there was more to come"
