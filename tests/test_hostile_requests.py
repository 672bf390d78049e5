"""What nobody means well with is answered in our words: no traceback, no path of the machine, nothing of SQL."""

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from aggregator.doors import ANALYST
from datasette_plugins.guarding import deadline
from tests.asked import FAR, Door
from tests.catalogue import make_catalogue

BAD = ("%00", "%ff%fe", "%zz", "%C3", "9" * 400, "-1", "1e999", "'%20or%201=1--", "[]", "%0d%0aX:1", "//evil.example/", "~7E~00",
       "<script>alert(1)</script>", "..%2f..%2fetc%2fpasswd", "%E2%80%AE", "%EF%BF%BF", "\\", "null", "a" * 3_000)  # fmt: skip
ROUTES = ("/", "/offer/1", "/employers", "/cv/results", "/kept", "/closing.ics", "/feed.atom", "/api/offers.json",
          "/api/facets.json", "/trends", "/questions", "/aggregator/offers", "/aggregator/offers.json", "/aggregator/offers.csv",
          "/aggregator/opened", "/aggregator/offers/1")  # fmt: skip
#: What each kind of page reads from its address.
NAMES = ("q", "city", "near", "page", "lang", "id", "limit", "cursor", "days", "skill", "_next", "_sort", "_size", "_facet", "_search",
         "_col", "_shape", "_labels", "title__gt", "id__in", "nope__x")  # fmt: skip
INTERNALS = re.compile(
    r"Traceback|site-packages|no such|syntax error|unrecognized token|sqlite|near &#3|File \"",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("where-the-file-lies")


@pytest.fixture(scope="module")
def door(folder):
    return Door(make_catalogue(folder / "aggregator.db"))


def is_ours(answer, folder) -> bool:
    """Tell whether an answer is one of ours: a page in French, or data; and tells nothing of the machine."""
    told = answer.text + str(answer.lines)
    assert folder.name not in told
    if answer.status >= 400:
        assert not INTERNALS.search(answer.text), answer.text[:400]
        kind = answer.headers["content-type"]
        assert not kind.startswith("text/html") or '<html lang="fr"' in answer.text
    return answer.status < 500


@pytest.mark.parametrize("route", ROUTES)
def test_no_parameter_breaks_a_page(door, folder, route):
    for place, name in enumerate(NAMES):
        for bad in BAD[place % 9 :: 9]:
            answer = door(f"{route}?{name}={bad}")
            assert is_ours(answer, folder), (name, bad, answer.status)


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_no_path_breaks_a_page_or_leads_away(door, folder, bad):
    for route in (
        "",
        "/offer",
        "/region",
        "/town",
        "/employer",
        "/api/offers",
        "/static",
        "/aggregator",
        "/aggregator/offers",
    ):
        for target in (f"{route}/{bad}", f"{route}{bad}/", f"//{bad}{route}/"):
            answer = door(target if target.startswith("/") else f"/{target}")
            assert is_ours(answer, folder), target
            location = answer.headers.get("location", answer.headers.get("Location", "/"))
            assert re.match(r"/(?![/\\])", location), (target, location)


@pytest.mark.parametrize(
    "target", ["/", "/offer/1", "/api/offers.json", "/aggregator/offers", "/cv/results"]
)
def test_no_header_breaks_a_page(door, folder, target):
    for name, value in (
        ("accept", "*/" * 2_000), ("accept_language", "x" * 4_000), ("accept_language", "ar;q=ümm,,;q=;;,*"),
        ("accept_encoding", "gzip;q=x, ,;"), ("if_none_match", '"' * 3_000), ("range", "bytes=9-1,-"), ("cookie", "a=\x01; ds_actor=x; ==;;"),
        ("authorization", "Bearer x"), ("if_modified_since", "never"), ("x_original_url", "/aggregator.db"), ("x_rewrite_url", "/-/versions"),
        ("x_http_method_override", "DELETE"), ("transfer_encoding", "chunked"), ("upgrade", "websocket"),
    ):  # fmt: skip
        answer = door(target, **{name: value})
        assert is_ours(answer, folder), (name, value[:20], answer.status)
        assert answer.status < 400, (name, value[:20])


def test_nobody_chooses_what_others_are_shown(door):
    """No header that a cache does not look at changes a page; a host that is none is refused."""
    plain = door("/offer/1").body
    for name in (
        "x_forwarded_host",
        "x_forwarded_proto",
        "x_forwarded_prefix",
        "forwarded",
        "x_host",
        "referer",
        "user_agent",
        "origin",
    ):
        assert door("/offer/1", **{name: "evil.example"}).body == plain
    assert b"evil.example" not in door("/api/offers.json", x_forwarded_host="evil.example").body
    for host in ('"><script>', "a b", "evil.example/x", "a@b", "", "[::1", "x" * 300):
        answer = door("/feed.atom", host=host)
        assert answer.status == 400 and (not host or host not in answer.text)
    assert (
        door("/", host="[2001:db8::1]:8001").status == door("/", host="127.0.0.1:81").status == 200
    )


@pytest.mark.parametrize("key", ["next", "url", "redirect", "return_to", "continue", "r"])
def test_no_parameter_leads_away(door, key):
    for target in ("/", "/-/logout", "/aggregator/offers", "/cv"):
        answer = door(f"{target}?{key}=https://evil.example/")
        told = {name.lower(): value for name, value in answer.lines}
        assert told.get("location", "/") == "/"
        assert 'href="https://evil.example' not in answer.text


@pytest.mark.parametrize(
    "path", ["../guard.py", "%2e%2e/guard.py", "..%2fguard.py", "....//guard.py", "/etc/passwd", "%2fetc%2fpasswd", "vendor", "vendor/",
             "..\\guard.py", "site.css%00.js", "%00", "a" * 5_000]
)  # fmt: skip
def test_only_our_files_are_handed_out(door, folder, path):
    for root in ("/static/", "/-/static/"):
        answer = door(f"{root}{path}")
        assert 400 <= answer.status < 500 and is_ours(answer, folder)
        assert "import " not in answer.text and "root:" not in answer.text


def test_what_is_too_long_or_sent_is_refused_in_the_reader_s_language(door):
    long = door("/?q=" + "x" * 9_000, accept_language="ar")
    assert long.status == 414 and "هذا العنوان طويل جدا" in long.text
    assert door("/?q=" + "x" * 9_000).status == 414
    sent = door("/", "POST", body=b"q=1", content_length="3", accept_language="en")
    assert sent.status == 405 and "This can only be read" in sent.text
    assert door("/", "POST", content_length="99999999").status == 413
    assert door("/", content_length="-1").status == 413
    assert door("/", large="y" * 20_000).status == 431
    assert door("/api/offers.json", "DELETE").json()["status"] == 405


def gone(path):
    path.unlink()


def rubbish(path):
    path.write_bytes(bytes(path.stat().st_size))


def cut_in_half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def another_file(path):
    with closing(sqlite3.connect(path.with_name("other.db"))) as other:
        other.execute("create table t (x)")
    shutil.copyfile(path.with_name("other.db"), path)


LOST = ("/", "/offer/1", "/sources", "/api/offers.json", "/feed.atom", "/aggregator", "/aggregator/offers", "/aggregator/offers.json",
        "/aggregator/offers.csv", "/aggregator/opened", "/trends")  # fmt: skip


@pytest.mark.parametrize("lose", [gone, rubbish, cut_in_half, another_file])
def test_a_file_that_is_lost_is_our_fault_and_no_secret(folder, tmp_path, lose):
    path = tmp_path / "aggregator.db"
    shutil.copyfile(folder / "aggregator.db", path)
    door = Door(path)
    assert door("/about").status == 200
    lose(path)
    for target in LOST:
        answer = door(target)
        assert answer.status in (200, 400, 404, 500, 503), target
        is_ours(answer, tmp_path)
        assert "malformed" not in answer.text and "unable to open" not in answer.text


def test_an_answer_that_does_not_come_is_given_up(door, monkeypatch):
    async def asleep(*_):
        await asyncio.sleep(9)

    monkeypatch.setattr(deadline, "BEGUN", 0.05)
    told = []

    async def send(message):
        told.append(message)

    assert asyncio.run(deadline.in_time(asleep, {"path": "/"}, None, send)) == "late"

    async def half(scope, receive, send):
        await send({"type": "http.response.start"})
        await asyncio.sleep(9)

    assert asyncio.run(deadline.in_time(half, {"path": "/"}, None, send, 0.05)) is None
    assert told == [{"type": "http.response.start"}], "the server closes what is half sent"


def test_an_analyst_is_told_what_is_wrong_with_their_sql(folder):
    asked = Door(folder / "aggregator.db", ANALYST)("/aggregator.json?sql=select+nope", client=FAR)
    assert asked.status == 400 and "no such column: nope" in asked.json()["error"]
