"""A prepared question in a real browser: in Arabic, on a phone, with scripts and without."""

import pytest

from tests.browsing import PHONE


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_question_is_asked_in_arabic(visit, scripts):
    page = visit("/questions?lang=ar", viewport=PHONE, java_script_enabled=scripts)
    page.get_by_role("link", name="العروض المفتوحة حسب المدينة ونوع العقد").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.get_by_label("المدينة").fill("الرباط")
    page.get_by_label("العقد").select_option(label="كل التداريب")
    page.get_by_role("button", name="عرض الجواب").click()
    towns = page.locator(".sheet tbody td:first-child").all_inner_texts()
    assert towns and set(towns) == {"الرباط"}
    assert page.get_by_label("المدينة").input_value() == "الرباط"
    assert page.get_by_label("العقد").input_value() == "stage*"
    assert page.alarms == []


@pytest.mark.parametrize(
    "path",
    ["/questions?lang=ar", "/aggregator/opened?_lang=ar", "/aggregator/stock_and_flow?_lang=fr"],
)
def test_nothing_is_wider_than_a_phone_and_targets_are_large(visit, path):
    page = visit(path, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small = page.evaluate("""() => [...document.querySelectorAll('main a, main button, main select, main input:not([type=hidden])')]
        .filter(e => { const box = e.getBoundingClientRect(); return box.height < 24 || box.width < 24; })
        .map(e => e.outerHTML.slice(0, 80))""")
    assert small == []
    assert page.alarms == []
