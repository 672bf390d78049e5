"""Whatever is stored is shown as text, on every page and in every format: nothing of it runs, leads on or is worked out.

The catalogue has a hostile text in every column that holds any.
"""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from aggregator.doors import ANALYST
from tests.asked import Door
from tests.browsing import DESK
from tests.catalogue import CLOSED, MERGED, PERHAPS
from tests.hostile_catalogue import HOST, make_hostile
from tests.taken_away import ask
from tests.test_headers import PAGES

FURTHER = (
    "/?q=stage&city=rabat", "/?page=2", "/?source=hostile", f"/offer/{MERGED}", f"/offer/{CLOSED}", f"/offer/{PERHAPS}", "/offer/7", "/offer/12",
    "/trends?days=30", "/aggregator/postings", "/aggregator/sources", "/aggregator/runs", "/aggregator/rejects",
    "/aggregator/overrides", "/aggregator/links", "/aggregator/posting_changes", "/aggregator/cities", "/aggregator/postings/1",
    "/aggregator/offers?_facet=company&_facet=title", "/aggregator/opened", "/aggregator/top_employers", "/aggregator/not_understood",
)  # fmt: skip
#: Elements that our own pages have, and a payload may have; those of ours bear nothing that runs.
FORBIDDEN = ("iframe", "object", "embed", "base", "math", "style", "img", "applet", "frame", "marquee")  # fmt: skip
FORMULA = re.compile(r"[=+\-@\t\r](?!\d+([.,]\d+)?(e[+-]?\d+)?$)")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return make_hostile(tmp_path_factory.mktemp("hostile") / "aggregator.db")


@pytest.fixture(scope="module")
def catalogue(hostile):
    return hostile[0]


@pytest.fixture(scope="module")
def door(catalogue):
    return Door(catalogue, ANALYST)


def test_every_text_of_others_is_hostile(hostile):
    said = {f"{table}.{column}" for table in ("offers", "postings") for column in
            ("title", "company", "excerpt", "salary", "sector", "experience", "url", "city", "description")}  # fmt: skip
    known = {"offers.url", "offers.city", "offers.description", "postings.excerpt"}
    assert said - known <= hostile[1]
    assert {
        "sources.title",
        "sources.url",
        "runs.cause",
        "rejects.payload",
        "overrides.why",
        "links.why",
    } <= hostile[1]


def read(page, target: str) -> BeautifulSoup:
    """Read a page as a browser does, and hold it to what pages are made of."""
    soup = BeautifulSoup(page.text, "lxml")
    if not target.startswith("/aggregator"):  # a cell of a table stands alone
        turned = soup.find_all(string=re.compile("[\u202a-\u202e\u2066-\u2069]"))
        assert all(text.find_parent("bdi") for text in turned), target
    assert not soup.find_all(FORBIDDEN), target
    for script in soup.find_all("script"):
        data = script.get("type") in ("application/ld+json", "application/json")
        assert data or str(script.get("src", "")).startswith(("/static/", "/-/static/")), target
        if data:
            json.loads(script.string)
    for tag in soup.find_all(True):
        assert not any(
            name.startswith("on") or name in ("style", "srcdoc", "autofocus") for name in tag.attrs
        ), (target, tag)
        for name in ("href", "src", "action", "formaction", "xlink:href", "poster"):
            if name in tag.attrs:
                _leads(tag, str(tag[name]), target)
    return soup


def _leads(tag, address: str, target: str) -> None:
    """Check that an address stays here, or is one of the web that is told nothing of us."""
    plain = re.sub(r"[\x00-\x20]", "", address).lower()
    assert not re.match(r"[a-z][a-z0-9+.-]*:", plain) or plain.startswith(
        ("http://", "https://", "mailto:robot@")
    ), (target, tag)
    assert not plain.startswith(("//", "/\\")), (target, tag)
    if tag.name == "a" and re.match(rf"https?://{HOST}", plain):
        assert {"nofollow", "noopener"} <= set(tag.get("rel", [])), (target, tag)


def test_nothing_that_is_stored_becomes_a_page(door):
    asked = 0
    for target in (*PAGES, *FURTHER):
        page = door(target)
        assert page.status < 500, target
        if page.headers.get("content-type", "").startswith("text/html") and page.status == 200:
            read(page, target)
            asked += 1
    assert asked > 40


@pytest.mark.parametrize(
    "target",
    [
        "/api/offers.json?limit=100",
        "/api/offers/103.json",
        "/api/facets.json",
        "/cv/lexicon.json",
        "/aggregator/postings.json?_size=max",
        "/aggregator/offers.json?_facet=company",
        "/aggregator.json",
    ],
)
def test_data_is_data(door, target):
    answer = door(target)
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json() is not None
    if target.startswith("/api/offers.json"):
        for offer in answer.json()["offers"]:
            for posting in offer["postings"]:
                assert re.match(r"https?://", posting["url"] or "http://")


def test_feeds_and_calendars_hold_lines(door):
    feed = door("/feed.atom")
    root = ElementTree.fromstring(feed.body)
    names = {element.tag.partition("}")[2] for element in root.iter()}
    assert names <= {
        "feed",
        "title",
        "subtitle",
        "link",
        "updated",
        "id",
        "entry",
        "author",
        "name",
        "uri",
        "published",
        "summary",
        "category",
        "content",
        "icon",
        "logo",
        "generator",
        "rights",
    }
    for element in root.iter():
        assert (element.get("href") or "http").startswith(("http://emplois.example", "http", "/"))
    days = door("/closing.ics?within=30").body.decode()
    for target in ("/offer/1.ics", "/offer/4.ics", "/offer/7.ics", "/offer/10.ics"):
        days += door(target).text
    assert not re.search(r"^(ATTACH|Set-Cookie)", days, re.MULTILINE)


@pytest.mark.parametrize("name", ["offers", "postings", "sources", "rejects", "not_understood"])
def test_no_cell_of_a_csv_is_worked_out(door, name):
    for asked in ("_size=max", "_stream=1&_labels=on", "_size=max&_dl=1&_header=off"):
        answer = door(f"/aggregator/{name}.csv?{asked}")
        rows = list(csv.reader(io.StringIO(answer.text, newline="")))
        assert answer.status == 200
        assert not [cell for row in rows for cell in row if FORMULA.match(cell)]
        assert len({len(row) for row in rows}) <= 1, "every row has all its cells"
    book = load_workbook(io.BytesIO(door(f"/aggregator/{name}.xlsx?_size=max").body))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_numbers_stay_numbers_and_texts_stay_whole(door):
    sql = "select+-5,+-1.5,+1e-7,+'-5',+'=1',+'a%3B%40b',+'x'+union+select+1,2,3,4,'%2B1','%C3%A9\"','+=2'"
    rows = csv.reader(io.StringIO(door(f"/aggregator.csv?sql={sql}").text, newline=""))
    assert list(rows)[1:] == [["-5", "-1.5", "1e-07", "-5", "'=1", "a;'@b", "x"], ["1", "2", "3", "4", "+1", 'é"', " =2"]]  # fmt: skip


def test_nothing_that_is_taken_away_is_worked_out(catalogue, tmp_path):
    told = ask("export", str(tmp_path), "--now", "2026-11-21T18:00", "--db", catalogue)
    assert told.exit_code == 0, told.output
    for name in ("offers", "postings", "sources"):
        [file] = Path(tmp_path).glob(f"*/csv/{name}.csv")
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                said = {k: v for k, v in row.items() if not k.endswith("_code") and k != "language"}
                assert not [cell for cell in said.values() if FORMULA.match(cell)], said


def test_nothing_runs_in_a_browser(chromium, address):
    """No script of a field, no dialog, nothing from elsewhere, and nothing that our own policy had to stop."""
    context = chromium.new_context(locale="fr-FR", viewport=DESK, base_url=address)
    told: list[tuple[str, str]] = []
    context.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.sourceFile))"
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: (told.append((page.url, dialog.message)), dialog.dismiss()))
    page.on(
        "console", lambda line: told.append((page.url, line.text)) if line.type == "error" else None
    )
    page.on("pageerror", lambda error: told.append((page.url, str(error))))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(address) else told.append((page.url, asked.url)),
    )
    for target in (*PAGES, *FURTHER):
        if re.search(r"\.(json|ics|csv|xlsx|atom|txt|css|ico|db)|^/(static|-|:)", target):
            continue
        page.goto(target, wait_until="load")
        assert page.evaluate("window.ran") is None, target
        assert page.url.startswith(address)
    context.close()
    assert told == []
