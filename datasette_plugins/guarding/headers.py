"""The headers that every answer has, whoever makes it."""

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup

HEADERS = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
#: Said over https alone, where a browser listens; for this host, not for those beneath it, which are others'.
SECURE = {"strict-transport-security": "max-age=31536000"}
Headers = list[tuple[bytes, bytes]]
#: A quotation mark that others wrote is escaped: this one is Datasette's own.
_STYLE = re.compile(r' style="[^"]*"')


def without_style(page: str) -> Markup:
    """Take out of a page the colours that Datasette writes into it: our policy refuses them.

    >>> without_style(Markup('<h1 style="color: #f00">style=&#34;x&#34;</h1>'))
    Markup('<h1>style=&#34;x&#34;</h1>')
    """
    return Markup(_STYLE.sub("", page))


def with_ours(headers: Iterable[tuple[bytes, bytes]], scheme: str | None = None) -> Headers:
    """Return HEADERS with ours in the place of any of the same name.

    >>> dict(with_ours([(b"Referrer-Policy", b"unsafe-url")], "https"))[b"strict-transport-security"]
    b'max-age=31536000'
    """
    ours = HEADERS | (SECURE if scheme == "https" else {})
    kept = [(k, v) for k, v in headers if k.decode("latin-1").lower() not in ours]
    return kept + [(k.encode(), v.encode()) for k, v in ours.items()]


def sending(scope: dict, send: Callable) -> Callable:
    """Wrap SEND so that an answer has our headers, and the answer to HEAD no body."""

    async def send_with_headers(message: dict) -> None:
        if message["type"] == "http.response.start":
            headers = with_ours(message.get("headers", ()), scope.get("scheme"))
            message = message | {"headers": headers}
        elif scope["method"] == "HEAD" and message["type"] == "http.response.body":
            message = message | {"body": b""}
        await send(message)

    return send_with_headers


async def kept_for_ever(scope: dict, message: dict, send: Callable) -> None:
    """Send MESSAGE of a file; where the address names its version, browsers keep it."""
    named = scope["path"].startswith("/static/") and b"v=" in scope.get("query_string", b"")
    if named and message["type"] == "http.response.start":
        headers = [(k, v) for k, v in message.get("headers", ()) if k.lower() != b"cache-control"]
        kept = (b"cache-control", b"public, max-age=31536000, immutable")
        message = message | {"headers": [*headers, kept]}
    await send(message)
