"""Pages of employers, as a visitor asks for them."""

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_plugins.reading.letters import found_in
from tests.hiring import AGENCY, ARABIC, ATLAS, GONE, HOSTILE, add_employers
from tests.visitor import Visitor, titles, total


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("employers")
    visitor = Visitor(folder)
    add_employers(folder / "aggregator.db")
    return visitor.get


def lines(page) -> list[tuple[str, str, str]]:
    """The employers on a page: (name, address, what is said of it)."""
    found = re.findall(
        r'<li[^>]*><a href="(/employer/[^"]+)"><bdi>(.*?)</bdi></a>(.*?)</li>', page.text
    )
    return [
        (html.unescape(re.sub("</?mark>", "", name)), address, said)
        for address, name, said in found
    ]


def address_of(get, name: str) -> str:
    return next(address for found, address, _ in lines(get("/employers", q=name)) if found == name)


def summary(page) -> dict[str, str]:
    """What the head of a page sums up: {name of the figure: words}."""
    head = re.search(r'<dl class="summary">(.*?)</dl>', page.text, re.DOTALL)[1]
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", head, re.DOTALL)
    return {name: " ".join(re.sub("<[^>]+>", " ", said).split()) for name, said in found}


def table(page, caption: str) -> dict[str, int]:
    """A table of figures by its caption: {name: number}."""
    found = re.search(rf"<caption>{caption}.*?</table>", page.text, re.DOTALL)[0]
    rows = re.findall(r"<bdi>(.*?)</bdi>.*?<td class=\"n\">(\d+)</td>", found)
    return {html.unescape(name): int(n) for name, n in rows}


def test_who_hires_most_stands_first_and_who_hires_no_more_last(get):
    found = lines(get("/employers"))
    names = [name for name, _, _ in found]
    assert names[0] == ATLAS and "14 offres" in found[0][2]
    assert names[-1] == GONE and "aucune offre ouverte" in found[-1][2]


def test_agencies_are_told_apart(get):
    marked = [name for name, _, said in lines(get("/employers")) if "Recrute pour d’autres" in said]
    assert marked == [AGENCY]
    assert "Recrute pour d’autres" in get(address_of(get, AGENCY)).text


@pytest.mark.parametrize("asked", ["cabl", "CÂBL", "atlas-câbl"])
def test_a_name_is_found_by_its_letters_and_they_are_marked(get, asked):
    page = get("/employers", q=asked)
    assert [name for name, _, _ in lines(page)] == [ATLAS]
    assert re.search(r"<mark>(Atlas )?Câbl</mark>age", page.text)
    assert f'value="{asked}"' in page.text


@pytest.mark.parametrize("asked", ["zzzz", "***", "' or 1 --", "x" * 10_000])
def test_a_name_that_nobody_bears_finds_nobody(get, asked):
    page = get("/employers", q=asked)
    assert page.status_code == 200 and lines(page) == []
    assert "Aucun employeur de ce nom" in page.text


def test_letters_count_what_they_show(get):
    page = get("/employers")
    letters = re.findall(r'<a href="([^"]+letter=[^"]+)" aria-label="\S+ \((\d+)\)"', page.text)
    assert letters
    for link, n in letters:
        assert len(lines(get(html.unescape(link)))) == int(n) > 0, link


@pytest.mark.parametrize("args", [{"page": "999999999999"}, {"page": "x"}, {"letter": "%"}])
def test_no_parameter_breaks_the_list(get, args):
    assert get("/employers", **args).status_code == 200


def test_an_address_with_another_name_leads_to_the_employer(get):
    address = address_of(get, ATLAS)
    assert address.endswith("-atlas-cablage")
    id = re.search(r"\d+", address)[0]
    for other in (id, f"{id}-anything", f"{id}-%D8%A8", f"{id}-"):
        page = get(f"/employer/{other}", lang="ar")
        assert (page.status_code, page.headers["location"]) == (301, f"{address}?lang=ar"), other
    assert get(address).status_code == 200


def test_an_arabic_name_is_an_address(get):
    address = address_of(get, ARABIC)
    assert unquote(address).endswith("-وزاره-خياليه")
    page = get(address)
    assert page.status_code == 200 and f"<h1><bdi>{ARABIC}</bdi></h1>" in page.text


@pytest.mark.parametrize("path", ["/employer", "/employer/x", "/employer/1-sources", "/employer/" + "9" * 18])  # fmt: skip
def test_what_is_no_employer_is_said_kindly(get, path):
    page = get(path)
    assert page.status_code == 404 and "Cette page n’existe pas" in page.text


def test_an_employer_shows_what_it_offers_and_where(get):
    page = get(address_of(get, ATLAS))
    assert len(titles(page)) == 12 and "Voir les 14 offres" in page.text
    assert table(page, "Ville") == {"Fès": 10, "Rabat": 4}
    assert table(page, "Contrat") == {"CDI": 14} and table(page, "Secteur") == {"Informatique": 14}
    assert table(page, "Compétences") == {"Python": 14}
    assert summary(page)["Salaire indiqué"] == "50 %"


def test_a_line_of_figures_leads_to_as_many_offers(get):
    page = get(address_of(get, ATLAS))
    link = re.search(r'<a href="([^"]+city=fes[^"]*)"', page.text)[1]
    assert total(get(html.unescape(link))) == 10


def test_history_tells_what_closed_and_how_long_it_was_open(get):
    page = get(address_of(get, ATLAS))
    said = summary(page)
    assert said["Offres vues en tout"] == "20"
    assert said["Durée d’ouverture médiane"] == "12 jours sur 6 offres closes"
    assert page.text.count("octobre 2026 · 1") == 6
    months = re.search(r'<figure class="chart">.*?</figure>', page.text, re.DOTALL)[0]
    rows = re.findall(r'<th scope="row">(.*?)</th><td class="n">(\d+)</td>', months)
    assert len(rows) == 12 and dict(rows)["novembre 2026"] == "14"
    assert sum(int(n) for _, n in rows) == 20


def test_too_few_closed_offers_tell_no_duration(get):
    page = get(address_of(get, GONE))
    assert "trop peu d’offres closes" in summary(page)["Durée d’ouverture médiane"]
    assert "Aucune offre ouverte en ce moment" in page.text
    assert 'content="noindex, follow"' in page.text


def test_a_hostile_name_is_text(get):
    for page in (get("/employers"), get("/employers", q="script"), get(address_of(get, HOSTILE))):
        assert "<script>alert" not in page.text and "alert(1)" in page.text.replace("<mark>", "")


@pytest.mark.parametrize(("lang", "dir"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_three_languages(get, lang, dir):
    address = address_of(get, ATLAS)
    for path in ("/employers", address):
        page = get(path, lang=lang)
        assert f'<html lang="{lang}" dir="{dir}">' in page.text
        assert page.headers["cache-control"] == "public, max-age=300"


@given(st.text(), st.text())
def test_marking_letters_changes_no_letter(name, asked):
    shown = re.sub("</?mark>", "", str(found_in(name, asked)))
    assert html.unescape(shown) == html.unescape(str(found_in(name, "")))


@given(st.text(alphabet="abcéàœ -'ابت", min_size=1))
def test_a_name_is_found_in_itself(name):
    assert ("<mark>" in found_in(name, name)) == any(sign.isalnum() for sign in name)
