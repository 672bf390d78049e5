"""Where the offers are: the map and its figures, a page for each region and town, and the shapes they are drawn with."""

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_plugins.reading.choropleth import CLASSES, VIEW, classed, legend, shapes
from datasette_plugins.reading.local import shares
from datasette_plugins.reading.values import Values
from offers.facets import pack
from offers.taxonomy import HERE, codes, rows
from offers.taxonomy.borders import holds
from offers.taxonomy.shapes import borders, outline, plain, projected, written
from tests.browsing import PHONE
from tests.visitor import Visitor, titles, total

REGIONS = sorted(codes("regions"))
WITH_OFFERS = ("01", "03", "04", "06", "09")
PLACES = [
    (projected(float(row["lat"]), float(row["lon"])), row["region_code"])
    for row in rows("cities")
    if row["lat"]
]


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("places")).get


def area(ring) -> float:
    """The area of a ring (Gauss)."""
    closed = pairwise([*ring, ring[0]])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in closed)) / 2


def figures(page) -> dict[str, list[str]]:
    """The table of regions: {code: its cells, as text}."""
    lines = re.findall(r'<tr><th scope="row"><a href="/region/(\d\d)[^"]*">.*?</tr>', page.text)
    found = re.findall(r'<tr><th scope="row">(.*?)</tr>', page.text)
    cells = [re.findall(r"<td>(.*?)</td>", line) for line in found]
    plain_cells = [[re.sub(r"<[^>]+>", "", cell) for cell in line] for line in cells]
    return dict(zip(lines, plain_cells, strict=True))


def panels(page) -> dict[str, list[tuple[str, int]]]:
    """The lists of a place: {heading: [(address of a line, its number)]}."""
    found = {}
    for panel in re.findall(r'<section class="panel">(.*?)</section>', page.text, re.DOTALL):
        line = re.compile(r'<li><a href="([^"]*)"><bdi>.*?<span class="n">(\d+)</span>', re.DOTALL)
        heading = re.search(r"<h2>(.*?)</h2>", panel)[1]
        found[heading] = [(html.unescape(url), int(n)) for url, n in line.findall(panel)]
    return found


# Shapes


def test_the_shapes_are_those_that_the_script_writes():
    assert written() == (HERE / "shapes.csv").read_text("utf-8")


def test_every_region_is_drawn_in_one_piece_and_on_the_map():
    assert [shape["code"] for shape in shapes()] == REGIONS
    *_, width, height = map(int, VIEW.split())
    for shape in shapes():
        assert shape["path"].count("M") == 1
        numbers = [float(n) for n in re.findall(r"[\d.]+", shape["path"])]
        assert max(numbers[::2]) <= width and max(numbers[1::2]) <= height


def test_regions_fill_the_country_and_do_not_lie_on_one_another():
    """The sum of their areas is that of the country, but for what plain lines cost."""
    assert sum(area(ring) for [ring] in borders().values()) == pytest.approx(
        area(outline()), rel=0.002
    )


def test_communes_lie_in_the_country_and_nearly_all_in_their_own_region():
    drawn = {region: ring for region, [ring] in borders().items()}
    assert all(holds(outline(), place) for place, _ in PLACES)
    at_home = sum(holds(drawn[region], place) for place, region in PLACES)
    assert at_home / len(PLACES) > 0.97


def test_a_figure_stands_inside_its_region():
    drawn = {region: ring for region, [ring] in borders().items()}
    for shape in shapes():
        assert holds(drawn[shape["code"]], (float(shape["x"]), float(shape["y"])))


POINTS = st.tuples(st.integers(0, 99), st.integers(0, 99))


@given(st.lists(POINTS, min_size=2, max_size=30, unique=True), st.floats(0, 20))
def test_a_plain_line_keeps_its_ends_and_its_order(line, most):
    made = plain(line, most)
    assert (made[0], made[-1]) == (line[0], line[-1])
    places = [line.index(point) for point in made]
    assert places == sorted(places)


# Classes


@given(st.dictionaries(st.sampled_from(REGIONS), st.integers(0, 50), min_size=1))
def test_classes_follow_the_figures(counts):
    classes = classed(counts)
    assert set(classes.values()) <= set(range(CLASSES + 1))
    for one in counts:
        assert (classes[one] == 0) == (counts[one] == 0)
        for other in counts:
            assert classes[one] <= classes[other] or counts[one] > counts[other]
    bounds = legend(counts)
    assert all(one.most < other.least for one, other in pairwise(bounds))


# Pages


@pytest.mark.parametrize("lang, said", [("fr", "Casablanca-Settat : "), ("ar", "الدار البيضاء-سطات: "),
                                        ("en", "Casablanca-Settat: ")])  # fmt: skip
def test_the_map_links_to_the_twelve_regions_and_says_their_offers(get, lang, said):
    page = get("/regions", lang=lang)
    links = dict(re.findall(r'<a href="/region/(\d\d)\?lang=\w\w" class="class-\d" aria-label="([^"]*)"', page.text))  # fmt: skip
    assert sorted(links) == REGIONS
    assert links["06"].startswith(said)
    assert "<title id=" in page.text and "<desc id=" in page.text
    assert sorted(figures(page)) == REGIONS


def test_the_table_promises_what_the_search_gives(get):
    for code, (opened, internships, week, paid) in figures(get("/regions")).items():
        assert int(opened) == total(get("/", region=code))
        assert int(internships) == total(get("/", region=code, kind="internship"))
        assert int(week) == total(get("/", region=code, within="7"))
        some = total(get("/", region=code, paid="1"))
        said = f"{round(100 * some / int(opened))}" if int(opened) else ""
        assert "".join(re.findall(r"\d+", paid)) == said


@pytest.mark.parametrize("path", ["/region/04", "/town/rabat", "/town/casablanca"])
def test_every_number_on_a_place_is_kept_by_its_link(get, path):
    page = get(path)
    tiles = re.findall(r'<dd><a href="([^"]*)">(?:<bdi>)?(\d+)<', page.text)
    lines = [
        line for name, some in panels(page).items() if name != "Villes autour" for line in some
    ]
    assert len(tiles) >= 3 and len(lines) > 5
    for url, n in [(html.unescape(url), int(n)) for url, n in tiles] + lines:
        answer = get(url)
        if url.startswith("/town/"):
            assert f'<dd><a href="/?city={url.removeprefix("/town/")}">{n}</a>' in answer.text
        else:
            assert total(answer) == n, url


def test_a_region_has_its_towns_and_its_newest_offers(get):
    page = get("/region/04")
    assert [url for url, _ in panels(page)["Villes"]] == ["/town/rabat"]
    assert titles(page) == titles(get("/", region="04"))[:6]
    assert 'href="/feed.atom?region=04"' in page.text


def test_a_town_has_the_towns_around_it_and_its_region(get):
    page = get("/town/rabat")
    assert [url for url, _ in panels(page)["Villes autour"]] == ["/town/casablanca"]
    assert "86 km" in page.text
    assert 'href="/region/04"' in page.text
    assert 'href="/?near=rabat&amp;km=25"' in page.text


def test_a_place_without_offers_says_so(get):
    for path in ("/region/12", "/town/lagouira", "/town/ouislane"):
        page = get(path)
        assert page.status_code == 200
        assert "Aucune offre ouverte ici" in page.text
        assert titles(page) == []


@pytest.mark.parametrize("path", ["/region/99", "/region/%3Cb%3E", "/town/atlantis", "/town/RABAT"])
def test_an_unknown_place_is_a_kind_404(get, path):
    page = get(path)
    assert page.status_code == 404
    assert "<b>" not in page.text
    assert 'href="/"' in page.text


def test_links_keep_the_language(get):
    assert 'href="/town/rabat?lang=ar"' in get("/region/04", lang="ar").text
    assert 'href="/region/04?lang=ar"' in get("/town/rabat", lang="ar").text


def test_pay_is_a_share_of_the_offers_of_a_region():
    known = Values()
    known.learn([(1, "paid", "1", None), (2, "region", "01", None), (3, "region", "02", None)])
    blobs = [pack(numbers) for numbers in ([1, 2], [2], [2, 3], [2], [1])]
    assert shares(known, blobs, ["01", "02", "03"]) == {"01": 0.25, "02": 0.0}
    assert shares(known, [], ["01"]) == {}


# In a browser


def test_the_map_is_walked_with_the_keyboard(visit):
    page = visit("/regions")
    page.locator(".map a").nth(3).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    path = page.locator(".map a:focus-visible path")
    assert path.evaluate("p => getComputedStyle(p).strokeWidth") == "6px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/region/04")
    assert page.locator("h1").inner_text() == "Emplois et stages : Rabat-Salé-Kénitra"
    assert page.alarms == []


def test_the_whole_map_stands_on_a_phone(visit):
    page = visit("/regions?lang=ar", viewport=PHONE)
    box = page.locator(".map").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] + box["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
