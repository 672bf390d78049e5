"""What the log of a source says of a posting: which it is, never what it says."""

import logging
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

from pipelines.cleaners.contacts import masked


class LogLines(LogFormatter):
    """Name a posting by its address where Scrapy would print it whole; the rest is as Scrapy says it."""

    def scraped(self, item: Any, response: Any, spider: Any) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "Read: %(which)s", "args": {"which": _which(item)}}

    def dropped(self, item: Any, exception: Any, response: Any, spider: Any) -> LogFormatterResult:
        said = super().dropped(item, exception, response, spider)
        told = {"exception": masked(str(exception)), "which": _which(item)}
        return {**said, "msg": "Dropped: %(exception)s (%(which)s)", "args": told}

    def item_error(
        self, item: Any, exception: Any, response: Any, spider: Any
    ) -> LogFormatterResult:
        args = {"which": _which(item)}
        return {"level": logging.ERROR, "msg": "Error processing %(which)s", "args": args}


def _which(item: Any) -> str:
    """Name ITEM by where it stands, or by its key where it has no address.

    >>> from offers.posting import Posting
    >>> _which(Posting(source="x", ref="7", title="Maçon", description="Appelez Nadia"))
    'x 7'
    """
    url = getattr(item, "url", None)
    named = f"{getattr(item, 'source', '')} {url or getattr(item, 'ref', None) or ''}".strip()
    return masked(named[:500]) or type(item).__name__
