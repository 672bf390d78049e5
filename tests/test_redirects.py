"""A page that leads to one that was read: that it does is what it says."""

from datetime import datetime

from scrapy import Request

from aggregator.children import Bounds, read
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from spiders.middlewares.asked_once import AskedOnce
from world.market import Market
from world.server import World

NOW = datetime.fromisoformat("2026-11-18T09:00:00+01:00")


def test_what_a_page_leads_to_is_not_seen_already():
    seen, request = AskedOnce(), Request("https://x.example/liste")
    assert not seen.request_seen(request) and seen.request_seen(request)
    assert not seen.request_seen(request.replace(meta={"redirect_times": 1}))


def test_what_a_page_leads_to_is_not_taken_for_read():
    seen, request = AskedOnce(), Request("https://x.example/liste")
    assert not seen.request_seen(request.replace(meta={"redirect_times": 1}))
    assert not seen.request_seen(request)


def test_a_notice_without_an_arabic_page_is_read_in_french(tmp_path):
    """Its Arabic page leads to the Arabic list, which is read only later."""
    market = Market(seed=3, size=700, days=1, start=NOW.date())
    shown = market.open("emploi_public", 0)
    assert any(ref.startswith("f") for ref in shown), "one that has none"
    with World(market).serve() as world:
        settings = crawl_settings(str(tmp_path / "a.db"), NOW, world.url, incremental=True)
        run = read(
            known_sources()["emploi_public"], settings, NOW, Bounds(5, tmp_path / "logs")
        ).row
    truth = {ref for source, ref in market.truth(0) if source == "emploi_public"}
    assert run["complete"] and run["new"] == len(shown & truth)
