"""What the pages of one list told so far: whether it ends, circles, or shrinks under our hands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.http import Response


@dataclass
class OneList:
    """Hold what one list told from its first page on; it travels with the requests for its pages.

    >>> told = OneList()
    >>> told.take(["1", "2"], 3), told.take(["2", "3"], 0), told.total
    (True, True, 3)
    >>> told.take(["1", "2"], None), told.circles
    (False, True)
    """

    refs: set[str] = field(default_factory=set)
    #: The site's own count, the largest that a page gave: a broken page counts 0.
    total: int | None = None
    pages: int = 0
    last: list[str] = field(default_factory=list)
    #: The last page shows what the pages before it showed, and nothing else.
    circles: bool = False

    def take(self, refs: Iterable[str | None], total: int | None) -> bool:
        """Add a page that names REFS and counts TOTAL; say whether it names anything new."""
        self.last = [ref for ref in refs if ref]
        new = not self.refs.issuperset(self.last)
        self.circles = bool(self.last) and not new
        self.refs.update(self.last)
        self.pages += 1
        if total or not self.refs:  # 0, beside what it names, counts nothing
            self.total = max(total or 0, self.total or 0) if total is not None else self.total
        return new

    @property
    def complete(self) -> bool:
        """Say whether the list named as many as the site counts."""
        return self.total is not None and len(self.refs) >= self.total

    def on(self, request: Request) -> Request:
        """Let REQUEST ask for the next page of this list."""
        request.meta["list"] = self
        return request


def list_of(response: Response) -> OneList:
    """Return the list that RESPONSE is a page of; a new one, where it is the first."""
    return response.meta.setdefault("list", OneList()) if response.request else OneList()


def joined(response: Response, link: str | None) -> str:
    """Return the address that LINK, found on RESPONSE, leads to; nothing, where to none.

    >>> joined(Response("https://x.example/a"), "/b"), joined(Response("https://x.example/a"), "http://[")
    ('https://x.example/b', '')
    """
    try:
        return response.urljoin(link) if link else ""
    except ValueError:
        return ""
