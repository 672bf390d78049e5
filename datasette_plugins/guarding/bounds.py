"""What a request may look like: read only, not long, to a host that can be one."""

import re
from typing import Any

METHODS = ("GET", "HEAD", "OPTIONS")
ALLOW = ", ".join(METHODS)
#: Nothing here is sent by a visitor: a body is at most what a browser sends along by mistake.
LARGEST_BODY = 65_536
LONGEST_ADDRESS, LARGEST_HEADERS = 8_192, 16_384
#: Analysts write their SQL in the address; how long it may be, the meter says.
LONGEST_ASKED = 32_768
_HOST = re.compile(rb"([a-z0-9]([a-z0-9_.-]{0,252}[a-z0-9])?\.?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?", re.I)  # fmt: skip


def unfit(scope: dict[str, Any], sql: bool) -> str | None:
    """Say what is wrong with a request, by a name that refusals.py knows; SQL: it may be written in addresses.

    >>> unfit({"method": "PUT", "raw_path": b"/", "headers": []}, False)
    'method'
    >>> unfit({"method": "GET", "raw_path": b"/", "query_string": b"q" * 9000, "headers": []}, False)
    'address'
    >>> unfit({"method": "GET", "raw_path": b"/", "headers": [(b"host", b"a.ma")]}, False)
    """
    headers = scope["headers"]
    if _length(scope) > (LONGEST_ASKED if sql else LONGEST_ADDRESS):
        return "address"
    if b"\\" in (scope.get("raw_path") or b""):  # no browser sends it, and some follow it elsewhere
        return "bad"
    if sum(len(name) + len(value) for name, value in headers) > LARGEST_HEADERS:
        return "headers"
    if any(name == b"host" and not _HOST.fullmatch(value) for name, value in headers):
        return "host"
    if any(name == b"content-length" and _more(value) for name, value in headers):
        return "body"
    return None if scope["method"] in METHODS else "method"


def _length(scope: dict[str, Any]) -> int:
    path = scope.get("raw_path") or scope["path"].encode()
    return len(path) + len(scope.get("query_string", b""))


def _more(length: bytes) -> bool:
    return not length.isdigit() or len(length) > 12 or int(length) > LARGEST_BODY
