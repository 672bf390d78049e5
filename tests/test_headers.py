"""Every answer has our headers: whichever page, whatever came of it, whoever makes it."""

import contextlib
import socket
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.doors import ANALYST
from datasette_plugins.guarding.headers import HEADERS
from tests.asked import Door
from tests.catalogue import MERGED_AWAY, make_catalogue
from tests.test_attacks import serving

#: What an address is made of, where a route is tried that nobody has thought of here.
SIGNS = string.ascii_letters + string.digits + "/.-_:"
PAGES = (
    "/", "/sources", "/about", "/privacy", "/offer/1", "/offer/1.ics", "/employers", "/regions", "/region/04", "/town/rabat",
    "/sectors", "/sector/it", "/kept?ids=1", "/cv", "/cv/results?skill=python", "/cv/lexicon.json", "/closing.ics", "/feed.atom",
    "/api", "/api/openapi.json", "/api/offers.json", "/api/offers/1.json", "/api/facets.json", "/questions", "/trends", "/health", "/robots.txt",
    "/static/site.css", "/-/static/app.css", "/favicon.ico", "/aggregator", "/aggregator/offers", "/aggregator/offers/1",
    "/aggregator/offers.json", "/aggregator/offers.csv", "/aggregator/offers.xlsx", "/-/metadata.json", "/-/config", "/:memory:",
    "/-/versions", "/-/logout", "/aggregator.db",
)  # fmt: skip
FURTHER = (
    f"/offer/{MERGED_AWAY}", "/offer/9999", "/nowhere", "/nowhere/", "/a%zz", "/aggregator/offers?_sort=nope",
    "/aggregator/offers?_size=999999", "/aggregator/offers.csv?_stream=1", "/aggregator?sql=select+1", "/aggregator.csv?sql=select+1",
    "/aggregator.json?sql=select+x", "/aggregator/opened", "/trends/opened.csv", "/feed.atom?q=stage", "/static/nowhere.css",
    "/static/../guard.py", "/api/offers/9999.json", "/api/offers.json?limit=x", "/?q=" + "x" * 40_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return make_catalogue(tmp_path_factory.mktemp("headers") / "aggregator.db")


@pytest.fixture(scope="module")
def door(path):
    return Door(path, ANALYST)


def missing(answer) -> list[str]:
    """The headers of ours that an answer has not, or has twice."""
    names = [name.lower() for name, _ in answer.lines]
    values = {name.lower(): value for name, value in answer.lines}
    return [name for name, value in HEADERS.items()
            if names.count(name) != 1 or values[name] != value]  # fmt: skip


@settings(max_examples=2, derandomize=True, database=None)
@given(st.data())
def test_every_route_that_is_registered_answers_with_our_headers(door, data):
    patterns = [regex for regex, _ in door.site._routes()]
    assert len(patterns) > 50
    for pattern in patterns:
        address = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=SIGNS))
        assert missing(door(address)) == [], address


@pytest.mark.parametrize("target", PAGES)
def test_every_page_does(door, target):
    assert missing(door(target)) == []


@pytest.mark.parametrize("target", FURTHER, ids=lambda target: target[:40])
def test_so_does_what_goes_wrong(door, target):
    assert missing(door(target)) == []


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])  # fmt: skip
@pytest.mark.parametrize("target", ["/", "/api/offers.json", "/aggregator/offers", "/static/site.css"])  # fmt: skip
def test_so_does_every_method(door, method, target):
    answer = door(target, method)
    assert missing(answer) == []
    assert answer.status == {"HEAD": 200, "OPTIONS": 204}.get(method, 405)
    if method not in ("HEAD",):
        told = answer.headers.get("allow") or answer.headers.get("access-control-allow-methods")
        assert told == "GET, HEAD, OPTIONS"
    if method == "HEAD":
        assert answer.body == b""


def test_so_does_what_did_not_change(door):
    tag = door("/").headers["etag"]
    answer = door("/", if_none_match=tag)
    assert answer.status == 304 and missing(answer) == []


def test_only_https_is_made_to_last(door):
    assert "strict-transport-security" not in door("/").headers
    secure = door("/", scheme="https")
    assert secure.headers["strict-transport-security"] == "max-age=31536000"


def test_files_whose_address_names_their_version_are_kept(door):
    assert "immutable" in door("/static/site.css?v=1").headers["cache-control"]
    assert "immutable" not in door("/static/nowhere.css?v=1").headers.get("cache-control", "")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = make_catalogue(tmp_path_factory.mktemp("connections") / "aggregator.db")
    with serving(made) as (address, _):
        yield address.rpartition(":")[2]


def say(port: str, *parts: bytes, pause: float = 0.0) -> bytes:
    """Send PARTS over a connection, and return all that comes back until it is closed."""
    with socket.create_connection(("127.0.0.1", int(port)), timeout=30) as wire:
        # Who says too much is cut off before all is said.
        with contextlib.suppress(ConnectionError):
            for part in parts:
                wire.sendall(part)
                time.sleep(pause)
        heard = b""
        with contextlib.suppress(ConnectionError):
            while part := wire.recv(65_536):
                heard += part
    return heard


GET = b"GET %s HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n%s\r\n"


@pytest.mark.parametrize(
    "said, status",
    [
        (GET % (b"/robots.txt", b""), 200),
        (b"nonsense\r\n\r\n", 400),
        (GET % (b"/", b"X: a\0b\r\n"), 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (GET % (b"/", b"Host: b.example\r\n"), 400),
        (GET % (b"/", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 200),
        (GET % (b"/?q=" + b"x" * 20_000, b""), 414),
        (GET % (b"/", b"X: " + b"y" * 20_000 + b"\r\n"), 431),
        (GET % (b"/", b"Content-Length: 9999999\r\n"), 413),
        (b"POST / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nContent-Length: 4\r\n\r\nq=1;", 405),
    ],
    ids=["a request", "nonsense", "a nought", "no host", "two hosts", "two lengths", "a long address", "large headers",
         "a large body", "a body"],
)  # fmt: skip
def test_the_server_s_own_refusals_have_them_too(server, said, status):
    head = say(server, said).partition(b"\r\n\r\n")[0].decode("latin-1").lower()
    assert head.startswith(f"http/1.1 {status} ")
    assert all(f"{name}: {value}".lower() in head for name, value in HEADERS.items())
    assert "uvicorn" not in head and "datasette" not in head
