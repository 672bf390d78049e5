"""Pages of sectors, as a visitor asks for them."""

import html
import re

import pytest

from tests.hiring import add_employers
from tests.visitor import Visitor, titles, total

LONG_AGO = "2026-07-01T10:00:00+01:00"


def visitor(folder, *since):
    found = Visitor(folder)
    add_employers(folder / "aggregator.db", *since)
    return found.get


@pytest.fixture(scope="module")
def young(tmp_path_factory):
    """A catalogue whose reading began today."""
    return visitor(tmp_path_factory.mktemp("young"))


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A catalogue that has been read for months."""
    return visitor(tmp_path_factory.mktemp("old"), LONG_AGO)


def lines(page) -> dict[str, dict[str, str]]:
    """The sectors on a page, in order: {name: {name of the figure: words}}."""
    found = re.findall(r'<h2><a href="/sector/[^"]+">(.*?)</a></h2>.*?<dl>(.*?)</dl>', page.text, re.DOTALL)  # fmt: skip
    return {name: figures(said) for name, said in found}


def figures(text: str) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text, re.DOTALL)
    return {name: " ".join(re.sub("<[^>]+>", " ", said).split()) for name, said in found}


def test_sectors_stand_by_their_open_offers(old):
    found = lines(old("/sectors"))
    assert list(found) == ["Santé et social", "Informatique"]
    assert found["Santé et social"] == {
        "Offres ouvertes": "30", "Publiées en 30 jours": "30", "Croissance": "+50 %",
        "Salaire indiqué": "0 %", "Débutants acceptés": "50 %",
    }  # fmt: skip
    assert found["Informatique"]["Croissance"] == "trop peu"


def test_a_young_catalogue_tells_no_growth(young):
    page = young("/sectors")
    assert "Croissance" not in lines(page)["Santé et social"]
    assert "Nous lisons les sites depuis le 21 novembre 2026" in page.text
    assert "sort=growth" not in page.text
    assert young("/sectors", sort="growth").status_code == 200
    said = figures(young("/sector/health").text)
    assert said["Croissance"].startswith("pas encore")


@pytest.mark.parametrize(
    ("sort", "first"), [("growth", "Santé et social"), ("paid", "Informatique"), ("beginners", "Santé et social"), ("nonsense", "Santé et social")]
)  # fmt: skip
def test_sectors_are_sorted(old, sort, first):
    assert next(iter(lines(old("/sectors", sort=sort)))) == first


def test_a_sector_says_what_is_asked_and_who_hires(old):
    page = old("/sector/health")
    said = figures(page.text)
    assert said["Croissance"] == "+50 % contre 20 offres les 30 jours d’avant"
    assert said["Débutants acceptés"] == "50 % sur 30 offres qui disent l’expérience"
    assert "Bac +3" in page.text and "Débutant" in page.text
    assert page.text.count("/employer/") == 3 and "Clinique 0" in page.text
    assert len(titles(page)) == 10


def test_skills_are_skills_and_lead_to_the_search(old):
    page = old("/sector/it")
    skills = re.search(r'<ul class="skills">(.*?)</ul>', page.text, re.DOTALL)[1]
    assert "Python" in skills and "Bac" not in skills
    link = html.unescape(re.search(r'href="([^"]+q=Python[^"]*)"', skills)[1])
    assert "sector=it" in link and old(link).status_code == 200


def test_a_line_of_figures_leads_to_as_many_offers(old):
    page = old("/sector/health", lang="en")
    found = re.findall(r'<a href="([^"]+experience=0[^"]*)">.*?<td class="n">(\d+)', page.text)
    [(link, n)] = found
    assert total(old(html.unescape(link))) == int(n) == 15


@pytest.mark.parametrize("path", ["/sector", "/sector/nope", "/sector/IT", "/sector/it/x"])
def test_what_is_no_sector_is_said_kindly(old, path):
    page = old(path)
    assert page.status_code == 404 and "Cette page n’existe pas" in page.text


def test_a_sector_without_offers_says_so(old):
    page = old("/sector/textile")
    assert page.status_code == 200
    assert "Aucune offre ouverte dans ce secteur" in page.text


@pytest.mark.parametrize(("lang", "dir"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_three_languages(old, young, lang, dir):
    for get in (old, young):
        for path in ("/sectors", "/sector/it", "/sector/textile"):
            assert f'<html lang="{lang}" dir="{dir}">' in get(path, lang=lang).text
