"""Hosts whose robots.txt is an attack, and hosts that want to be left alone: for how long is kept."""

from datetime import datetime, timedelta

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from offers.clock import moment, stamp
from offers.database import connect
from pipelines.asked_to_wait import keep
from spiders.middlewares.asked_to_wait import AskedToWait, LeftAlone
from spiders.middlewares.robots import rules
from tests.hostile.answers import BOMBS
from tests.hostile.crawled import MOST_MB, NOW, at_once, crawled, serving, sources
from tests.hostile.good import cards
from tests.hostile.rules import ROBOTS


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """One run that asks a page of every host."""
    sites = {host: {"/robots.txt": attack} for host, (attack, _) in ROBOTS.items()}
    return at_once(tmp_path_factory.mktemp("robots"), sources.Asking, sites)


@pytest.mark.parametrize("host", ROBOTS)
def test_a_robots_txt_is_kept_or_closes_its_host(asked, host):
    let_in = ROBOTS[host][1]
    assert asked.stats.get(f"let_in/{host}", 0) == let_in
    assert asked.server.asked[host, "/o/1"] == let_in
    assert asked.server.asked[host, "/robots.txt"] >= 1


def test_all_of_them_are_read_within_bounds_and_counted(asked):
    assert asked.stats["memory/peak"] < MOST_MB
    kept_out = sum(not let_in for _, let_in in ROBOTS.values())
    forbidden = asked.stats["robotstxt/forbidden"]
    assert asked.stats["kept_out"] == kept_out == forbidden
    assert asked.stats["robotstxt/unreachable"] == 5


def test_rules_for_others_are_one_robots():
    """10,000 names times 15,000 rules would be 150 million."""
    body = b"User-agent: b1\nUser-agent: Aggregator\r\nUser-agent: b2 # b\nDisallow: /a\n"
    told = rules(200, body, "aggregator").decode()
    assert told == "User-agent: -\nUser-agent: Aggregator\nUser-agent: -\nDisallow: /a"


def busy(status, **headers):
    """A site whose list answers with STATUS and HEADERS."""
    return {
        "listed.example": {"/list": lambda wire: wire.send("later", status, **headers)},
        "beside.example": {"/list": lambda wire: wire.send(cards(["1"]))},
    }


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """A run that is told to wait an hour, and the one after it, ten minutes later."""
    folder = tmp_path_factory.mktemp("wait")
    with serving(busy(429, Retry_After="3600")) as server:
        first = crawled(folder, sources.Listed, server)
        before = sum(server.asked.values())
        later = (NOW + timedelta(minutes=10)).isoformat()
        second = crawled(folder, sources.Listed, server, NOW=later)
        between = sum(server.asked.values()) - before
        beside = crawled(folder, sources.Beside, server, NOW=later)
        server.sites["listed.example"] = server.sites["beside.example"]
        after = (NOW + timedelta(minutes=75)).isoformat()
        third = crawled(folder, sources.Listed, server, NOW=after)
    return first, second, between, beside, third


def test_until_when_a_host_wants_to_be_left_alone_is_kept(refused):
    first, *_ = refused
    assert (first.row["outcome"], first.row["cause"]) == ("blocked", "status 429")
    kept = first.hosts["listed.example"]
    assert kept["why"] == "status 429"
    waited = moment(kept["not_before"].replace("Z", "+00:00")) - NOW
    assert timedelta(hours=1) <= waited < timedelta(hours=1, minutes=2)


def test_no_run_asks_it_before(refused):
    first, second, between, *_ = refused
    assert between == 0, "not even for robots.txt"
    assert second.row["outcome"] == "blocked"
    until = first.hosts["listed.example"]["not_before"]
    assert second.row["cause"] == f"listed.example asked us to wait until {until}"


def test_another_host_is_asked_and_this_one_when_the_time_is_over(refused):
    *_, beside, third = refused
    assert beside.row["outcome"] == third.row["outcome"] == "ok"


def test_a_busy_site_is_left_alone_too(tmp_path):
    run = at_once(tmp_path, sources.Listed, busy(503, Retry_After="7200"))
    assert run.hosts["listed.example"]["why"] == "status 503"
    assert run.stats["retry/too_long"] == 1 if run.stats.get("retry/count") else True


@pytest.mark.parametrize(
    "said",
    [
        lambda wire: wire.send(BOMBS["gzip"](), 429, Content_Encoding="gzip", Retry_After="60"),
        lambda wire: wire.send("<div>" * 2_000, 429, Retry_After="60"),
    ],
    ids=["a bomb", "a wild page"],
)
def test_a_refusal_is_one_whatever_else_it_is(tmp_path, said):
    run = at_once(tmp_path, sources.Listed, {"listed.example": {"/list": said}})
    assert run.row["cause"] == "status 429" and "listed.example" in run.hosts
    assert run.stats["memory/peak"] < MOST_MB


DATE = "Sat, 21 Nov 2026 08:00:00 GMT"
WEEK = 7 * 86_400


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("90", "", 90),
        ("Sat, 21 Nov 2026 08:01:30 GMT", DATE, 90),
        ("Sat, 21 Nov 2026 08:01:30 GMT", "", 90),
        ("1000000000", "", WEEK),
        ("9" * 5_000, "", WEEK),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DATE, WEEK),
        ("-1", "", None),
        ("0", "", None),
        ("Sat, 21 Nov 2020 08:00:00 GMT", DATE, None),
        ("soon", "", None),
        ("", "", None),
        ("Mon, 01 Jan 111111111 00:00:00 GMT", DATE, None),
        ("Mon, 01 Jan 0001 00:00:00 +2359", DATE, None),
        ("٣٠", "", None),
        ("1e9", "", None),
    ],
)
def test_what_a_retry_after_may_say(said, date, seconds):
    crawler = get_crawler(settings_dict={"NOW": NOW.isoformat()})
    headers = {"Retry-After": said.encode()} | ({"Date": date} if date else {})
    asked = AskedToWait(crawler)
    asked.process_response(
        Request("https://x.example/1"), Response("https://x.example/1", 429, headers=headers)
    )
    told = crawler.stats.get_value("asked_to_wait/429/x.example") if crawler.stats else None
    assert (told is None) if seconds is None else told == pytest.approx(seconds, abs=1)


def test_the_longest_wait_is_kept_and_what_is_over_is_forgotten(tmp_path):
    db = connect(tmp_path / "a.db")
    at = {hours: stamp(NOW + timedelta(hours=hours)) for hours in (-1, 1, 2)}
    keep(db, [("a.example", at[2], "x"), ("a.example", at[1], "y"), ("b.example", at[1], "z")], NOW)
    rows = "select host, not_before, why from hosts order by host"
    assert db.conn.execute(rows).fetchall() == [
        ("a.example", at[2], "x"),
        ("b.example", at[1], "z"),
    ]
    keep(db, [], datetime.fromisoformat("2026-11-21T10:30:00+01:00"))
    assert [host for host, *_ in db.conn.execute(rows)] == ["a.example"]
    db.close()


def test_a_host_that_waits_raises_before_anything_is_asked():
    crawler = get_crawler()
    crawler.spider = type("Spider", (), {"waits": {"x.example": "2026-11-21T09:00:00Z"}})
    with pytest.raises(IgnoreRequest, match=r"x\.example asked us to wait"):
        LeftAlone(crawler).process_request(Request("https://x.example/robots.txt"))
    assert LeftAlone(crawler).process_request(Request("https://y.example/")) is None
