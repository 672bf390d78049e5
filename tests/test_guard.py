"""What the pages are held to, whatever is asked of them and whatever others wrote."""

import html
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from urllib.parse import quote

import pytest

from tests.catalogue import HOSTILE, HOSTILE_ID, LONG, make_catalogue
from tests.visitor import PAGES, ROOT, Visitor, total


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("pages")).get


@pytest.mark.parametrize(
    "asked",
    ['"', '""', "*", "a*", "-x", "AND OR NOT", "NEAR(a b)", "(", "col:x", "🙂", "'; drop table offers",
     "\x00", "%", "x" * 10_000, "mot " * 3_000, "\ud7ff", "٪", "^a", "{a b}"],
)  # fmt: skip
def test_no_question_is_an_error(get, asked):
    assert get("/", q=asked).status_code == 200
    assert get("/feed.atom", q=asked).status_code == 200
    assert get("/aggregator/offers", _search=asked).status_code == 200


@pytest.mark.parametrize(
    "params",
    [{"page": "-1"}, {"page": "x"}, {"page": "9" * 40}, {"page": "²"}, {"upto": "9" * 40},
     {"within": "'"}, {"sort": "1;"}, {"city": "' or 1=1"}, {"city": ["a"] * 500}, {"kind": "[]"},
     {"lang": "xx"}, {"source": HOSTILE}],
)  # fmt: skip
def test_no_address_is_an_error(get, params):
    page = get("/", **params)
    assert page.status_code == 200
    assert HOSTILE not in page.text


@pytest.mark.parametrize(
    "path", ["/", "/sources", f"/offer/{HOSTILE_ID}", "/feed.atom", f"/offer/{LONG}"]
)
def test_what_others_wrote_is_text_and_nothing_else(get, path):
    page = get(path, **({"source": "hostile"} if path == "/" else {}))
    text = page.text
    assert "<script>" not in text and "<img" not in text and "<b>" not in text
    assert not re.search(r"href=\"\s*javascript:", text, re.IGNORECASE)
    assert "\u202e" not in text
    assert html.escape("<script>alert(", quote=False) in text or path in (
        "/sources",
        f"/offer/{LONG}",
    )


def test_the_full_text_of_others_is_never_shown(get):
    """Neither on our pages nor, whatever is asked, in Datasette's."""
    secret = "Le reste du texte"
    sql = "select group_concat(description) from postings"
    for page in (
        get("/offer/1"), get("/aggregator/postings.json", _shape="array"),
        get("/aggregator/postings/1"), get("/aggregator.json", sql=sql),
        get("/aggregator.json", sql="select highlight(offer_search, 3, '', '') from offer_search('stage')"),
        get("/aggregator/offer_words.json"),
    ):  # fmt: skip
        assert page.status_code == 200
        assert secret not in page.text and "rest text parait" not in page.text
    excerpt = re.search(r'<p class="text"[^>]*>(.*?)</p>', get(f"/offer/{LONG}").text)[1]
    assert len(excerpt) <= 300


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/offer/1",
        "/nowhere",
        "/aggregator",
        "/aggregator/offers",
        "/static/site.css",
        "/robots.txt",
    ],
)
def test_every_answer_has_our_headers(get, path):
    headers = get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers.get_list("referrer-policy") == ["strict-origin-when-cross-origin"]
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/offer/103", "/sources", "/about", "/nowhere"])
def test_pages_are_light_and_need_nothing_from_elsewhere(get, path):
    page = get(path)
    assert len(page.content) <= 60_000
    assert not re.search(r"<style|<[^>]*\s(style|on\w+)=", page.text)
    assert not re.search(r"<script(?! type=\"application/(?:ld|json)| src=\"/static/)", page.text)
    assert not re.search(r"(?:src|<link[^>]+stylesheet[^>]+href)=\"https?:", page.text)
    assert (PAGES / "static/site.css").stat().st_size < 20_000


def test_datasette_finds_what_the_site_finds(get):
    """Its own search box cuts the question as ours does; nonsense finds nothing there, too."""

    def rows(asked: str) -> int:
        page = get("/aggregator/offers.json", _search=asked, _shape="objects", _size="max")
        return page.json()["filtered_table_rows_count"]

    assert rows("zzzz") == 0
    assert rows('"*') == 0
    assert rows("développeurs") == total(get("/", q="développeurs")) > 0


def test_datasette_s_pages_wear_our_header(get):
    page = get("/aggregator/offers", _lang="ar")
    assert page.status_code == 200
    assert '<html lang="ar" dir="rtl">' in page.text
    assert '<main id="main" class="wrap" lang="en" dir="ltr">' in page.text
    assert get("/aggregator").status_code == get("/aggregator/offers/1").status_code == 200


@pytest.mark.parametrize(
    "sql",
    ["select length(randomblob(900000000))", "select printf('%.*c', 500000000, 'x')",
     "select * from pragma_database_list",
     "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"],
)  # fmt: skip
def test_no_sql_of_a_visitor_works_us_to_death(get, sql):
    page = get("/aggregator.json", sql=sql)
    assert page.status_code == 400


def test_where_the_file_lies_is_not_told(get):
    assert get("/-/databases.json").status_code == 404
    assert get("/-/threads").status_code == 404


def test_robots(get):
    page = get("/robots.txt")
    assert page.headers["content-type"].startswith("text/plain")
    assert "Disallow: /aggregator" in page.text


def test_the_plain_command_finds_our_modules(tmp_path):
    """`datasette aggregator.db --plugins-dir …`, without the checkout on the path."""
    path = make_catalogue(tmp_path / "aggregator.db")
    code = "import sys; sys.path = [p for p in sys.path if p]; from datasette.cli import cli; cli()"
    command = [
        sys.executable, "-P", "-c", code, path, "-m", "datasette.yaml",
        "--plugins-dir", "datasette_plugins", "--template-dir", "datasette_plugins/templates",
        "--static", "static:datasette_plugins/static", "--get", f"/?q={quote('comptable')}",
    ]  # fmt: skip
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert "Comptable" in answer.stdout


def test_how_a_posting_changed_is_told_without_its_text(tmp_path):
    visitor = Visitor(tmp_path)
    with closing(sqlite3.connect(tmp_path / "aggregator.db")) as db:
        db.execute(
            "insert into posting_versions (posting, run, seen_at, changes) values (1, 1, '2026-11-20', ?)",
            ['{"description": ["SECRET ONE", "SECRET TWO"], "salary": ["4000", "5000"]}'],
        )
        db.commit()
    shown = visitor.get("/aggregator/posting_changes.json", _shape="array").text
    assert "5000" in shown and "SECRET" not in shown
    kept = visitor.get("/aggregator/posting_versions.json", _shape="array").text
    assert '"changes": null' in kept and "SECRET" not in kept
    # SQLite tells the authorizer the name of a common table expression as it does a view's.
    feigned = "with posting_changes as (select changes from posting_versions) select * from posting_changes"
    assert "SECRET" not in visitor.get("/aggregator.json", sql=feigned, _shape="array").text


def test_a_file_of_another_name_is_searched_as_well(tmp_path):
    visitor = Visitor(tmp_path, "elsewhere")
    found = [
        visitor.get("/elsewhere/offers.json", _search=words, _shape="array").json()
        for words in ("comptable", "zzzzqq")
    ]
    assert 0 < len(found[0]) < 20 and found[1] == []
