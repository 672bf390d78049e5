"""Post a few bytes to an address of the operator's: bounded in time, followed nowhere, its secret never told."""

import asyncio
import logging
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from aggregator.news.message import line

#: httpx writes each address, which is a secret here, into the log; httpcore what it sends.
for _told in ("httpx", "httpcore"):
    logging.getLogger(_told).setLevel(logging.WARNING)


@dataclass(frozen=True)
class Delivery:
    """Whether it was delivered, and what there is to say of that; ``again``: it may be if tried again."""

    done: bool
    trouble: str | None = None
    again: bool = False


def checked(url: str) -> str:
    """Return URL if it can be posted to; raise ValueError, without repeating it, otherwise.

    >>> checked("https://hc.example/a-secret")
    'https://hc.example/a-secret'
    >>> checked("file:///etc/passwd")
    Traceback (most recent call last):
    ValueError: an address begins with http:// or https:// and names a host
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL):
        good = False
    if not good or not url.isprintable():
        raise ValueError("an address begins with http:// or https:// and names a host") from None
    return url


def host(url: str) -> str:
    """Return of URL what may be told: the path of a webhook, and what stands before its host, are secrets.

    >>> host("https://user:pass@hooks.example:8443/T0/B0/secret?key=1")
    'hooks.example'
    """
    return urlsplit(url).hostname or ""


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Delivery:
    """Post BODY to URL: connection and answer take SECONDS at most, the name what the system's resolver takes."""
    try:
        status = asyncio.run(asyncio.wait_for(_status(url, body, headers, seconds), seconds))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as error:
        return Delivery(False, f"{host(url)}: {_cause(error, seconds)}", again=True)
    if 200 <= status < 300:
        return Delivery(True)
    return Delivery(False, f"{host(url)} answered {status}", status >= 500 or status == 429)


async def _status(url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> int:
    """Return the status of the answer; its body is nothing to us, and is not read."""
    own = {"user-agent": "aggregator", **headers}
    async with (
        httpx.AsyncClient(timeout=seconds, follow_redirects=False) as client,
        client.stream("POST", url, content=body, headers=own) as answer,
    ):
        return answer.status_code


def _cause(error: BaseException, seconds: float) -> str:
    """Say what went wrong in words of the system's, not of httpx: its own may repeat the address."""
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return f"no answer in {seconds:g} s"
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, ssl.SSLError):
            return line(f"no trust: {cause.reason or 'TLS failed'}")
        if isinstance(cause, OSError) and cause.strerror:
            number = cause.errno or 0  # below 0: of the resolver's, which has its own words
            return os.strerror(number) if number > 0 else line(cause.strerror)
        cause = cause.__cause__ or cause.__context__
    return "no connection" if isinstance(error, OSError | httpx.ConnectError) else "no HTTP answer"
