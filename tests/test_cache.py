"""Pages are kept while nothing changes, each language apart, and travel small."""

import asyncio
import gzip
import sqlite3
from datetime import date

import pytest

from datasette_plugins.reading import kept
from datasette_plugins.reading.kept import Page, Shelf
from tests.visitor import Visitor

CHANGE = "update offers set title = 'Plombier changé', title_shown = null where id = 20"


@pytest.fixture
def visitor(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LOOK", 0.0)
    one = Visitor(tmp_path)
    one.get("/")
    return one


@pytest.fixture
def made(visitor, monkeypatch):
    """The pages that are really made, in order."""
    seen = []
    render = kept._render

    async def noted(app, scope, *rest):
        seen.append(scope["path"])
        return await render(app, scope, *rest)

    monkeypatch.setattr(kept, "_render", noted)
    return seen


def ask(visitor, path, method="GET", **headers):
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(visitor.site.client.request(method, path, headers=sent))


def test_a_page_is_made_once(visitor, made):
    first, again = (visitor.get("/offer/3") for _ in range(2))
    assert made == ["/offer/3"] and first.text == again.text
    assert first.headers == again.headers


@pytest.mark.parametrize("path,times", [("/offer/3", 1), ("/offer/999999", 9)])
def test_many_who_ask_at_once_wait_for_one_page(visitor, made, path, times):
    async def all_at_once():
        return await asyncio.gather(*(visitor.site.client.get(path) for _ in range(9)))

    answers = asyncio.run(all_at_once())
    assert len(made) == times and len({answer.status_code for answer in answers}) == 1


def test_each_language_and_each_search_has_its_page(visitor, made):
    answers = {lang: visitor.get("/", accept=lang).text for lang in ("fr", "ar", "en")}
    assert all(f'<html lang="{lang}"' in text for lang, text in answers.items())
    assert answers == {lang: visitor.get("/", accept=lang).text for lang in ("fr", "ar", "en")}
    assert 'lang="ar"' in visitor.get("/", accept="en", lang="ar").text
    assert visitor.get("/", q="comptable").text != visitor.get("/", q="stage").text


def test_the_first_of_two_languages_asked_for_counts_as_it_does_for_the_page(visitor):
    for accept in ("fr", "en"):
        page = ask(visitor, "/?lang=ar&lang=en", accept_language=accept)
        assert '<html lang="ar"' in page.text


def test_another_host_has_pages_of_its_own(visitor):
    ask(visitor, "/offer/3", host="evil.example")
    assert "evil.example" not in ask(visitor, "/offer/3", host="good.example").text


def test_what_was_written_is_seen(visitor, made):
    assert "Plombier changé" not in visitor.get("/offer/20").text
    path = visitor.site.get_database().path
    with sqlite3.connect(path) as connection:
        connection.execute(CHANGE)
    assert "Plombier changé" in visitor.get("/offer/20").text


def test_another_day_is_seen(visitor, made):
    visitor.get("/offer/3")
    visitor.site._metadata_local["plugins"]["pages"]["today"] = "2026-11-22"
    visitor.get("/offer/3")
    assert made == ["/offer/3"] * 2


def test_what_is_known_is_not_sent_again(visitor):
    page = ask(visitor, "/offer/3", accept_encoding="identity")
    tag = page.headers["etag"]
    assert not tag.startswith("W/")
    again = ask(visitor, "/offer/3", accept_encoding="identity", if_none_match=f'"x", W/{tag}')
    assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
    assert again.headers["cache-control"] == page.headers["cache-control"]
    assert "content-length" not in again.headers
    assert ask(visitor, "/offer/3", if_none_match='"another"').status_code == 200


def test_who_takes_gzip_gets_it_under_a_tag_of_its_own(visitor):
    plain = ask(visitor, "/", accept_encoding="identity")
    small = ask(visitor, "/", accept_encoding="gzip, br")
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip" and small.text == plain.text
    assert int(small.headers["content-length"]) < len(plain.content) / 3
    assert small.headers["etag"] != plain.headers["etag"]
    for page in (plain, small):
        assert {"accept-language", "accept-encoding"} <= set(page.headers["vary"].split(", "))


def test_a_small_body_is_not_zipped():
    page = kept._page([(b"content-type", b"text/html")], b"x" * 200)
    assert page.zipped is None
    page = kept._page([(b"content-type", b"text/html")], b"x" * 2_000)
    assert page.zipped and gzip.decompress(page.zipped) == page.body
    assert kept._page([(b"content-type", b"image/png")], b"x" * 2_000).zipped is None


def test_head_tells_what_get_would(visitor):
    page = ask(visitor, "/", accept_encoding="identity")
    head = ask(visitor, "/", method="HEAD", accept_encoding="identity")
    assert head.status_code == 200 and head.content == b""
    assert dict(head.headers) == dict(page.headers)


@pytest.mark.parametrize("path", ["/offer/999999", "/offer/102", "/nowhere"])
def test_what_is_no_public_page_is_not_kept(visitor, made, path):
    first, again = (ask(visitor, path) for _ in range(2))
    assert len(made) == 2 and "etag" not in again.headers
    assert first.status_code == again.status_code


def test_nobody_waits_for_another_with_a_page_of_datasettes_own(visitor, made):
    assert "etag" not in ask(visitor, "/aggregator/offers").headers
    assert made == []


def test_who_sends_a_cookie_gets_a_page_of_their_own(visitor, made):
    assert ask(visitor, "/", cookie="ds_actor=me").status_code == 200
    assert made == []


def test_the_shelf_holds_so_much_and_no_more():
    shelf = Shelf(most=3 * (1_000 + kept.OVERHEAD))
    shelf.renew((1, date(2026, 11, 21)))
    for n in range(5):
        shelf.put((str(n), b"", b"", "fr"), Page([], b"x" * 1_000, None, "t"))
        assert shelf.get(("0", b"", b"", "fr")) or n > 2
    assert len(shelf.pages) == 3 and shelf.bytes <= shelf.most
    assert [key[0] for key in shelf.pages] == ["3", "0", "4"] or "4" in [k[0] for k in shelf.pages]
    shelf.renew((2, date(2026, 11, 21)))
    assert not shelf.pages and shelf.bytes == 0
