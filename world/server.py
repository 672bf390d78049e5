"""All the sites on one loopback port, told apart by host name, with faults to order."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from world.faults import Fault, spoil
from world.market import Market
from world.sites import Ask, Page, address, site, sites

#: A site by its path, for a browser: /-/www.rekrute.com/offres.html
PREFIX = "/-/"
LOOPBACK = ("127.0.0.1", "localhost")


class World:
    """Show a market's sites; ``day`` may be set while it serves.

    ``asked`` counts what was asked for, by (host, kind of page). FAULTS maps a host to what is
    wrong with it.
    """

    def __init__(self, market: Market, day: int = 0, faults: dict[str, Fault] | None = None):
        self.market, self.day = market, day
        self.faults = faults or {}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.unchanged: Counter[str] = Counter()  # answers 304, by host
        self.url = ""

    @contextmanager
    def serve(self, port: int = 0) -> Iterator["World"]:
        """Serve on a loopback PORT (0: any that is free); ``url`` says where."""
        with ThreadingHTTPServer(("127.0.0.1", port), _handler(self)) as server:
            server.daemon_threads = True
            self.url = f"http://127.0.0.1:{server.server_port}"
            thread = Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
            )
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()

    def answer(self, host: str, target: str, body: str = "") -> Page:
        """Answer what is asked of HOST: a page, or what its fault makes of it; BODY is what is posted."""
        page = self._page(host, target, body)
        self.asked[host, page.kind] += 1
        fault = self.faults.get(host)
        if fault is None or not fault.on(self.day):
            return page
        if fault.kind == "slow":
            time.sleep(fault.seconds)
        return spoil(page, fault)

    def _page(self, host: str, target: str, body: str) -> Page:
        found = site(host)
        if found is None:
            return Page("unknown", f"no site of this world is named {host}", 404)
        parts = urlsplit(target)
        path = unquote(parts.path)
        if path == "/robots.txt":
            return _robots(found.ROBOTS)
        ask = Ask(self.market, self.day, path, dict(parse_qsl(parts.query)), host, body)
        return found.answer(ask) or Page("missing", "<h1>404</h1>", 404)


def _robots(text: str | None) -> Page:
    status = 404 if text is None else 200
    return Page("robots", text or "not found", status, "text/plain; charset=utf-8")


def _asked_of(host: str, target: str) -> tuple[str, str]:
    """Tell the host and what is asked of it, from the Host header or the path.

    >>> _asked_of("127.0.0.1:8080", "/-/www.rekrute.com/offres.html?p=2")
    ('www.rekrute.com', '/offres.html?p=2')
    """
    if target.startswith(PREFIX):
        host, _, rest = target.removeprefix(PREFIX).partition("/")
        return host, f"/{rest}"
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host, target


def doors(market: Market, day: int) -> dict[str, str]:
    """Give the path at which a browser enters each source of MARKET that shows something on DAY.

    A system shows its list to programs: there the first posting is the way in.
    """
    found = {}
    for source in market.sources:
        if shown := market.shown(source, day):
            home = next(x for x in sites() if source.partition(".")[0] == x.SOURCE)
            system = source != home.SOURCE
            way = address(shown[0]) if system else f"https://{home.HOSTS[0]}{home.DOOR}"
            found[source] = PREFIX + way.removeprefix("https://")
    return found


def _door(world: World, target: str, referer: str) -> Page:
    """Lead a browser on to a site by its path: by the site it comes from, or by a list of them."""
    path = urlsplit(referer).path
    if path.startswith(PREFIX):
        host = path.removeprefix(PREFIX).partition("/")[0]
        return Page("door", status=302, location=f"{PREFIX}{host}{target}")
    links = doors(world.market, world.day).items()
    return Page("door", "".join(f'<p><a href="{link}">{name}</a></p>' for name, link in links))


def _handler(world: World) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # keep the connection
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body in one packet
        timeout = 30

        def do_GET(self) -> None:
            host, target = _asked_of(self.headers.get("Host", ""), self.path)
            if host in LOOPBACK:
                page = _door(world, target, self.headers.get("Referer", ""))
            else:
                posted = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                page = world.answer(host, target, posted.decode())
            body = page.body.encode()
            tag = f'"{sha1(body).hexdigest()}"' if page.tag and page.status == 200 else ""
            if tag and self.headers.get("If-None-Match") == tag:
                world.unchanged[host] += 1
                page, body = replace(page, status=304), b""
            self.send_response(page.status)
            if tag:
                self.send_header("ETag", tag)
            self.send_header("Content-Type", page.type)
            self.send_header("Content-Length", str(len(body)))
            if page.location:
                self.send_header("Location", quote(page.location, safe="/?=&%:"))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: ``asked`` counts."""

    return Handler
