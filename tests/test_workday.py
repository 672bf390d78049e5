"""Workday: the choice of Morocco, lists that count on their first page alone, postings as JSON."""

import json
from pathlib import Path

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from pipelines.verdict import verdict
from spiders.middlewares.robots import Robots
from spiders.platforms.workday import here, path
from tests.made_up import LOGIN, proof, read
from tests.test_platforms import SAMPLES, of

__all__ = ["read"]  # a fixture

TENANT = "acme.wd3/Jobs"
HOST = "https://acme.wd3.myworkdayjobs.com"
API = f"{HOST}/wday/cxs/acme/Jobs"
MOROCCO = [{"facetParameter": "locationCountry", "values": [{"descriptor": "Morocco", "id": "m1"}]}]
CHOSEN = {"locationCountry": ["m1"]}
FRANCE = [{"facetParameter": "locationCountry", "values": [{"descriptor": "France", "id": "f1"}]}]


def asked(chosen: dict | None = None, offset: int = 0) -> str:
    data = {"appliedFacets": chosen or {}, "limit": 20, "offset": offset, "searchText": ""}
    return f"POST {API}/jobs {json.dumps(data)}"


def row(number: int, place: str = "Fes", **more) -> dict:
    link = f"/job/{place}/Fondeur_R-{number}"
    return {"title": "Fondeur", "externalPath": link, "locationsText": place} | more


def listed(*rows, total: object = None, facets: list | None = None) -> str:
    total = len(rows) if total is None else total
    return json.dumps({"total": total, "jobPostings": list(rows), "facets": facets or []})


def detail(**more) -> str:
    info = {"title": "Fondeur H/F", "location": "Fes", "startDate": "2026-11-03"} | more
    return json.dumps({"jobPostingInfo": info})


def pages(*rows, **details) -> dict:
    """A list of ROWS in Morocco, chosen of a list of the world, and their DETAILS by number."""
    answers = {API + r["externalPath"]: detail() for r in rows if isinstance(r, dict)}
    answers |= {API + row(int(n[1:]))["externalPath"]: page for n, page in details.items()}
    return {asked(): listed(facets=MOROCCO), asked(CHOSEN): listed(*rows)} | answers


def test_the_samples_say_what_they_are_known_to_say(read, tmp_path):
    if not SAMPLES.exists():
        pytest.skip("the samples of systems' answers are not ours, and are not here")
    world, one = (
        (SAMPLES / f"workday_{name}.json").read_text("utf-8") for name in ("list", "detail")
    )
    chosen = here(json.loads(world)["facets"])
    assert chosen == {"locationCountry": ["0cd2"]}, "a country's facet before others that hold it"
    first, second = (API + r["externalPath"] for r in json.loads(world)["jobPostings"])
    answers = {asked(): world, asked(chosen): world, first: one, second: 500}
    known, alone = read(of("workday", tmp_path, TENANT), answers).postings
    assert (known.ref, known.reference, known.contract) == (
        "JOBREQ_12345",
        "JOBREQ_12345",
        "Full time",
    )
    assert (known.title, known.city, known.remote) == (
        "Ingénieur Process H/F",
        "Tanger - Maroc",
        "On-site",
    )
    assert (known.published, known.deadline, known.company) == ("2026-09-12", None, "Renault Group")
    assert (alone.title, alone.city, alone.listed_hash) == ("Acheteur Projet", "Casablanca", None)


def test_an_employer_without_a_vacancy_here_is_a_good_run_that_closes_nothing(read, tmp_path):
    world = listed(row(1, "Paris"), total=900, facets=FRANCE)
    reading = read(of("workday", tmp_path, TENANT), {asked(): world})
    assert proof(reading) == {"ended": True, "total": 0, "none": True}
    judged = verdict(reading.stats, "finished")
    assert (judged.outcome, judged.complete) == ("ok", False)


def test_a_list_without_facets_is_read_whole(read, tmp_path):
    rows = row(1), row(2, "Paris")
    answers = {asked(): listed(*rows), API + rows[0]["externalPath"]: detail()}
    answers[API + rows[1]["externalPath"]] = detail(
        location="Paris", country={"descriptor": "France"}
    )
    reading = read(of("workday", tmp_path, TENANT), answers)
    assert [posting.city for posting in reading.postings] == ["Fes"]
    assert proof(reading)["abroad"] == 1 and proof(reading)["total"] == 2


@pytest.mark.parametrize(
    "facets, chosen",
    [
        ([{"facetParameter": "Country", "values": [{"descriptor": "Maroc", "id": "1"}]}], {"Country": ["1"]}),
        (
            [{"facetParameter": "locationMainGroup", "values": [
                {"facetParameter": "locationHierarchy1", "values": [{"descriptor": "Morocco", "id": "2"}]}]}],
            {"locationHierarchy1": ["2"]},
        ),
        (
            [{"facetParameter": "locations", "values": [
                {"descriptor": "Tanger - Maroc", "id": "3"}, {"descriptor": "Lyon", "id": "4"},
                {"descriptor": "Kenitra", "id": "5"}]}],
            {"locations": ["3", "5"]},
        ),
        ([{"facetParameter": "jobFamily", "values": [{"descriptor": "Fes", "id": "6"}]}], {}),
        ([{"facetParameter": "locationRegionStateProvince", "values": [{"descriptor": "Massachusetts"}]}], {}),
        ([None, 7, {"values": [None, {"values": "x"}, {"descriptor": "Morocco"}]}], {}),
        ("Morocco", {}),
    ],
)  # fmt: skip
def test_morocco_is_chosen_by_its_name_whatever_its_facet_is_called(facets, chosen):
    assert here(facets) == chosen


def many(start: int, end: int) -> list[dict]:
    return [row(n) for n in range(start, end)]


def test_pages_are_turned_by_the_count_of_the_first(read, tmp_path):
    answers = pages(*many(0, 45)) | {
        asked(CHOSEN): listed(*many(0, 20), total=45),
        asked(CHOSEN, 20): listed(*many(19, 39), total=0),  # the list grew under our hands
        asked(CHOSEN, 40): listed(*many(39, 45), total=0),
    }
    reading = read(of("workday", tmp_path, TENANT), answers)
    assert len(reading.postings) == 45 == proof(reading)["total"]
    assert verdict(reading.stats, "finished").complete


def test_a_page_that_is_empty_before_the_count_is_reached_closes_nothing(read, tmp_path):
    answers = pages(*many(0, 20)) | {
        asked(CHOSEN): listed(*many(0, 20), total=45),
        asked(CHOSEN, 20): listed(total=0),
    }
    reading = read(of("workday", tmp_path, TENANT), answers)
    assert verdict(reading.stats, "finished").outcome == "incomplete"


def test_no_more_is_asked_for_than_the_system_gives(read, tmp_path, monkeypatch):
    source = of("workday", tmp_path, TENANT)
    monkeypatch.setattr(source, "page_limit", 2)
    answers = pages(*many(0, 40)) | {
        asked(CHOSEN): listed(*many(0, 20), total=2500),
        asked(CHOSEN, 20): listed(*many(20, 40), total=0),
    }
    reading = read(source, answers)
    assert proof(reading)["limit"] == 1 and "ended" not in proof(reading)


@pytest.mark.parametrize(
    "answer", [503, LOGIN, "{}", '{"jobPostingInfo": null}', '{"jobPostingInfo": {"title": 7']
)
def test_a_posting_that_cannot_be_had_keeps_what_its_row_said(answer, read, tmp_path):
    one = row(1, "Tanger---Zone-Franche", locationsText="3 Locations", remoteType="Hybrid")
    answers = pages(one) | {API + one["externalPath"]: answer}
    (posting,) = read(of("workday", tmp_path, TENANT), answers).postings
    assert (posting.title, posting.city, posting.remote) == (
        "Fondeur",
        "Tanger - Zone Franche",
        "Hybrid",
    )
    assert posting.listed_hash is None, "so that it is asked for again"


def test_a_posting_that_is_gone_is_said_to_be(read, tmp_path):
    reading = read(of("workday", tmp_path, TENANT), pages(row(1), row(2), _2=404))
    assert [posting.ref for posting in reading.postings] == ["R-1"]
    assert list(reading.spider.gone) == ["R-2"]


def test_what_passes_is_no_change(read, tmp_path):
    hashes = set()
    for day in ("Posted Today", "Posted 30+ Days Ago"):
        (posting,) = read(of("workday", tmp_path, TENANT), pages(row(1, postedOn=day))).postings
        hashes.add(posting.listed_hash)
    assert len(hashes) == 1


def test_what_the_system_files_under_morocco_is_there(read, tmp_path):
    answers = pages(row(1), _1=detail(location="Plant 12", country=None))
    (posting,) = read(of("workday", tmp_path, TENANT), answers).postings
    assert posting.city == "Plant 12 / Maroc"


@pytest.mark.parametrize(
    "odd", [None, 7, "", "/job/../../etc/Fondeur_R-1", "https://elsewhere.example/job/x", "/job/a b", "/job/\ud800/x_1"]
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_none(odd):
    assert path({"externalPath": odd}) is None


def test_odd_rows_cost_nothing_but_themselves(read, tmp_path):
    odd = (None, 7, "x", [], {}, row(5) | {"externalPath": ["/job"]}, row(6) | {"title": {"a": []}})
    reading = read(
        of("workday", tmp_path, TENANT),
        pages(row(1), row(2)) | {asked(CHOSEN): listed(row(1), *odd, row(2))},
    )
    assert [posting.ref for posting in reading.postings] == ["R-1", "R-2"]
    assert proof(reading)["skipped"] == len(odd)


@pytest.mark.parametrize("forbidden", ["/Jobs/", "/wday/"])
def test_the_tenants_robots_must_allow_the_list_and_the_pages(forbidden, tmp_path):
    crawler = get_crawler(of("workday", tmp_path, TENANT))
    crawler.spider = spider = crawler.spidercls.from_crawler(crawler)
    rules = ProtegoRobotParser(f"User-agent: *\nDisallow: {forbidden}\n".encode(), spider)
    with pytest.raises(IgnoreRequest):
        Robots(get_crawler(type(spider), {"ROBOTSTXT_OBEY": True})).process_request_2(
            rules, spider.ask(spider.start_urls[0])
        )


def test_the_tenant_names_its_host_and_its_board(tmp_path: Path):
    source = of("workday", tmp_path, "alliance.wd103/Group-Careers")
    assert source.name == "workday.alliance-wd103-group-careers"
    assert source.start_urls == [
        "https://alliance.wd103.myworkdayjobs.com/wday/cxs/alliance/Group-Careers/jobs"
    ]
