"""A small real server: each host and path answers with what its attack writes to the wire."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.hostile.good import posting

HTML, PLAIN = "text/html; charset=utf-8", "text/plain"
#: What a host shows: {path: what writes the answer}; "" answers any other path.
Attack = Callable[["Wire"], None]
Sites = dict[str, dict[str, Attack]]


class Wire(BaseHTTPRequestHandler):
    """Answer as the site of the asked host does; other paths show a good posting."""

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        path = self.path.partition("?")[0]
        self.server.asked[host, path] += 1
        site = self.server.sites.get(host, {})
        default = robots if path == "/robots.txt" else site.get("", shown)
        with suppress(OSError):  # it went away, or let itself be hung up on
            site.get(path, default)(self)

    do_POST = do_HEAD = do_GET

    def head(self, status: int = 200, type: str = HTML, **headers: str) -> None:
        """Write the first line and HEADERS, a_b for A-B."""
        self.send_response(status)
        self.send_header("Content-Type", type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, body: bytes | str, status: int = 200, type: str = HTML, **headers: str) -> None:
        """Write a whole answer."""
        self.head(status, type, **headers)
        self.wfile.write(body.encode() if isinstance(body, str) else body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def robots(wire: Wire) -> None:
    """Allow everything."""
    wire.send("User-agent: *\nAllow: /\n", type=PLAIN)


def shown(wire: Wire) -> None:
    """Show a good posting."""
    wire.send(posting(wire.path.rpartition("/")[2]))


class Server(ThreadingHTTPServer):
    """Keep what was asked, by host and path."""

    daemon_threads = True
    request_queue_size = 50

    def __init__(self, sites: Sites):
        super().__init__(("127.0.0.1", 0), Wire)
        self.sites, self.asked = sites, Counter()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of those who hang up."""


@contextmanager
def serving(sites: Sites) -> Iterator[Server]:
    """Serve SITES on a port of loopback."""
    server = Server(sites)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.socket.close()
