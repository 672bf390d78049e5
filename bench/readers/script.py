"""Fetch the pages of a list with aiohttp, sixteen at a time; title and text with selectolax: URL URLS."""

import asyncio
import sys
from pathlib import Path

import aiohttp
from selectolax.lexbor import LexborHTMLParser

from bench.readers.cost import Cost

url, urls = sys.argv[1:]


async def read(session: aiohttp.ClientSession, waiting: list[str], found: list[tuple]) -> None:
    while waiting:
        async with session.get(waiting.pop()) as response:
            page = LexborHTMLParser(await response.text())
            title, body = page.css_first("h1"), page.body
            found.append((title and title.text(), body and body.text()))


async def main() -> None:
    inside = (one.partition("://")[2] for one in Path(urls).read_text().splitlines())
    waiting = [f"{url}/-/{one}" for one in inside]
    found: list[tuple] = []
    async with aiohttp.ClientSession() as session:
        cost = Cost()
        await asyncio.gather(*(read(session, waiting, found) for _ in range(16)))
        print(cost.told(len(found), len(found)))


asyncio.run(main())
