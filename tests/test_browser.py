"""The pages in a real browser: what a student sees and touches, and what must never run."""

import pytest

from tests.browsing import DESK, PHONE
from tests.catalogue import HOSTILE_ID, MERGED


def titles(page) -> list[str]:
    return page.locator(".card h2").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_search_filter_and_back(visit, scripts):
    page = visit("/", java_script_enabled=scripts)
    page.get_by_role("searchbox").fill("développeur")
    page.get_by_role("button", name="Chercher").click()
    assert titles(page)[0] == "Développeuse Python"
    page.get_by_role("checkbox", name="Rabat").check()
    page.get_by_role("button", name="Appliquer").click()
    assert page.get_by_role("searchbox").input_value() == "développeur"
    assert page.get_by_role("checkbox", name="Rabat").is_checked()
    assert {text.split("\n")[0] for text in page.locator(".place").all_inner_texts()} == {"Rabat"}
    page.go_back()
    assert not page.get_by_role("checkbox", name="Rabat").is_checked()
    page.locator(".card h2 a").first.click()
    assert page.locator("h1").inner_text() == "Développeuse Python"
    assert page.alarms == []


def test_the_first_offer_stands_in_the_first_screen_of_a_phone(visit):
    for lang in ("fr", "ar", "en"):
        page = visit(f"/?lang={lang}", viewport=PHONE)
        box = page.locator(".card").first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_filters_are_folded_on_a_phone_and_open_with_a_touch(visit):
    page = visit("/", viewport=PHONE, has_touch=True)
    box = page.get_by_role("checkbox", name="Rabat")
    assert not box.is_visible()
    page.locator(".filters > summary").tap()
    assert box.is_visible()


def test_the_language_switch_turns_the_page_round(visit):
    page = visit("/?q=comptable", viewport=PHONE)
    page.get_by_role("link", name="ع").click()
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    assert page.get_by_role("searchbox").input_value() == "comptable"
    brand = page.locator(".brand").bounding_box()
    assert brand["x"] > PHONE["width"] / 2, "the brand stands on the right"
    page.locator(".card h2 a").first.click()
    assert page.locator("html").get_attribute("lang") == "ar"


@pytest.mark.parametrize(
    "path", [f"/offer/{HOSTILE_ID}", "/?source=hostile", "/sources", "/aggregator/offers"]
)
def test_what_others_wrote_never_runs(visit, path):
    page = visit(path)
    page.wait_for_load_state("networkidle")
    assert page.alarms == []
    assert page.locator("img, script[src^='http']").count() == 0
    for link in page.locator("a").all():
        assert not (link.get_attribute("href") or "").lower().strip().startswith("javascript")


@pytest.mark.parametrize(
    "path, viewport",
    [("/", PHONE), ("/", DESK), (f"/offer/{MERGED}", PHONE), ("/sources", PHONE), ("/about", PHONE),
     ("/offer/9999", PHONE)],
    ids=str,
)  # fmt: skip
def test_targets_are_large_and_labelled(visit, path, viewport):
    """Every link and control is 24 px high and wide at least, or inside a line of text, and has a name."""
    page = visit(path, viewport=viewport)
    small = page.evaluate("""() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
        .filter(e => e.getClientRects().length && e.checkVisibility() && !e.closest('.skip'))
        .filter(e => e.type !== 'checkbox' && !e.closest('dd, p:not(.follow):not(.back):not(.share)'))
        .filter(e => Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 24)
        .map(e => e.outerHTML.slice(0, 90))""")
    nameless = page.evaluate("""() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
        .filter(e => !(e.innerText || e.textContent || e.ariaLabel || e.labels?.length)).map(e => e.outerHTML)""")
    assert small == [] and nameless == []
    assert page.locator("main").count() == page.locator("h1").count() == 1


def luminance(colour: str) -> float:
    """The relative luminance of a CSS rgb(), as WCAG defines it."""
    parts = [float(n) / 255 for n in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/?q=stage", f"/offer/{MERGED}", "/sources", "/?q=stage&city=zzz"]
)
def test_words_stand_out_from_what_is_behind_them(visit, path, scheme):
    page = visit(path, color_scheme=scheme)
    pairs = page.evaluate("""() => [...document.querySelectorAll('body *')]
        .filter(e => e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .map(e => {
            let under = e;
            while (under && getComputedStyle(under).backgroundColor === 'rgba(0, 0, 0, 0)') under = under.parentElement;
            return [e.outerHTML.slice(0, 80), getComputedStyle(e).color,
                    under ? getComputedStyle(under).backgroundColor : 'rgb(255, 255, 255)'];
        })""")
    faint = []
    for what, ink, paper in pairs:
        light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
        if (light + 0.05) / (dark + 0.05) < 4.5:
            faint.append((what, ink, paper))
    assert pairs and faint == []


def test_the_keyboard_alone_is_enough(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("searchbox").focus()
    page.keyboard.type("comptable")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=comptable**")
    assert titles(page)


def test_the_language_once_chosen_is_remembered_without_a_cookie(visit):
    page = visit("/")
    page.get_by_role("link", name="ع").click()
    page.wait_for_url("**lang=ar**")
    page.goto("/sources")  # as typed, or from a bookmark
    page.wait_for_url("**/sources?lang=ar")
    page.goto("/about?lang=en")  # what an address says counts more
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.context.cookies() == [] and page.alarms == []
