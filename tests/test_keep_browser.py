"""What one keeps, in a real browser: favourites and searches stay on this device, and nothing else does."""

import json
import re

import pytest

from tests.browsing import PHONE
from tests.catalogue import CLOSED, HOSTILE_ID, MERGED, MERGED_AWAY
from tests.visitor import PAGES

DENIED = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('denied', 'SecurityError'); } })"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"""


def stars(page):
    return page.locator(".cards button.keep")


def kept(page) -> dict:
    return page.evaluate("JSON.parse(localStorage.getItem('kept'))")


def keep(page, **held) -> None:
    """Put into the browser what was kept before."""
    page.evaluate(
        "held => localStorage.setItem('kept', JSON.stringify(held))",
        {"offers": [], "searches": []} | held,
    )


def opened(page, path: str = "/kept"):
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def numbers(page) -> list[int]:
    links = page.locator(".mine .card h2 a").all()
    return [int(re.search(r"/offer/(\d+)", link.get_attribute("href"))[1]) for link in links]


def test_a_favourite_survives_a_reload_and_is_removed(visit):
    page = visit("/", viewport=PHONE)
    star = stars(page).first
    name = star.get_attribute("aria-label")
    assert name == f"Garder l’offre « {page.locator('.card h2').first.inner_text()} »"
    star.click()
    assert page.locator(".keep-said").inner_text() == "Offre gardée sur cet appareil."
    page.reload()
    assert stars(page).first.get_attribute("aria-pressed") == "true"
    assert page.locator(".kept-link .count").inner_text() == "1"
    opened(page)
    assert numbers(page) == [kept(page)["offers"][0]["id"]]
    page.locator(".mine").get_by_role("button", name=name).click()
    opened(page)
    assert numbers(page) == [] and kept(page)["offers"] == []
    assert page.get_by_text("Touchez l’étoile").is_visible()
    assert page.alarms == []


def test_the_keyboard_keeps_and_the_card_still_leads_to_its_offer(visit):
    page = visit("/")
    stars(page).nth(1).focus()
    page.keyboard.press("Space")
    assert stars(page).nth(1).get_attribute("aria-pressed") == "true"
    page.locator(".card h2 a").nth(1).click()
    assert page.url.endswith(f"/offer/{kept(page)['offers'][0]['id']}")


def test_what_has_closed_or_gone_is_marked_and_stays_until_removed(visit):
    page = visit("/kept")
    held = [CLOSED, 9999, 1, MERGED_AWAY]
    keep(page, offers=[{"id": id, "title": f"Offre {id}", "lang": "fr"} for id in held])
    opened(page)
    assert numbers(page)[0] == 1, "what closes first comes first"
    assert numbers(page)[-2:] == [CLOSED, 9999]
    assert MERGED in numbers(page), "an offer that was merged is followed"
    assert {it["id"] for it in kept(page)["offers"]} == {CLOSED, 9999, 1, MERGED}
    last = page.locator(".mine .card").last
    assert "Offre 9999" in last.inner_text() and "Plus au catalogue" in last.inner_text()
    last.get_by_role("button").click()
    assert numbers(opened(page))[-1] == CLOSED


def test_a_saved_search_counts_what_came_since(visit):
    page = visit("/?q=comptable&city=rabat&page=1&lang=fr")
    page.locator("button.save-search").click()
    assert page.locator("button.save-search").get_attribute("aria-pressed") == "true"
    (search,) = kept(page)["searches"]
    assert search["address"] == "?q=comptable&city=rabat" and search["name"] == "comptable · Rabat"
    row = opened(page).locator(".searches li")
    assert row.locator(".new").inner_text() == "Rien de nouveau"
    keep(page, searches=[search | {"seen": 1}])
    row = opened(page).locator(".searches li")
    assert re.fullmatch(r"Nouvelles : [1-9]\d*", row.locator(".new").inner_text())
    row.get_by_role("link", name="comptable · Rabat").click()
    assert page.get_by_role("searchbox").input_value() == "comptable"
    assert opened(page).locator(".searches .new").inner_text() == "Rien de nouveau"
    page.get_by_role("button", name="Oublier la recherche « comptable · Rabat »").click()
    assert kept(page)["searches"] == [] and page.locator(".searches li").count() == 0


@pytest.mark.parametrize("trouble, said", [(DENIED, "Ce navigateur"), (FULL, "La mémoire")])
def test_where_the_browser_keeps_nothing_the_page_says_so_and_goes_on(visit, trouble, said):
    page = visit("/about")
    page.add_init_script(trouble)
    page.goto("/")
    stars(page).first.click()
    assert page.locator(".keep-said").inner_text().startswith(said)
    assert stars(page).first.get_attribute("aria-pressed") == "false"
    opened(page)
    assert page.locator(".denied").is_visible() == (trouble == DENIED)
    assert page.alarms == []


@pytest.mark.parametrize(
    "rubbish",
    ["{", "[]", "null", '"x"', '{"offers": 3}',
     '{"offers": [null, {"id": "1"}, {"id": -1}, {"id": 2, "title": {}}], "searches": [{"name": 1}]}'],
)  # fmt: skip
def test_rubbish_is_left_out(visit, rubbish):
    page = visit("/kept")
    page.evaluate("said => localStorage.setItem('kept', said)", rubbish)
    assert set(numbers(opened(page))) <= {2}
    assert page.locator(".mine").is_visible()
    opened(page, "/")
    stars(page).first.click()
    assert stars(page).first.get_attribute("aria-pressed") == "true"
    assert page.alarms == []


def test_what_is_kept_may_be_hostile(visit):
    page = visit("/kept")
    evil = "<img src=x onerror=alert(1)>"
    keep(
        page,
        offers=[{"id": 9998, "title": evil, "lang": '"><script>'}, {"id": HOSTILE_ID, "title": ""}],
        searches=[{"address": "javascript:alert(1)//", "name": evil, "seen": 1}],
    )
    opened(page)
    assert page.locator(".mine img, .mine script").count() == 0
    links = page.locator(".mine a").evaluate_all("links => links.map(a => a.protocol)")
    assert set(links) == {"http:"}
    assert [alarm for alarm in page.alarms if "alert" in alarm] == []


def test_there_is_an_end_to_what_is_kept(visit):
    page = visit("/")
    keep(page, offers=[{"id": id, "title": "x", "lang": ""} for id in range(1000, 1200)])
    page.reload()
    stars(page).first.click()
    assert page.locator(".keep-said").inner_text().startswith("On peut garder 200 offres")
    assert len(kept(page)["offers"]) == 200


def test_another_tab_hears_of_it(visit):
    page = visit("/")
    other = page.context.new_page()
    other.goto("/")
    stars(other).first.click()
    page.locator(".cards button.keep[aria-pressed=true]").wait_for()


def test_a_list_goes_to_a_friend_and_to_a_file_and_back(visit, tmp_path):
    page = visit("/")
    for n in range(3):
        stars(page).nth(n).click()
    page.locator("button.save-search").click()
    before = kept(opened(page))
    link = page.locator("#share-address").input_value()
    with page.expect_download() as download:
        page.get_by_role("button", name="Exporter").click()
    download.value.save_as(tmp_path / "kept.json")
    assert json.loads((tmp_path / "kept.json").read_text("utf-8")) == before
    page.locator(".clear summary").click()
    page.get_by_role("button", name="Effacer", exact=True).click()
    assert kept(page) == {"offers": [], "searches": []} and numbers(page) == []
    page.locator(".import input").set_input_files(tmp_path / "kept.json")
    page.locator(".mine .card").nth(2).wait_for()
    assert kept(page) == before
    page.locator(".import input").set_input_files("datasette.yaml")
    page.get_by_text("Ce fichier ne contient rien").wait_for()
    friend = visit(link)
    assert friend.locator(".shared .card").count() == 3 and numbers(friend) == []
    friend.get_by_role("button", name="Garder toutes ces offres").click()
    assert len(kept(friend)["offers"]) == 3
    assert page.alarms == friend.alarms == []


def test_without_scripts_the_page_says_so_and_shows_the_list(visit):
    page = visit("/kept?ids=1,2", java_script_enabled=False)
    assert page.get_by_text("a besoin de JavaScript").is_visible()
    assert page.locator(".shared .card").count() == 2
    assert not page.locator(".mine").is_visible()
    page.goto("/")
    assert page.locator("button:visible").filter(has_text="Garder").count() == 0


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_it_fits_a_phone(visit, lang):
    page = visit(f"/?lang={lang}", viewport=PHONE)
    stars(page).first.click()
    page.locator("button.save-search").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    opened(page, f"/kept?lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small = page.locator("main :is(button, a, summary, .import):visible").evaluate_all(
        "all => all.filter(e => Math.min(e.offsetWidth, e.offsetHeight) < 24).map(e => e.outerHTML)"
    )
    assert small == []


def test_the_scripts_are_small():
    for name in ("keep.js", "kept.js"):
        assert (PAGES / "static" / name).stat().st_size <= 10_000
