"""What one keeps, as the server sees it: a list that came by a link, and closing days as a calendar."""

import re
from datetime import timedelta

import pytest

from offers.database import connect
from tests.catalogue import ARABIC, CLOSED, HOSTILE_ID, MERGED, MERGED_AWAY, TODAY
from tests.visitor import PAGES, Visitor, titles

DAY = re.compile(r"DTSTART;VALUE=DATE:(\d{8})")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("keep")


@pytest.fixture(scope="module")
def get(folder):
    return Visitor(folder).get


@pytest.fixture(scope="module")
def rows(folder, get):
    db = connect(folder / "aggregator.db")
    yield lambda sql: list(db.query(sql))
    db.close()


def numbers(page) -> list[int]:
    """The ids of the offers on a page, in order."""
    return [int(id) for id in re.findall(r'<h2><a href="/offer/(\d+)', page.text)]


def test_a_list_that_came_by_a_link_is_shown_without_scripts(get, rows):
    page = get("/kept", ids=f"1,{CLOSED},{ARABIC},2,4,1")
    shown = numbers(page)
    days = {row["id"]: row["deadline_on"] for row in rows("select id, deadline_on from offers")}
    assert set(shown) == {1, 2, 4, ARABIC, CLOSED}
    assert shown[-1] == CLOSED, "what has closed comes last"
    told = [days[id] for id in shown[:-1]]
    assert told == sorted(told, key=lambda day: day or "9999"), "what closes first comes first"
    assert '<span class="tag gone">Close</span>' in page.text
    assert page.headers["x-robots-tag"] == "noindex"


def test_an_offer_merged_away_is_shown_under_the_one_that_lives(get):
    page = get("/kept", ids=f"{MERGED_AWAY},{MERGED}")
    assert numbers(page) == [MERGED]
    assert f'data-moved="{{&#34;{MERGED_AWAY}&#34;: {MERGED}}}"' in page.text
    assert "plus au catalogue.</p>" not in page.text


def test_what_is_no_longer_there_is_counted(get):
    assert "1 offre de cette liste n’est plus au catalogue." in get("/kept", ids="1,9999").text


@pytest.mark.parametrize(
    "ids",
    ["", ",", "x", "-1", "1e3", "9" * 40, "٣", "1;drop table offers", "<script>", "0," * 3000],
)
def test_any_list_is_answered(get, ids):
    page = get("/kept", ids=ids)
    assert page.status_code == 200
    assert numbers(page) == []


def test_a_list_has_an_end(get):
    page = get("/kept", ids=",".join(str(n) for n in range(400, 0, -1)))
    assert len(numbers(page)) == len(titles(page)) < 60
    assert page.status_code == 200


def test_the_scripts_hold_the_same_number():
    source = (PAGES / "keep.py").read_text("utf-8")
    most = re.search(r"MOST_OFFERS = (\d+)", source)[1]
    assert f"offers: {most}," in (PAGES / "static/keep.js").read_text("utf-8")


def test_the_page_says_that_all_stays_here_in_three_languages(get):
    for lang, said in (
        ("fr", "sur cet appareil seulement"),
        ("ar", "على هذا الجهاز فقط"),
        ("en", "on this device only"),
    ):
        page = get("/kept", lang=lang).text
        assert said in page and 'class="notice calm no-script"' in page
    assert "set-cookie" not in get("/kept").headers


def test_what_others_wrote_is_escaped(get):
    page = get("/kept", ids=str(HOSTILE_ID)).text
    assert numbers(get("/kept", ids=str(HOSTILE_ID))) == [HOSTILE_ID]
    assert "<img" not in page and "alert(1)>" not in page


def test_closing_days_of_a_search_come_soonest_first(get, rows):
    answer = get("/closing.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    expected = rows(
        "select deadline_on from offers where closed_on is null"
        f" and deadline_on >= '{TODAY}' order by deadline_on"
    )
    assert DAY.findall(answer.text) == [row["deadline_on"].replace("-", "") for row in expected]
    assert expected


def test_closing_days_are_of_the_same_search_as_the_page(get):
    within = {f"{TODAY + timedelta(days=n):%Y%m%d}" for n in range(4)}
    soon = DAY.findall(get("/closing.ics", closing=3).text)
    assert soon and set(soon) <= within
    civil = get("/closing.ics", kind="civil", q="محاسبين", lang="ar").text
    assert f"UID:offer-{ARABIC}@" in civil and f"/offer/{ARABIC}?lang=ar" in civil
    assert "آخر آجال الترشيح · محاسبين" in civil.replace("\r\n ", "")
    assert "VEVENT" not in get("/closing.ics", q="zzzz").text
