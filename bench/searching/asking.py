"""Questions put to a server, one after the other: how long each took, how much CPU, and what was lost."""

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from bench.searching.questions import COLUMNS, Question
from bench.searching.serving import Server

HEADERS = {"accept-language": "fr", "accept-encoding": "gzip"}
#: How stock Datasette names the facets it gave up.
_GIVEN_UP = re.compile(r"facets timed out: ([^<]*)<")


@dataclass(frozen=True)
class Answer:
    """Hold what one request cost, in milliseconds, and the facets missing from its page."""

    group: str
    wall: float
    cpu: float
    status: int
    lost: int


def ask(server: Server, client: httpx.Client, question: Question, path: str) -> Answer:
    """Ask for PATH, and measure."""
    before, start = server.cpu(), time.perf_counter()
    page = client.get(server.address + path, headers=HEADERS, timeout=60)
    wall, cpu = time.perf_counter() - start, server.cpu() - before
    lost = len(COLUMNS) if page.status_code != 200 else _lost(page.text)
    return Answer(question.group, wall * 1000, cpu * 1000, page.status_code, lost)


def _lost(page: str) -> int:
    if told := _GIVEN_UP.search(page):
        return len(told[1].split(","))
    ours = 'id="results"' in page
    shown = [name for name in COLUMNS if f'name="{name}"' in page]
    return len(COLUMNS) - len(shown) if ours else 0


def pages_a_second(server: Server, paths: Sequence[str], seconds: int) -> tuple[float, str]:
    """Ask for PATHS in turn over 16 connections; return the rate, and what asked."""
    if shutil.which("wrk"):
        rates = [_wrk(server.address + path, max(2, seconds // len(paths))) for path in paths]
        return len(rates) / sum(
            1 / rate for rate in rates
        ), "wrk, 16 connections, each page in turn"
    return asyncio.run(
        _flood(server.address, paths, seconds)
    ), "16 connections of a small asyncio client"


def _wrk(address: str, seconds: int) -> float:
    sent = [f"-H{name}: {value}" for name, value in HEADERS.items()]
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", *sent, address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    if found is None or "Non-2xx" in told:
        raise RuntimeError(told)
    return float(found[1])


async def _flood(address: str, paths: Sequence[str], seconds: int) -> float:
    host = urlsplit(address)
    until = time.monotonic() + seconds
    counts = await asyncio.gather(
        *(_one(host.hostname, host.port, paths, n, until) for n in range(16))
    )
    return sum(counts) / seconds


async def _one(
    host: str | None, port: int | None, paths: Sequence[str], turn: int, until: float
) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    sent = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    done = 0
    while time.monotonic() < until:
        path = paths[(turn + done) % len(paths)]
        writer.write(f"GET {path} HTTP/1.1\r\nhost: {host}\r\n{sent}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if not head.startswith("http/1.1 200"):
            raise RuntimeError(f"{path}: {head.splitlines()[0]}")
        size = re.search(r"content-length: (\d+)", head)
        if size is None:
            raise RuntimeError(f"{path} has no length: it is not kept")
        await reader.readexactly(int(size[1]))
        done += 1
    writer.close()
    return done
