"""The simulated market: the same from its seed, true to its truth, and shown by its sites."""

import asyncio
import hashlib
from collections import Counter
from http.client import HTTPConnection
from itertools import combinations, islice, pairwise
from random import Random
from urllib.parse import quote, urlsplit

import pytest

from tests.conftest import drive
from tests.simulated import LAST, MARKET, START, Web, spider_of
from world.employers import employers, hiring
from world.faults import FAULTS, Fault
from world.market import Market, duplicates
from world.server import World, doors
from world.sites import address, site, sites
from world.stream import postings
from world.vacancies import every_town, vacancies


@pytest.fixture(scope="module")
def market():
    return MARKET


def digest(market: Market, day: int) -> str:
    """Hash the truth and every posting's page."""
    world = World(market, day)
    told = hashlib.sha256(repr(sorted(market.truth(day).items())).encode())
    for source in market.sources:
        for shown in market.shown(source, day):
            parts = urlsplit(address(shown))
            told.update(world.answer(parts.netloc, quote(parts.path)).body.encode())
    return told.hexdigest()


def test_same_seed_same_world():
    first, again, other = (Market(seed, 60, 3, START) for seed in (7, 7, 8))
    assert digest(first, 2) == digest(again, 2)
    assert digest(first, 2) != digest(other, 2)


@pytest.mark.parametrize("size", [150, 700])
def test_is_as_large_as_asked(size):
    market = Market(11, size, 4, START)
    assert len(market.truth(3)) == pytest.approx(size, rel=0.15)


def test_a_quarter_and_more_are_duplicates():
    market = Market(7, 2000, 6, START)
    assert 0.25 < duplicates(market.truth(5).values()) < 0.35
    large = ("rekrute", "emploi_ma", "anapec", "stagiaires", "emploi_public")
    assert all(len(market.open(source, 0)) > 60 for source in large)


def test_truth_covers_all_that_is_shown(market):
    for day in range(LAST + 1):
        truth = market.truth(day)
        for source in MARKET.sources:
            shown = market.shown(source, day)
            assert {x.ref for x in shown} == market.open(source, day)
            assert all(
                (source, x.ref) in truth if x.vacancy >= 0 else x.kind == "notice" for x in shown
            )


def test_truth_only_grows(market):
    assert market.truth(0).items() < market.truth(LAST).items()


def test_postings_open_close_and_change(market):
    days = [{(s, ref) for s in MARKET.sources for ref in market.open(s, d)} for d in (0, LAST)]
    assert days[0] - days[1], "some are closed"
    assert days[1] - days[0], "some are new"
    edited = [life for life in market.lives if len(life.versions) > 1]
    assert {life.versions[0][1].deadline < life.versions[1][1].deadline for life in edited} == {
        True,
        False,
    }


def test_every_shown_page_answers_over_http(market):
    with World(market, LAST).serve() as world:
        connection = HTTPConnection(urlsplit(world.url).netloc)
        for source in MARKET.sources:
            for shown in market.shown(source, LAST):
                parts = urlsplit(address(shown))
                assert ask(connection, parts.netloc, parts.path)[0] == 200, address(shown)
        connection.close()
    assert world.asked["www.rekrute.com", "posting"] == len(market.open("rekrute", LAST))


def ask(connection: HTTPConnection, host: str, path: str) -> tuple[int, str]:
    connection.request("GET", quote(path, safe="/?=&:%"), headers={"Host": host})
    response = connection.getresponse()
    return response.status, response.read().decode()


def test_a_closed_posting_is_gone_while_the_world_is_served(market):
    gone = min(market.open("rekrute", 0) - market.open("rekrute", LAST))
    shown = market.posting("rekrute", gone, 0)
    path = urlsplit(address(shown)).path
    with World(market).serve() as world:
        connection = HTTPConnection(urlsplit(world.url).netloc)
        assert ask(connection, "www.rekrute.com", path)[0] == 200
        world.day = LAST
        assert ask(connection, "www.rekrute.com", path)[0] == 404
        connection.close()


def test_a_browser_finds_its_way(market):
    with World(market).serve() as world:
        connection = HTTPConnection(urlsplit(world.url).netloc)
        status, page = ask(connection, "127.0.0.1", "/")
        assert status == 200 and "/-/www.rekrute.com/" in page
        for way in doors(market, 0).values():
            assert ask(connection, "127.0.0.1", way)[0] == 200, way
        assert "post-data" in ask(connection, "localhost:80", "/-/www.rekrute.com/offres.html")[1]
        connection.close()


def test_a_retired_public_posting_leads_to_its_list(market):
    nobody = "00000000-0000-4000-8000-000000000000"
    page = World(market).answer("www.emploi-public.ma", f"/fr/concours/details/{nobody}")
    assert (page.status, page.location) == (302, "/fr/concours-liste")


@pytest.mark.parametrize("host", [found.HOSTS[0] for found in sites()])
def test_each_site_has_its_robots_and_knows_what_it_has_not(host, market):
    world = World(market)
    expected = 404 if site(host).ROBOTS is None else 200
    assert world.answer(host, "/robots.txt").status == expected
    assert world.answer(host, "/nothing-here").status == 404
    assert world.answer("www.elsewhere.example", "/").status == 404


@pytest.mark.parametrize("source", MARKET.sources)
def test_the_real_spider_reads_all_that_is_shown_and_nothing_else(source, market, tmp_path):
    now = f"{market.date(LAST)}T12:00:00+01:00"
    reading = asyncio.run(drive(spider_of(source, tmp_path), Web(World(market, LAST)), NOW=now))
    truth = market.truth(LAST)
    read = Counter(posting.ref for posting in reading.postings)
    assert read == Counter(r for r in market.open(source, LAST) if (source, r) in truth)
    assert reading.stats["listing/ended"] and "listing/fault" not in reading.stats


def test_lists_keep_each_sites_order(market):
    rekrute = [(x.published, x.ref) for x in market.shown("rekrute", LAST)]
    assert rekrute == sorted(rekrute, reverse=True)
    anapec = [(x.published, x.ref) for x in market.shown("anapec", LAST)]
    assert anapec[:15] != sorted(anapec[:15], reverse=True)
    assert sorted(anapec[:15]) == sorted(sorted(anapec, reverse=True)[:15])
    sponsored = Counter(x.ref for x in market.shown("emploi_ma", LAST) if x.featured)
    assert max(sponsored.values()) > 1, "sponsored postings stand on several pages"


@pytest.mark.parametrize("kind", [kind for kind in FAULTS if kind != "slow"])
def test_faults_come_and_go(kind, market):
    host, asked = "www.rekrute.com", "/offres.html?s=3&p=1"
    world = World(market, faults={host: Fault(kind, from_day=1, to_day=1)})
    asked = "/robots.txt" if kind == "robots 500" else asked
    well = world.answer(host, asked)
    world.day = 1
    ill = world.answer(host, asked)
    world.day = 2
    assert world.answer(host, asked).status == well.status == 200
    assert ill.body != well.body and 'id="post-data"' not in ill.body
    with pytest.raises(ValueError, match="no fault is named"):
        Fault("flood")


def test_look_alikes_that_are_different_vacancies_exist():
    made = list(islice(vacancies(Random(3), 150), 1500))
    for family, what in (("town", "town"), ("line", "line"), ("level", "level")):
        alike = [v for v in made if v.family == family]
        pairs = [
            (a, b) for a, b in pairwise(alike) if a.plan is b.plan and a.employer is b.employer
        ]
        assert pairs, family
        assert all(getattr(a, what) != getattr(b, what) for a, b in pairs)


def apart(left, right) -> bool:
    """Say whether two vacancies plainly differ by level or line, as a family's members do."""
    return left.level is not right.level or left.line != right.line


def test_no_employer_has_two_vacancies_that_read_as_one():
    spots: dict[tuple, list] = {}
    for one in islice(vacancies(Random(8), 150), 6000):
        where = [one.abroad] if one.abroad else [town.around for town in every_town(one)]
        for signer in {one.employer.group, one.agency.group if one.agency else ""} - {""}:
            for town in where:
                spot = (signer, one.trade.code, one.contract == "stage", town)
                spots.setdefault(spot, []).append(one)
    shared = [pair for there in spots.values() for pair in combinations(there, 2)]
    assert len(shared) > 100, "families share a spot"
    assert all(apart(left, right) for left, right in shared)


def test_a_group_signs_with_other_names_and_is_in_a_field_only_once():
    for field, made in employers(Random(1), 3000).items():
        if field not in ("public", "agency"):
            assert len({one.group for one in made}) == len(made)


def test_few_employers_hire_for_much_and_most_for_little():
    hired = Counter(v.employer.number for v in islice(vacancies(Random(2), hiring(6000)), 4000))
    most = sorted(hired.values(), reverse=True)
    assert most[0] > 5 * most[len(most) // 2]


def test_large_employers_show_one_opening_in_many_towns_and_some_name_several_at_once():
    made = list(islice(vacancies(Random(6), 150), 3000))
    sisters: dict[int, set] = {}
    for one in made:
        if one.family == "town":
            sisters.setdefault(id(one.plan), set()).add(one.town.code)
    assert max(map(len, sisters.values())) >= 10
    assert sum(len(every_town(one)) > 1 for one in made) > 20
    cities = [x.versions[0][1].city or "" for x in Market(6, 1500, 4, START).lives]
    assert any(", " in city and city.count(", ") >= 2 for city in cities)


def test_copies_hide_translate_and_sign_otherwise():
    rows = [x.versions[0][1] for x in Market(5, 1000, 4, START).lives]
    by_vacancy: dict[int, list] = {}
    for row in rows:
        by_vacancy.setdefault(row.vacancy, []).append(row)
    groups = [group for number, group in by_vacancy.items() if number >= 0 and len(group) > 1]
    assert any(len({r.language for r in group}) > 1 for group in groups), "translated"
    assert any({r.company for r in group} >= {None} and group[0].company for group in groups), (
        "anonymous"
    )
    assert any(len({r.company for r in group if r.company}) > 1 for group in groups), (
        "signed otherwise"
    )
    assert any(len({r.source for r in group}) < len(group) for group in groups), "reposted"
    assert any(r.language == "ar" for r in rows) and any(r.language == "en" for r in rows)
    kinds = {"first", "temporal", "full", "near", "partial", "semantic", "translated", "notice"}
    assert {r.kind for r in rows} == kinds


def test_two_vacancies_of_one_trade_say_different_things():
    made = islice(vacancies(Random(4), 150), 800)
    said = Counter((v.trade.code, v.plan.tasks) for v in made if v.family == "single")
    assert max(said.values()) == 1


def test_the_stream_is_as_long_as_asked_and_repeats_itself_as_the_market_does():
    rows = list(postings(3, 10_000, START))
    assert len(rows) == 10_000
    assert 0.2 < duplicates(row["vacancy"] for row in rows) < 0.4
    assert len({row["url"] for row in rows}) == 10_000
    assert all(row["title"] and row["text"] and row["date"] for row in rows)
    assert rows[:50] == list(islice(postings(3, 10_000, START), 50))
