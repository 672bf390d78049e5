"""/trends in a real browser: drawn with scripts, whole without."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsing import DESK, PHONE
from tests.catalogue import make_catalogue
from tests.read_on import read_on
from tests.test_trends import CHARTS

ALL_DRAWN = """
() => {
  const places = [...document.querySelectorAll(".drawing")];
  return places.length > 0 && places.every((place) => place.querySelector("svg"));
}
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    return read_on(make_catalogue(tmp_path_factory.mktemp("trends") / "aggregator.db"))


@pytest.fixture
def drawn(visit):
    """Open /trends, and wait until all is drawn; whatever the console says is an alarm here."""

    def open_page(path: str = "/trends", **options):
        page = visit(path, **options)
        page.on("console", lambda line: page.alarms.append(line.text))
        page.reload()
        page.wait_for_function(ALL_DRAWN)
        return page

    return open_page


def marks(page, name: str, shape: str) -> int:
    return page.locator(f"#{name} .drawing svg {shape}").count()


def test_every_chart_is_drawn_with_its_marks(drawn):
    page = drawn()
    assert page.locator(".drawing svg[role=img]").count() == len(CHARTS)
    assert marks(page, "open", "[data-mark=line] path") == 1
    assert marks(page, "open", "[data-mark=dot] circle") > 8
    assert marks(page, "open", "[data-mark=rect] rect") == 1, "the days without a run"
    assert page.locator("#open .drawing svg").get_by_text("pas de lecture").count() == 1
    assert page.locator("#open .drawing svg").get_by_text("✎").count() == 1, "a method changed"
    assert marks(page, "flow", "[data-mark=line] path") == 2
    rows = page.locator("#region tbody th[data-v]").count()
    assert marks(page, "region", "[data-mark=bar] rect, [data-mark=bar] path") == rows > 3
    assert marks(page, "lifetimes", "[data-mark=line] path") == 1
    assert marks(page, "sources", "[data-mark=cell] rect") > 4
    assert marks(page, "skills", "[data-mark=arrow] path") == 2
    assert page.alarms == []


def test_a_drawing_has_a_name_a_description_and_its_table(drawn):
    page = drawn()
    for name in CHARTS:
        svg = page.locator(f"#{name} .drawing svg")
        title, told = svg.get_attribute("aria-labelledby"), svg.get_attribute("aria-describedby")
        assert page.locator(f"#{title}").inner_text() and page.locator(f"#{told}").inner_text()
        table = page.locator(f"#{name} table")
        assert not table.is_visible()
        page.locator(f"#{name} summary").focus()
        page.keyboard.press("Enter")
        assert table.is_visible() and table.locator("tbody tr").count()
    assert page.alarms == []


def test_what_stands_at_the_end_of_the_line_is_the_last_figure(drawn):
    page = drawn()
    last = page.locator("#open tbody tr").last.locator("td").first
    assert page.locator("#open .drawing svg").get_by_text(last.text_content(), exact=True).count()


def test_a_pointer_is_told_the_figures(drawn):
    page = drawn()
    page.locator("#open .drawing svg").hover()
    told = page.locator("#open .drawing svg").get_by_text("Trouvées :")
    told.wait_for()
    assert page.alarms == []


def test_a_choice_is_an_address(drawn):
    page = drawn()
    page.locator("select[name=region]").select_option("04")
    page.get_by_role("button", name="Afficher").click()
    page.wait_for_url("**/trends?*region=04*")
    page.wait_for_function(ALL_DRAWN)
    assert page.locator("select[name=region]").input_value() == "04"
    page.get_by_role("link", name="Tout le marché").click()
    page.wait_for_function(ALL_DRAWN)
    assert "region" not in page.url and page.alarms == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK])
@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_it_fits_and_stands_in_nobodys_way(drawn, lang, viewport, scheme):
    page = drawn(
        f"/trends?lang={lang}", viewport=viewport, color_scheme=scheme, reduced_motion="reduce"
    )
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.evaluate("document.querySelectorAll('details.figures').forEach((one) => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert Axe().run(page).response["violations"] == []
    assert page.alarms == []


def test_a_phone_that_is_turned_is_drawn_anew(drawn):
    page = drawn(viewport=PHONE)
    before = page.locator("#open .drawing svg").get_attribute("width")
    page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    page.wait_for_function(
        "w => document.querySelector('#open .drawing svg').getAttribute('width') !== w", arg=before
    )
    assert page.alarms == []


def test_without_scripts_the_tables_stand(visit):
    page = visit("/trends?lang=ar", java_script_enabled=False, viewport=PHONE)
    assert page.locator(".drawing svg").count() == 0
    for name in CHARTS:
        assert page.locator(f"#{name} table").is_visible()
    assert page.locator("#region .bar .part").first.is_visible()
    page.locator("select[name=contract]").select_option("cdi")
    page.locator(".choose button").click()
    page.wait_for_url("**contract=cdi**")
    assert page.locator("#open table").is_visible()


def test_where_the_library_does_not_come_the_tables_stand(visit):
    page = visit("/about")
    page.route("**/vendor/plot/**", lambda route: route.abort())
    page.goto("/trends")
    page.wait_for_function("document.querySelectorAll('details.figures[open]').length > 0")
    assert page.locator("#open table").is_visible()
