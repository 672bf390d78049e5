"""Lists, feeds, sitemaps and pages of JSON that wish us ill: no list is whole that is a trap, no run is lost."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from scrapy.http import JsonResponse, XmlResponse

from pipelines.verdict import verdict
from tests.conftest import drive
from tests.hostile import lists
from tests.hostile.answers import MB
from tests.hostile.crawled import MOST_MB, at_once, crawled, serving, sources
from tests.hostile.good import cards


def listed(folder, **site):
    """Read the source of lists, whose site answers as SITE says; "list" is its list."""
    answers = {f"/{path.replace('__', '/')}": attack for path, attack in site.items()}
    return at_once(folder, sources.Listed, {"listed.example": answers})


def test_an_endless_calendar_is_left_and_proves_nothing(tmp_path):
    run = listed(tmp_path, list=lists.calendar)
    assert (run.row["outcome"], run.row["complete"]) == ("incomplete", 0)
    assert run.row["cause"] == "the list is longer than the limit of pages"
    assert run.stats["listing/limit"] == 1 and len(run.postings) == 30


def test_pages_that_lead_round_are_left(tmp_path):
    run = listed(tmp_path, list=lists.ring)
    assert (run.row["outcome"], run.row["complete"]) == ("incomplete", 0)
    assert run.server.asked["listed.example", "/list"] <= 4
    assert sorted(run.postings) == ["a-0", "a-1", "a-2"]


def test_a_posting_named_a_thousand_times_is_one_and_a_soft_404_costs_its_text(tmp_path):
    run = listed(tmp_path, list=lists.twins, o__partie=lists.not_there)
    assert sorted(run.postings) == ["double", "partie", "simple"] and run.row["complete"]
    assert run.server.asked["listed.example", "/o/double"] == 1
    gone = run.postings["partie"]
    assert (gone["title"], gone["description"]) == ("Maçon partie", None), "its card alone"
    assert run.stats["listing/soft_404"] == 1


def test_a_challenge_with_200_ends_the_run_and_closes_nothing(tmp_path):
    run = listed(
        tmp_path, list=lambda wire: wire.send(cards(["1", "2", "3"])), o__1=lists.challenged
    )
    assert (run.row["outcome"], run.row["cause"]) == ("blocked", "challenge page")
    assert not run.row["complete"]


@pytest.mark.parametrize("name", lists.FEEDS)
def test_a_feed_gives_its_good_item_or_says_why_not(name):
    attack, why = lists.FEEDS[name]
    reading = asyncio.run(drive(sources.Fed, Sent(attack, XmlResponse)))
    judged = verdict(reading.stats, "finished")
    if why is None:
        assert "bon" in reading.spider.named and judged.complete
    else:
        assert judged.outcome == "drift" and not judged.complete
        assert why in judged.cause
    told = " ".join(str(posting) for posting in reading.postings)
    assert "root:" not in told and len(told) < 10 * MB


@pytest.mark.parametrize("name", lists.ROWS)
def test_a_page_of_json_gives_its_row_or_says_why_not(name):
    attack, why = lists.ROWS[name]
    reading = asyncio.run(drive(sources.Rows, Sent(attack, JsonResponse)))
    judged = verdict(reading.stats, "finished")
    assert [posting.ref for posting in reading.postings] == ([] if why else ["1"])
    assert (judged.outcome == "drift" and why in judged.cause) if why else reading.postings


class Sent:
    """Stand in for a site: what an attack would send, once."""

    def __init__(self, attack, kind):
        self.body, self.kind = b"", kind
        attack(self)

    def send(self, body, status=200, type="", **headers):
        self.body = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")

    def answer(self, request):
        assert request.url == request.url.partition("?")[0] != "http://fed.example/dtd"
        return self.kind(request.url, body=self.body, request=request)


BOMBS = {"packed": lists.packed, "packed rows": lists.packed_rows}


@pytest.fixture(scope="module", params=BOMBS)
def bomb(request, tmp_path_factory):
    sites = {"mapped.example": {"/sitemap.xml": BOMBS[request.param]}}
    return at_once(tmp_path_factory.mktemp("bomb"), sources.Mapped, sites)


def test_a_sitemap_that_grows_when_it_is_unpacked_is_refused(bomb):
    assert bomb.row["outcome"] == "drift" and not bomb.row["complete"]
    assert bomb.row["cause"] == "no sitemap at http://mapped.example/sitemap.xml"
    assert bomb.stats["memory/peak"] < MOST_MB


def test_rows_that_cannot_be_stored_as_they_are_do_not_take_others_with_them(tmp_path):
    sites = {"rows.example": {"/api": lists.ROWS["surrogates and NUL"][0]}}
    run = at_once(tmp_path, sources.Rows, sites)
    (posting,) = run.postings.values()
    assert (posting["title"], posting["description"]) == ("Maçon", "Bâtir")


def test_a_child_that_is_stuck_in_c_code_is_ended_and_told(tmp_path, monkeypatch):
    """Its good neighbour reads on meanwhile."""
    monkeypatch.setattr("aggregator.children.GRACE", 1)
    site = {"/list": lambda wire: wire.send(cards(["1"]))}
    sites = {"listed.example": site, "beside.example": site}
    with serving(sites) as server, ThreadPoolExecutor(2) as pool:
        stuck = pool.submit(crawled, tmp_path, sources.Stuck, server, minutes=0.1)
        beside = pool.submit(crawled, tmp_path, sources.Beside, server).result()
        stuck = stuck.result()
    assert (stuck.row["outcome"], stuck.row["complete"]) == ("limit", 0)
    assert stuck.row["cause"] == "its process was ended by the limit of 0.1 minutes"
    assert beside.row["outcome"] == "ok" and list(beside.postings) == ["1"]


def test_a_reader_that_takes_all_memory_ends_its_run_alone(tmp_path):
    site = {"listed.example": {"/list": lambda wire: wire.send(cards(["1"]))}}
    run = at_once(tmp_path, sources.Greedy, site)
    assert (run.row["outcome"], run.row["complete"]) == ("incomplete", 0)
    assert run.stats["spider_exceptions/MemoryError"] == 1
    assert run.stats["memory/peak"] < MOST_MB
