"""Employers' own careers sites: found by robots.txt and sitemaps, read by JobPosting, page by page."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.bases.job_places import read_job_places
from tests.made_up import LOGIN, of_row, proof, read

__all__ = ["of_row", "read"]  # fixtures

HOME = "https://luths.example"
ROBOTS, MAP = f"{HOME}/robots.txt", f"{HOME}/sitemap.xml"
NAMES_MAP = f"User-agent: *\nSitemap: {MAP}\n"
HERE = {"address": {"addressLocality": "Fès", "addressCountry": "MA"}}


@pytest.fixture
def careers(of_row):
    return of_row("employers.csv", "Luths,careers,luths.example,,employer,2026-11-20,,")


def page(place=HERE, **said) -> str:
    data = {"@type": "JobPosting", "title": "Luthier", "jobLocation": place} | said
    return f'<h1>Luthier</h1><script type="application/ld+json">{json.dumps(data)}</script>'


def urlset(*rows: str | tuple[str, str]) -> str:
    """A sitemap of paths, each with its lastmod or without."""
    pairs = [row if isinstance(row, tuple) else (row, "") for row in rows]
    urls = (
        f"<url><loc>{path if '//' in path else HOME + path}</loc>"
        f"{day and f'<lastmod>{day}</lastmod>'}</url>"
        for path, day in pairs
    )
    return f"<urlset>{''.join(urls)}</urlset>"


def index(*urls: str) -> str:
    maps = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{maps}</sitemapindex>"


def titles(reading) -> list[str]:
    return [posting.ref for posting in reading.postings]


@pytest.mark.parametrize("robots", ["User-agent: *\nAllow: /", 404, LOGIN, NAMES_MAP])
def test_the_sitemap_is_named_by_robots_or_stands_at_its_usual_place(read, careers, robots):
    pages = {ROBOTS: robots, MAP: urlset("/jobs/1"), f"{HOME}/jobs/1": page()}
    reading = read(careers, pages)
    assert titles(reading) == ["/jobs/1"] and proof(reading) == {"listed": 1, "ended": True}


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ({ROBOTS: 503}, "robots.txt could not be read"),
        ({ROBOTS: 404, MAP: 404}, "has no sitemap that names a vacancy's page"),
        ({ROBOTS: 404, MAP: LOGIN}, "no sitemap"),
        ({ROBOTS: 404, MAP: 503}, "no sitemap"),
        ({ROBOTS: 404, MAP: urlset("/actualites/1", "/produits/2")}, "no sitemap that names"),
        ({ROBOTS: 404, MAP: index(*(f"{HOME}/{n}.xml" for n in range(30)))} | {f"{HOME}/{n}.xml": urlset("/a") for n in range(20)}, "no sitemap that names"),
    ],
)  # fmt: skip
def test_no_sitemap_is_a_fault(read, careers, pages, why):
    reading = read(careers, pages)
    assert why in proof(reading)["fault"] and not reading.postings


def test_one_sitemap_that_is_lost_costs_the_proof_and_not_the_rest(read, careers):
    two = f"{NAMES_MAP}Sitemap: {HOME}/other.xml\n"
    pages = {ROBOTS: two, MAP: urlset("/jobs/1"), f"{HOME}/jobs/1": page()}
    lost = read(careers, pages | {f"{HOME}/other.xml": 503})
    assert titles(lost) == ["/jobs/1"] and "could not be had" in proof(lost)["fault"]
    old = read(careers, pages | {f"{HOME}/other.xml": 404})
    assert titles(old) == ["/jobs/1"] and "fault" not in proof(old)


def test_of_many_sitemaps_those_of_vacancies_are_read(read, careers):
    many = [f"{HOME}/products-{n}.xml" for n in range(40)]
    packed = gzip.compress(urlset("/emploi/2").encode())
    pages = {
        ROBOTS: 404,
        MAP: index(*many, f"{HOME}/jobs_1.xml", f"{HOME}/emplois-2.xml.gz"),
        f"{HOME}/jobs_1.xml": urlset("/emploi/1"),
        f"{HOME}/emplois-2.xml.gz": packed,
        f"{HOME}/emploi/1": page(),
        f"{HOME}/emploi/2": page(),
    }
    assert titles(read(careers, pages)) == ["/emploi/1", "/emploi/2"]


def test_a_link_to_another_host_is_left_alone(read, careers):
    rows = ["/jobs/1", "https://other.example/jobs/2", "https://www.luths.example/jobs/3",
            "ftp://luths.example/jobs/4", "http://[/jobs/5", "https://luths.example.evil.example/jobs/6"]  # fmt: skip
    pages = {ROBOTS: 404, MAP: urlset(*rows), f"{HOME}/jobs/1": page()}
    pages["https://www.luths.example/jobs/3"] = page()
    assert titles(read(careers, pages)) == ["/jobs/1", "/jobs/3"]


def test_twins_and_tracking_are_one_posting(read, careers):
    rows = ["/en/jobs/1", "/fr/jobs/1", "/fr-MA/jobs/1/?utm_source=x", "/job?id=1", "/job?id=2"]
    pages = {ROBOTS: 404, MAP: urlset(*rows), f"{HOME}/fr-MA/jobs/1/?utm_source=x": page()}
    pages |= {f"{HOME}/job?id={n}": page() for n in (1, 2)}
    assert titles(read(careers, pages)) == ["/jobs/1", "/job?id=1", "/job?id=2"]


def test_the_newest_is_read_first_where_dates_may_be_believed(read, careers):
    pages = {f"{HOME}/jobs/{n}": page() for n in (1, 2, 3)} | {ROBOTS: 404}

    def order(*days: str) -> list[str]:
        rows = [(f"/jobs/{n}", day) for n, day in enumerate(days, 1)]
        return titles(read(careers, pages | {MAP: urlset(*rows)}))

    assert order("2026-11-01", "2026-11-03", "2026-11-02") == ["/jobs/2", "/jobs/3", "/jobs/1"]
    assert order("2026-11-01", "2026-11-03", "") == ["/jobs/2", "/jobs/1", "/jobs/3"]
    for false in (["2026-11-20"] * 3, ["2026-11-01", "2027-01-01", "2026-11-02"], ["", "", ""]):
        assert order(*false) == ["/jobs/1", "/jobs/2", "/jobs/3"]


def test_a_few_hundred_pages_a_day(read, careers, monkeypatch):
    monkeypatch.setattr(careers, "most_pages", 2)
    pages = {f"{HOME}/jobs/{n}": page() for n in range(5)} | {ROBOTS: 404}
    pages[MAP] = urlset(*(f"/jobs/{n}" for n in range(5)))
    first = read(careers, pages)
    assert proof(first) == {"listed": 5, "ended": True, "postponed": 3}
    known = {p.ref: p.listed_hash for p in first.postings}
    second = read(careers, pages, KNOWN=known)
    assert titles(second) == ["/jobs/2", "/jobs/3"] and proof(second)["postponed"] == 1
    assert {s.ref for s in second.sightings} == {"/jobs/0", "/jobs/1"}
    changed = read(careers, pages, KNOWN=dict.fromkeys(known, "before") | {"/jobs/4": None})
    assert {s.ref for s in changed.sightings} == {"/jobs/0", "/jobs/1", "/jobs/4"}


def test_a_page_that_is_no_vacancy_in_morocco_is_asked_for_once(read, careers):
    bare, twice = "<h1>Nos métiers</h1>", page() + page(title="Archetier")
    abroad = page({"address": {"addressLocality": "Springfield", "addressRegion": "MA", "addressCountry": "US"}})  # fmt: skip
    rows = [("/jobs", "2026-11-01"), ("/jobs/1", "2026-11-02"), ("/jobs/2", ""), ("/jobs/3", "")]
    pages = {ROBOTS: 404, MAP: urlset(*rows), f"{HOME}/jobs": bare, f"{HOME}/jobs/1": abroad}
    pages |= {f"{HOME}/jobs/2": 404, f"{HOME}/jobs/3": twice}
    first = read(careers, pages)
    assert not first.postings
    assert proof(first) == {"listed": 4, "ended": True, "no_job_posting": 3, "abroad": 1}
    listed = {ROBOTS: 404, MAP: pages[MAP]}
    again = read(careers, listed, ELSEWHERE=first.spider.elsewhere)
    assert proof(again) == {"listed": 4, "ended": True}, "it asked for no page"
    anew = {ROBOTS: 404, MAP: pages[MAP].replace("2026-11-02", "2026-11-09"), f"{HOME}/jobs/1": page()}  # fmt: skip
    assert titles(read(careers, anew, ELSEWHERE=first.spider.elsewhere)) == ["/jobs/1"]


def test_a_posting_whose_page_tells_it_no_more_is_gone(read, careers):
    pages = {ROBOTS: 404, MAP: urlset("/jobs/1", "/jobs/2", "/jobs/3", "/jobs/4")}
    pages |= {f"{HOME}/jobs/1": "<h1>Pourvu</h1>", f"{HOME}/jobs/2": 410, f"{HOME}/jobs/3": 503}
    pages |= {f"{HOME}/jobs/4": {"redirect": f"{HOME}/"}, f"{HOME}/": LOGIN}
    known = {f"/jobs/{n}": "before" for n in (1, 2, 3, 4)}
    reading = read(careers, pages, KNOWN=known)
    assert set(reading.spider.gone) == {"/jobs/1", "/jobs/2", "/jobs/4"}
    assert [s.ref for s in reading.sightings] == ["/jobs/3"], "what could not be had lives on"


def test_where_no_page_can_be_had_the_list_proves_nothing(read, careers):
    pages = {ROBOTS: 404, MAP: urlset("/jobs/1", "/jobs/2"), f"{HOME}/jobs/1": 503}
    assert "fault" in proof(read(careers, pages | {f"{HOME}/jobs/2": 503}))
    assert "fault" not in proof(read(careers, pages | {f"{HOME}/jobs/2": page()}))


def test_a_neighbour_shown_in_passing_is_not_the_page(read, careers):
    other = page(url=f"{HOME}/fr/jobs/2", title="Archetier")
    pages = {ROBOTS: 404, MAP: urlset("/jobs", "/jobs/1", "/jobs/2"), f"{HOME}/jobs": other}
    pages |= {f"{HOME}/jobs/1": other + page(url="/jobs/1"), f"{HOME}/jobs/2": other + other}
    reading = read(careers, pages)
    assert [(p.ref, p.title) for p in reading.postings] == [
        ("/jobs/1", "Luthier"),
        ("/jobs/2", "Archetier"),
    ]


def test_remote_work_open_to_morocco_is_kept(read, careers):
    where = {"@type": "Country", "name": "Morocco"}
    far = page(None, jobLocationType="TELECOMMUTE", applicantLocationRequirements=where)
    away = page(None, jobLocationType="TELECOMMUTE", applicantLocationRequirements=[{"name": "France"}])  # fmt: skip
    pages = {ROBOTS: 404, MAP: urlset("/jobs/1", "/jobs/2")}
    pages |= {f"{HOME}/jobs/1": far, f"{HOME}/jobs/2": away}
    assert titles(read(careers, pages)) == ["/jobs/1"]


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("MA"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "jobLocation",
                    "address",
                    "addressCountry",
                    "addressLocality",
                    "name",
                    "addressRegion",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(junk, junk)
def test_no_place_is_an_error(place, land):
    said = read_job_places({"jobLocation": place, "applicantLocationRequirements": land})
    assert all(value is None or isinstance(value, str) for value in said.values())
