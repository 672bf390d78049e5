"""Attacks on whoever downloads: bombs, bodies without end, lies about lengths, redirects inside."""

import gzip
import time
import zlib
from collections.abc import Callable

import brotli
from backports import zstd

from tests.hostile.good import posting
from tests.hostile.server import HTML, Attack, Wire

MB = 1024**2
LEAD = posting("bombe").encode()


def _gzip() -> bytes:
    """A gigabyte in a megabyte: one member of 16 MB, 64 times."""
    return gzip.compress(LEAD) + gzip.compress(bytes(16 * MB), 6) * 64


def _deflate() -> bytes:
    packer = zlib.compressobj(1)
    return packer.compress(LEAD) + b"".join(packer.compress(bytes(MB)) for _ in range(64))


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "br": lambda: brotli.compress(LEAD + bytes(64 * MB), quality=1),
    "zstd": lambda: zstd.compress(LEAD + bytes(64 * MB), 1),
}


def bomb(encoding: str) -> Attack:
    """Send much in little, packed in ENCODING."""
    return lambda wire: wire.send(BOMBS[encoding](), Content_Encoding=encoding)


def gigabyte(wire: Wire) -> None:
    """Send a gigabyte, and say so."""
    wire.head(Content_Length=str(1024 * MB))
    for _ in range(1024):
        wire.wfile.write(bytes(MB))


def chunked_for_ever(wire: Wire) -> None:
    """Send chunks as long as anybody takes them."""
    wire.protocol_version = "HTTP/1.1"
    wire.head(Transfer_Encoding="chunked")
    while True:
        wire.wfile.write(b"10000\r\n" + b"a" * 65536 + b"\r\n")


def drip_body(wire: Wire) -> None:
    """Send a byte from time to time."""
    wire.head(Content_Length="1000")
    for letter in LEAD:
        wire.wfile.write(bytes([letter]))
        time.sleep(0.2)


def drip_head(wire: Wire) -> None:
    """Send a header a letter at a time."""
    for letter in b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 1000:
        wire.wfile.write(bytes([letter]))
        time.sleep(0.2)


def many_headers(wire: Wire) -> None:
    """Send 20,000 headers, 2 MB of them."""
    wire.send(posting("entêtes"), **{f"X_{n}": "a" * 90 for n in range(20_000)})


def many_cookies(wire: Wire) -> None:
    """Send 5,000 cookies."""
    wire.send_response(200)
    wire.send_header("Content-Type", HTML)
    for n in range(5_000):
        wire.send_header("Set-Cookie", f"c{n}={'a' * 100}; Domain=.example")
    wire.end_headers()
    wire.wfile.write(LEAD)


def says_more(wire: Wire) -> None:
    """Announce more than is sent."""
    wire.send(LEAD, Content_Length=str(len(LEAD) + 1000))


def says_less(wire: Wire) -> None:
    """Announce less than is sent."""
    wire.send(LEAD, Content_Length="60")


def raw(answer: bytes) -> Attack:
    """Send ANSWER as it stands, and hang up."""
    return lambda wire: wire.wfile.write(answer) and None


def reset(wire: Wire) -> None:
    """Hang up in the middle of the body."""
    wire.protocol_version = "HTTP/1.1"
    wire.head(Transfer_Encoding="chunked")
    wire.wfile.write(b"1000\r\n" + LEAD[:50])


def leads_to(url: str) -> Attack:
    """Redirect to URL."""
    return lambda wire: wire.send("", 302, Location=url)


def circles(wire: Wire) -> None:
    """Redirect to another address of itself, for ever."""
    number = int(wire.path.partition("?")[2] or 0)
    path = wire.path.partition("?")[0]
    wire.send("", 302, Location=f"{path}?{number + 1}")


def refreshes(wire: Wire) -> None:
    """Ask the browser to go to a file."""
    wire.send(posting("rafraîchir", more="<meta http-equiv=refresh content='0;url=file:///etc/passwd'>"))  # fmt: skip


#: Each attack, and what of it must be counted in the run's stats; the card alone is stored.
ANSWERS: dict[str, tuple[Attack, str]] = {
    "gzip-bomb": (bomb("gzip"), "body/bomb"),
    "deflate-bomb": (bomb("deflate"), "body/bomb"),
    "brotli-bomb": (bomb("br"), "body/bomb"),
    "zstd-bomb": (bomb("zstd"), "body/bomb"),
    "gigabyte": (gigabyte, "pages/lost/too long"),
    "chunked-for-ever": (chunked_for_ever, "pages/lost/too long"),
    "drip-body": (drip_body, "pages/lost/too slow"),
    "drip-head": (drip_head, "pages/lost/too slow"),
    "says-more": (says_more, "pages/lost/cut short"),
    "invalid-http": (raw(b"\x00\xffhello\r\n\r\n"), "pages/lost/no answer"),
    "nothing": (raw(b""), "pages/lost/no answer"),
    "status-nonsense": (raw(b"HTTP/1.1 abc Whatever\r\n\r\n"), "pages/lost/no answer"),
    "bad-length": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc"),
        "pages/lost/no answer",
    ),
    "reset": (reset, "pages/lost/cut short"),
    "to-loopback": (leads_to("http://127.0.0.1/o/x"), "private/address"),
    "to-a-port": (leads_to("http://listed.example:22/"), "private/port"),
    "to-metadata": (leads_to("http://169.254.169.254/latest/"), "private/address"),
    "to-v6": (leads_to("http://[::ffff:10.0.0.1]/"), "private/address"),
    "to-a-file": (leads_to("file:///etc/passwd"), "pages/lost/status 302"),
    "to-javascript": (leads_to("javascript:alert(1)"), "pages/lost/leads nowhere"),
    "to-data": (leads_to("data:text/html,<h1>x</h1>"), "pages/lost/status 302"),
    "to-nowhere": (leads_to("http://[/"), "pages/lost/leads nowhere"),
    "redirect-loop": (circles, "pages/lost/redirected too often"),
}
#: What looks like an attack and costs nothing: the page is read.
HARMLESS: dict[str, Attack] = {
    "many-headers": many_headers,
    "many-cookies": many_cookies,
    "says-less": says_less,
    "meta-refresh": refreshes,
}
