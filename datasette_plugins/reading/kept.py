"""Answers kept in memory until the file or the day changes; ETag, 304, HEAD and gzip for them."""

import asyncio
import gzip
import hashlib
import re
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette_plugins.reading.reader import choose, reader_of

MOST_BYTES, MOST_PAGE = 48 * 2**20, 2**21
LEAST_ZIPPED = 1_000
#: Seconds between two looks at the file.
LOOK = 1.0
#: What an entry takes besides its body.
OVERHEAD = 2_000
_TEXT = re.compile(rb"text/|application/(json|\w+\+xml|xml|javascript)|image/svg")

Headers = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, bytes, str]
State = tuple[int, date]
App = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one answer: its headers but those that say how it travels, its body plain and zipped."""

    headers: Headers
    body: bytes
    zipped: bytes | None
    etag: str

    @property
    def size(self) -> int:
        return len(self.body) + len(self.zipped or b"") + OVERHEAD


@dataclass
class Shelf:
    """Keep the pages last asked for, up to MOST bytes, while the STATE they were made in lasts."""

    most: int = MOST_BYTES
    state: State | None = None
    bytes: int = 0
    pages: OrderedDict[Key, Page] = field(default_factory=OrderedDict)

    def renew(self, state: State | None) -> None:
        """Forget all pages when STATE is another."""
        if state != self.state:
            self.pages.clear()
            self.state, self.bytes = state, 0

    def get(self, key: Key) -> Page | None:
        """Return the page of KEY, which is then the last to go."""
        if key in self.pages:
            self.pages.move_to_end(key)
        return self.pages.get(key)

    def put(self, key: Key, page: Page) -> None:
        """Keep PAGE; those least lately asked for make room."""
        self.drop(key)
        self.pages[key] = page
        self.bytes += page.size
        while self.bytes > self.most:
            self.drop(next(iter(self.pages)))

    def drop(self, key: Key) -> None:
        """Forget the page of KEY."""
        if gone := self.pages.pop(key, None):
            self.bytes -= gone.size


@dataclass
class Watch:
    """Look, once a second at most, whether somebody wrote to the file, and which day it is."""

    site: Any
    clock: Callable[[], float] = time.monotonic
    looked: float = float("-inf")
    state: State | None = None
    connection: sqlite3.Connection | None = None

    def now(self) -> State | None:
        """Return what pages hang on; None where there is no file to watch."""
        if self.clock() - self.looked >= LOOK:
            self.looked = self.clock()
            self.state = self._look()
        return self.state

    def _look(self) -> State | None:
        if self.connection is None:
            path = self.site.get_database().path
            if not path:
                return None
            address = f"{Path(path).resolve().as_uri()}?mode=ro"
            self.connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        version = self.connection.execute("pragma data_version").fetchone()[0]
        return version, reader_of(self.site, None).today


def key_of(scope: dict) -> Key:
    """Say what an answer hangs on: the host, which links name; path and query; the language chosen."""
    sent = dict(scope["headers"])
    query = scope.get("query_string", b"")
    asked = dict(reversed(parse_qsl(query.decode("latin-1")))).get("lang")
    language = choose(asked, sent.get(b"accept-language", b"").decode("latin-1"))
    return f"{scope.get('scheme')}://{scope['path']}", query, sent.get(b"host", b""), language


def _may_be_kept(scope: dict) -> bool:
    """Tell whether a request asks for what everybody is answered alike."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    return not {b"cookie", b"authorization", b"range"} & {name for name, _ in scope["headers"]}


def _is_stock(site: Any, scope: dict) -> bool:
    """Tell whether a page is Datasette's own: none of these is kept, and nobody should wait for another's."""
    path = scope["path"].removeprefix(site.setting("base_url").rstrip("/"))
    return path.startswith((f"/{site.get_database().route}/", "/-/"))


def _public(start: dict) -> bool:
    """Tell whether an answer, by its first message, is a page for everybody."""
    headers = dict(start["headers"])
    return (
        start["status"] == 200
        and b"public" in headers.get(b"cache-control", b"")
        and not {b"set-cookie", b"content-encoding"} & headers.keys()
    )


async def _render(
    app: App, scope: dict, receive: Callable, send: Callable, not_kept: Callable[[], None]
) -> Page | None:
    """Let APP answer in full; what is not to be kept is sent on at once, which NOT_KEPT is told, and None returned."""
    start: dict = {}
    body = bytearray()
    through = False

    async def take(message: dict) -> None:
        nonlocal through
        if message["type"] == "http.response.start":
            start.update(message, headers=[(k.lower(), v) for k, v in message["headers"]])
            if through := not _public(start):
                not_kept()
        elif not through:
            body.extend(message.get("body", b""))
            through = len(body) > MOST_PAGE
            if not through:
                return
            await send(start)
            message = message | {"body": bytes(body)}
        if through:
            await send(message)

    await app(scope | {"method": "GET"}, receive, take)
    return None if through else _page(start["headers"], bytes(body))


def _page(headers: Headers, body: bytes) -> Page:
    kept = [(k, v) for k, v in headers if k not in (b"content-length", b"vary", b"etag")]
    varies = dict(headers).get(b"vary", b"")
    kept.append((b"vary", b", ".join(filter(None, [varies, b"accept-encoding"]))))
    text = _TEXT.match(dict(headers).get(b"content-type", b""))
    zipped = gzip.compress(body, 6, mtime=0) if text and len(body) >= LEAST_ZIPPED else None
    return Page(kept, body, zipped, hashlib.sha1(body).hexdigest()[:20])


def takes_gzip(accepted: str) -> bool:
    """Tell whether a client takes gzip.

    >>> takes_gzip("br, gzip;q=0.8"), takes_gzip("gzip;q=0, br"), takes_gzip("*")
    (True, False, True)
    """
    for wish in accepted.lower().split(","):
        name, _, weight = wish.partition(";q=")
        if name.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*0(\.0*)?\s*", weight)
    return False


def matches(asked: str, etag: str) -> bool:
    """Tell whether If-None-Match names ETAG.

    >>> matches('"a", W/"b"', '"b"'), matches("*", '"b"'), matches('"a"', '"b"')
    (True, True, False)
    """
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return etag in tags or tags == ["*"]


async def _send(page: Page, scope: dict, send: Callable) -> None:
    sent = {k: v.decode("latin-1") for k, v in scope["headers"]}
    zipped = page.zipped if takes_gzip(sent.get(b"accept-encoding", "")) else None
    etag = f'"{page.etag}{"-gzip" if zipped else ""}"'
    headers = [*page.headers, (b"etag", etag.encode())]
    if matches(sent.get(b"if-none-match", ""), etag):
        headers = [(k, v) for k, v in headers if k != b"content-type"]
        await _answer(send, 304, headers, b"")
        return
    body = page.body if zipped is None else zipped
    headers += [(b"content-encoding", b"gzip")] if zipped else []
    headers.append((b"content-length", str(len(body)).encode()))
    await _answer(send, 200, headers, b"" if scope["method"] == "HEAD" else body)


async def _answer(send: Callable, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def keeping(site: Any, app: App) -> App:
    """Wrap APP, which answers for SITE, so that what it says to everybody alike is made once."""
    shelf, watch = Shelf(), Watch(site)
    making: dict[Key, asyncio.Future[Page | None]] = {}

    async def made(key: Key, scope: dict, receive: Callable, send: Callable) -> Page | None:
        before = watch.now()
        waited = making[key] = asyncio.get_running_loop().create_future()
        try:
            page = await _render(app, scope, receive, send, partial(_tell, waited, None))
            if page and before and watch.now() == before == shelf.state:
                shelf.put(key, page)
            _tell(waited, page)
            return page
        finally:
            _tell(waited, None)
            if making.get(key) is waited:
                del making[key]

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if not _may_be_kept(scope) or _is_stock(site, scope):
            await app(scope, receive, send)
            return
        shelf.renew(watch.now())
        key = key_of(scope)
        page = shelf.get(key) or (await making[key] if key in making else None)
        if page := page or await made(key, scope, receive, send):
            await _send(page, scope, send)

    return answer


def _tell(waited: asyncio.Future[Page | None], page: Page | None) -> None:
    """Tell those who wait for the same page that there is one, or that each must ask for it."""
    if not waited.done():
        waited.set_result(page)
