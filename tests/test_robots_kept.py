"""A host is asked for its robots.txt once a day, whichever source and whichever run asks it."""

from datetime import timedelta

import pytest

from tests.hostile.crawled import NOW, crawled, serving, sources
from tests.hostile.good import cards

ALL = "User-agent: *\nAllow: /\n"
NOTHING = "User-agent: *\nDisallow: /\n"
HOST = "listed.example"


def site(rules, **how):
    """A site with a list of one posting, and what it answers for its robots.txt."""
    return {
        "/robots.txt": lambda wire: wire.send(rules, **how),
        "/list": lambda wire: wire.send(cards(["1"])),
    }


@pytest.fixture
def asked(tmp_path):
    """Read a source twice, HOURS apart, its site AS it is and then AFTERWARDS: how often it was asked for its rules."""

    def visits(before, after, hours):
        with serving({HOST: before}) as server:
            first = crawled(tmp_path, sources.Listed, server)
            server.sites[HOST] = after
            later = (NOW + timedelta(hours=hours)).isoformat()
            second = crawled(tmp_path, sources.Listed, server, NOW=later)
            return first, second, server.asked[HOST, "/robots.txt"]

    return visits


def test_a_run_an_hour_later_believes_what_the_first_was_told(asked):
    first, second, times = asked(site(ALL), site(NOTHING), 1)
    assert (first.row["outcome"], second.row["outcome"], times) == ("ok", "ok", 1)
    assert second.stats["robotstxt/kept"] == 1


@pytest.mark.parametrize("hours", [24, -1])
def test_a_day_later_it_is_asked_and_obeyed(asked, hours):
    """As is what a clock dated in the future that is now set right."""
    _, second, times = asked(site(ALL), site(NOTHING), hours)
    assert (second.row["outcome"], times) == ("robots", 2)


def test_that_all_is_forbidden_is_kept_as_well(asked):
    first, second, times = asked(site(NOTHING), site(ALL), 1)
    assert (first.row["outcome"], second.row["outcome"], times) == ("robots", "robots", 1)


def test_a_site_without_rules_is_not_asked_again(asked):
    _, second, times = asked(site("none here", status=404), site(NOTHING), 1)
    assert (second.row["outcome"], times) == ("ok", 1)


@pytest.mark.parametrize(
    "silent",
    [
        site("down", status=503),
        site("slower", status=429),
        site("<!DOCTYPE html><p>Are you human?</p>"),
    ],
    ids=["outage", "too many", "a page"],
)
def test_what_tells_nothing_is_not_kept(asked, silent):
    _, second, times = asked(silent, site(ALL), 1)
    assert second.row["outcome"] == "ok" and times >= 2
    assert "robotstxt/kept" not in second.stats
