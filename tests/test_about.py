"""The pages that tell what this is, what is kept, how to leave and how to come in; and how sources fare."""

import asyncio
import html
import json
import re
from pathlib import Path

import pytest

from datasette_plugins.about import EXAMPLE, SYSTEMS
from datasette_plugins.reading.source_figures import figures
from offers.database import connect
from offers.speech import LANGUAGES
from spiders.bases.jsonld import read_job_posting
from tests.visitor import ROOT, Visitor

PAGES_TOLD = ("/about", "/privacy", "/opt-out", "/for-employers", "/api", "/sources")


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("about")).get


@pytest.mark.parametrize("path", PAGES_TOLD)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_stand_in_three_languages_and_keep_nothing(get, path, lang):
    page = get(path, lang=lang)
    assert page.status_code == 200
    dir = "rtl" if lang == "ar" else "ltr"
    assert f'<html lang="{lang}" dir="{dir}">' in page.text
    assert "set-cookie" not in page.headers
    assert page.headers["cache-control"] == "public, max-age=300"
    assert len(re.findall(r"<h1", page.text)) == 1


@pytest.mark.parametrize("path", ["/about", "/privacy", "/opt-out", "/for-employers"])
def test_there_is_somebody_to_write_to(get, path):
    assert 'href="mailto:robot@example.org"' in get(path).text


def test_without_a_contact_the_page_says_so(tmp_path):
    visitor = Visitor(tmp_path)
    visitor.site._metadata_local["plugins"]["pages"]["contact"] = None
    page = visitor.get("/opt-out")
    assert "n’est pas encore renseignée" in html.unescape(page.text)
    assert "mailto:" not in page.text


def test_the_example_for_employers_is_understood_in_full(get):
    page = html.unescape(get("/for-employers").text)
    shown = re.search(r'<script type="application/ld\+json">\s(.*?)\s</script>', page, re.DOTALL)
    assert json.loads(shown[1]) == EXAMPLE
    said = read_job_posting(json.loads(shown[1]))
    assert {"title", "company", "city", "contract", "published", "deadline", "salary"} <= {
        name for name, words in said.items() if words
    }


def test_the_systems_named_are_those_that_are_read():
    files = {file.stem for file in (ROOT / "spiders/platforms").glob("*.py")}
    assert {name.lower() for name in SYSTEMS} == files - {"__init__", "careers", "feed"}


def test_robots_are_named_as_ours_is(get):
    settings = Path(ROOT / "aggregator/settings.py").read_text("utf-8")
    [name] = re.findall(r'^ROBOTSTXT_USER_AGENT = "(\w+)"', settings, re.MULTILINE)
    assert f"User-agent: {name}\n" in get("/opt-out").text


def names(page) -> list[str]:
    found = re.findall(r'<li class="source .*?<h2><bdi>(.*?)</bdi>', page.text, re.DOTALL)
    return [html.unescape(name) for name in found]


def test_sources_are_sorted_by_links(get):
    page = get("/sources", lang="fr")
    assert names(page) == ["Alpha Emploi", "<b>Hostile</b>", "Bêta Carrières", "بوابة المباريات"]
    links = re.findall(r'href="(/sources\?sort=\w+)&amp;lang=fr"', page.text)
    assert len(links) == 5
    for link in links:
        assert sorted(names(get(link))) == sorted(names(page))
    by_name = names(get("/sources", sort="title"))
    assert by_name.index("Alpha Emploi") < by_name.index("Bêta Carrières")
    assert names(get("/sources", sort="nonsense")) == names(get("/sources"))


def test_a_source_tells_what_it_alone_shows_and_what_is_known(get):
    page = html.unescape(get("/sources", lang="en").text)
    alpha = re.search(r"<bdi>Alpha Emploi</bdi>.*?</li>", page, re.DOTALL)[0]
    assert "56 offers are found only there (98%)" in alpha
    assert "<dt>Town</dt><dd>98%</dd>" in alpha
    hostile = re.search(r"Hostile.*?</li>", page, re.DOTALL)[0]
    assert "javascript:" not in hostile and "Terms not noted" in hostile


def test_a_reading_that_failed_says_why_and_when_the_last_was_whole(tmp_path):
    visitor = Visitor(tmp_path)
    db = connect(tmp_path / "aggregator.db")
    with db.atomic():
        db.table("runs").insert(
            {"source": "alpha", "started_at": "2026-11-22T06:00:00+01:00",
             "ended_at": "2026-11-22T06:01:00+01:00", "outcome": "blocked",
             "verdict": "refused"}
        )  # fmt: skip
    db.close()
    page = html.unescape(visitor.get("/sources", lang="en").text)
    assert "refuses our robot" in page
    assert "Read in full on 21 November 2026" in page


def test_figures_are_those_of_the_file_as_it_is(tmp_path):
    visitor = Visitor(tmp_path)

    def open_postings() -> int:
        known = asyncio.run(figures(visitor.site.get_database()))["known"]
        return known["dawla"]["postings"] if "dawla" in known else 0

    assert open_postings() == 1
    db = connect(tmp_path / "aggregator.db")
    with db.atomic():
        db.execute("update postings set closed_on = '2026-11-21' where source = 'dawla'")
    db.close()
    assert open_postings() == 0
