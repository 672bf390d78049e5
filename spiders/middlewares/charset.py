"""Read a page in the letters that it is written in, whatever it says of them."""

import re
from typing import Self

from bs4 import UnicodeDammit
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

#: What stands where bytes are no letters; more than this share of them, and another reading is tried.
UNREADABLE, SHARE = "\ufffd", 0.002
_HIGH = re.compile(rb"[\x80-\xff]+")
#: Where every byte is a letter, or nearly: none of them says that it reads what it should not.
_ONE_BYTE = re.compile(r"ascii|latin|iso[-_]?8859|(?:cp|windows-)125|koi8|mac", re.I)


def true_encoding(body: bytes, said: str) -> str | None:
    """Return what BODY is encoded in, where that is not what was SAID of it; None where it is.

    >>> true_encoding("Ingénieur à Fès".encode(), "cp1252")
    'utf-8'
    >>> true_encoding("Ingénieur à Fès".encode("cp1252"), "cp1252")
    """
    if _ONE_BYTE.match(said) and not body.isascii() and _reads_as("utf-8", body):
        return "utf-8"  # no other writing comes out as UTF-8 by chance
    if body.decode(said, "replace").count(UNREADABLE) <= SHARE * len(body):
        return None
    likely = "windows-1256" if _in_runs(body) else "windows-1252"
    told = UnicodeDammit(body, [likely], is_html=True, exclude_encodings=[said])
    return told.original_encoding


def _in_runs(body: bytes) -> bool:
    """Say whether what is no ASCII stands in runs, as Arabic words do, and not alone, as accents do."""
    runs = _HIGH.findall(body[:100_000])
    return sum(map(len, runs)) > 2 * len(runs)


def _reads_as(encoding: str, body: bytes) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


class Charset:
    """Mend the encoding of a page that is wrong about its own, and count it (``charset/mended``)."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, HtmlResponse):
            return response
        encoding = true_encoding(response.body, response.encoding)
        if encoding is None:
            return response
        self.crawler.stats.inc_value("charset/mended")
        return response.replace(encoding=encoding)
