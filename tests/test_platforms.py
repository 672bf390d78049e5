"""Employers' systems that answer JSON: what is known of their answers, and answers that are odd."""

import csv
import json
from pathlib import Path

import pytest

from pipelines.verdict import verdict
from spiders.bases.loader import by_row, platforms
from spiders.bases.tenant import TenantSpider
from tests.conftest import SITES
from tests.made_up import LOGIN, proof, read

__all__ = ["read"]  # a fixture

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "ats"
#: Where each system is asked for the tenant "acme".
LISTS = {
    "greenhouse": "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
    "lever": "https://api.lever.co/v0/postings/acme?mode=json",
    "ashby": "https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true",
    "recruitee": "https://acme.recruitee.com/api/offers/",
    "workable": "https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
    "manatal": "https://api.manatal.com/open/v3/career-page/acme/jobs/?page_size=100",
}
EUROPE = LISTS["lever"].replace("api.lever", "api.eu.lever")


def of(platform: str, folder: Path, tenant: str = "acme") -> type[TenantSpider]:
    """Make the source of TENANT on PLATFORM, by a row of its own in FOLDER."""
    rows = folder / "rows"
    rows.mkdir(exist_ok=True)
    row = {
        "employer": "Acme",
        "platform": platform,
        "tenant": tenant,
        "url": "https://acme.example",
    }
    with (rows / "employers.csv").open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    (source,) = by_row(rows)
    return source


def everywhere(source: type[TenantSpider]) -> type[TenantSpider]:
    """Let SOURCE tell what is abroad, too."""
    return type(
        source.__name__, (source,), {"after": lambda self, posting, response: iter([posting])}
    )


def page_of(platform: str, *rows, **more) -> str:
    """Write ROWS as PLATFORM does."""
    path = platforms()[platform].rows
    return json.dumps({path: list(rows)} | more if path else list(rows))


def replica_rows(platform: str) -> list:
    """The rows of the first list in PLATFORM's replica that has any."""
    path = platforms()[platform].rows
    for file in sorted((SITES / platform).glob("*.json")):
        page = json.loads(file.read_text("utf-8"))
        rows = page.get(path) if isinstance(page, dict) else page if not path else None
        if isinstance(rows, list) and file.stem not in ("expected", "pages"):
            return rows
    raise LookupError(f"{platform}'s replica has no list")


#: What the samples say: each is official, or written down from a test of somebody who asks.
SAID = {
    "greenhouse_jobs": {
        "ref": "127817", "title": "Vault Designer", "reference": "50", "published": "2016-01-10T09:00:00-05:00",
        "city": "NYC / New York, NY, United States", "occupation": "Department of Departments",
        "url": "https://boards.greenhouse.io/vaulttec/jobs/127817", "deadline": None, "contract": None,
        "description": "<div><h2>About &amp; Us</h2><p>Any HTML is entity-encoded once; entities inside it twice.</p></div>",
    },
    "lever_postings": {
        "title": "Senior Data Engineer", "city": "Casablanca, Maroc / Rabat", "contract": "Full-time",
        "remote": "hybrid", "occupation": "Engineering / Data", "published": "2026-08-31",
        "salary": "20000 - 30000 MAD / per-month-salary",
        "description": "<div>opening + body</div>\n<h3>Requirements</h3><ul><li>Python</li><li>SQL</li></ul>",
    },
    "ashby_job_board": {
        "title": "Operations Associate", "contract": "FullTime", "remote": "Hybrid", "salary": None,
        "city": "Casablanca, Casablanca-Settat, Morocco / Remote - Morocco", "occupation": "Ops",
        "published": "2026-07-10T08:00:00.000+00:00",
        "url": "https://jobs.ashbyhq.com/theflex/f9a1c7d2-0000-4000-8000-000000000000",
    },
    "recruitee_offers": {
        "ref": "1234567", "title": "Data Analyst", "city": "Casablanca, Morocco", "contract": "fulltime",
        "remote": "Hybrid", "occupation": "Data", "experience": "mid_level", "salary": None, "deadline": None,
        "published": "2026-08-05 10:10:39 UTC", "description": "<p>…</p>\n<ul><li>SQL</li></ul>",
    },
    "workable_widget": {
        "ref": "ABC123", "title": "Chef de projet", "city": "Rabat, Rabat-Salé-Kénitra, Morocco",
        "contract": "Full-time", "occupation": "Product", "experience": "Mid-Senior level", "remote": None,
        "published": "2026-04-01", "url": "https://apply.workable.com/j/ABC123", "reference": None,
    },
}  # fmt: skip


@pytest.mark.parametrize("sample", SAID)
def test_a_sample_says_what_it_is_known_to_say(sample, read, tmp_path):
    if not SAMPLES.exists():
        pytest.skip("the samples of systems' answers are not ours, and are not here")
    platform = sample.partition("_")[0]
    text = (SAMPLES / f"{sample}.json").read_text("utf-8")
    reading = read(everywhere(of(platform, tmp_path)), {LISTS[platform]: text})
    (posting,) = reading.postings
    assert posting.company == "Acme"
    for field, words in SAID[sample].items():
        assert getattr(posting, field) == words, field
    assert proof(reading)["ended"]


@pytest.mark.parametrize(
    "answer", [404, 429, 503, LOGIN, "", "null", "{}", '{"jobs": 3}', '{"jobs": [']
)
@pytest.mark.parametrize("platform", LISTS)
def test_what_is_no_list_is_a_fault(platform, answer, read, tmp_path):
    reading = read(of(platform, tmp_path), {LISTS[platform]: answer, EUROPE: answer})
    assert "fault" in proof(reading) and "ended" not in proof(reading)
    assert not reading.postings
    assert ("check its row" in proof(reading)["fault"]) == (answer == 404)


@pytest.mark.parametrize("platform", LISTS)
def test_an_empty_board_is_a_good_run_that_closes_nothing(platform, read, tmp_path):
    reading = read(of(platform, tmp_path), {LISTS[platform]: page_of(platform)})
    assert proof(reading)["ended"] and proof(reading)["none"]
    judged = verdict(reading.stats, "finished")
    assert (judged.outcome, judged.complete) == ("ok", False)


@pytest.mark.parametrize("platform", LISTS)
def test_rows_of_which_none_can_be_read_are_no_empty_board(platform, read, tmp_path):
    rows = [{f"new_{key}": kept for key, kept in row.items()} for row in replica_rows(platform)]
    reading = read(of(platform, tmp_path), {LISTS[platform]: page_of(platform, *rows)})
    assert verdict(reading.stats, "finished").outcome == "empty"


ODD = (
    None,
    7,
    -1.5,
    True,
    "x",
    "\ud800",
    "",
    [],
    {},
    [None],
    ["a", {"b": []}],
    {"name": {"name": [1]}},
)


def spoilt(row: dict) -> list:
    """ROW, again and again, with something odd for one of its values, or in one of them."""
    made: list = [None, 7, "x", [], {}]
    for key, kept in row.items():
        made += [row | {key: odd} for odd in ODD]
        if isinstance(kept, dict):
            made += [row | {key: kept | {inner: odd}} for inner in kept for odd in ODD]
        if isinstance(kept, list):
            made += [row | {key: [odd, *kept]} for odd in ODD]
    return made


@pytest.mark.parametrize("platform", LISTS)
def test_odd_rows_cost_nothing_but_themselves(platform, read, tmp_path):
    path = platforms()[platform].fields["ref"]
    key = path if isinstance(path, str) else path[0]
    good = replica_rows(platform)[0]
    rows = [row | {key: f"odd-{n}"} if isinstance(row, dict) and row.get(key) == good[key] else row
            for n, row in enumerate(spoilt(good))]  # fmt: skip
    reading = read(of(platform, tmp_path), {LISTS[platform]: page_of(platform, *rows, good)})
    assert str(good[key]) in {posting.ref for posting in reading.postings}
    assert proof(reading)["skipped"] and proof(reading)["ended"]
    assert len(reading.postings) > len(rows) / 2
    assert all(isinstance(posting.title, str) for posting in reading.postings)


def lever(ref: str, **more) -> dict:
    return {"id": ref, "text": "Fondeur", "country": "MA", "categories": {"location": "Fès"}} | more


NOT_FOUND = '{"ok": false, "error": "Document not found"}'


@pytest.mark.parametrize("answer", [404, NOT_FOUND])
def test_lever_is_asked_in_europe_where_the_first_house_knows_no_such_site(answer, read, tmp_path):
    pages = {LISTS["lever"]: answer, EUROPE: page_of("lever", lever("a"))}
    (posting,) = read(of("lever", tmp_path), pages).postings
    assert (posting.city, posting.url) == ("Fès, Maroc", "https://jobs.lever.co/acme/a")
    reading = read(of("lever", tmp_path), {LISTS["lever"]: answer, EUROPE: answer})
    assert "check its row" in proof(reading)["fault"]


def test_lever_is_not_asked_in_europe_where_the_first_house_is_down(read, tmp_path):
    reading = read(of("lever", tmp_path), {LISTS["lever"]: 503})
    assert "check its row" not in proof(reading)["fault"]


def test_manatal_is_left_where_its_next_page_stands_elsewhere(read, tmp_path):
    row = {"hash": "A", "position_name": "Fondeur", "country": "Morocco"}
    page = page_of("manatal", row, count=2, next="https://elsewhere.example/?page=2")
    reading = read(of("manatal", tmp_path), {LISTS["manatal"]: page})
    assert "elsewhere.example" in proof(reading)["fault"] and len(reading.postings) == 1


def test_a_count_that_the_list_does_not_reach_is_incomplete(read, tmp_path):
    row = {"hash": "A", "position_name": "Fondeur", "country": "Morocco"}
    reading = read(of("manatal", tmp_path), {LISTS["manatal"]: page_of("manatal", row, count=9)})
    assert verdict(reading.stats, "finished").outcome == "incomplete"


def test_recruitee_is_asked_on_the_employers_own_host(tmp_path):
    assert of("recruitee", tmp_path, "jobs.acme.example").start_urls == [
        "https://jobs.acme.example/api/offers/"
    ]


@pytest.mark.parametrize(
    "stats, outcome",
    [
        ({"robotstxt/forbidden": 1, "listing/fault": "Forbidden by robots.txt"}, "robots"),
        ({"downloader/exception_count": 3, "listing/fault": "a page could not be had"}, "network"),
        ({"listing/fault": "no jobs", "downloader/response_status_count/200": 1}, "drift"),
    ],
)
def test_what_kept_us_from_the_list_is_named_before_what_we_thought_of_it(stats, outcome):
    assert verdict(stats, "finished").outcome == outcome
