"""Pages of JSON: where the rows stand, what each says, how to turn the page."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from offers.posting import Posting, Sighting
from spiders.bases.jsonld import words
from spiders.bases.one_list import list_of
from spiders.bases.source import SourceSpider

Path = str | tuple[str, ...]
#: Where a row says something: a path, or a function of the row, which may be anything.
Where = Path | Callable[[Any], str | None]


class JsonApiSpider(SourceSpider):
    """Read the rows of each page of JSON, then turn to the next.

    #. Set ``rows`` to the path of the rows, ``fields`` to the path of each field within a row:
       keys and positions with dots between, as in ``"data.offers"`` or ``"places.0.city"``; several
       paths are tried in turn, and "" is the page itself. What no path finds, a function of the row
       says.
    #. Set ``may_be_empty`` where a list without rows may be the truth; override ``is_shown(row)``
       where it holds rows that its site does not show.
    #. Set ``fleeting`` to the fields that change by themselves ("il y a 7 minutes").
    #. Set ``next_page`` to the path of the next page's URL; leave it out where there is one page.
    #. Set ``total`` to the path of the site's own count, where it gives one.
    #. Override ``read_row(said, response)`` where a row leads to a page of its own, and
       ``unread(why, response)`` where there is another way in.
    """

    rows: ClassVar[Path]
    fields: ClassVar[dict[str, Where]]
    may_be_empty: ClassVar[bool] = False
    next_page: ClassVar[str | None] = None
    total: ClassVar[str | None] = None
    #: A list longer than that is a trap; it is not read to its end.
    page_limit: ClassVar[int] = 1_000
    headers: ClassVar[dict[str, str]] = {"Accept": "application/json"}

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield self.ask(url)

    def ask(self, url: str) -> Request:
        """Ask for the page of JSON at URL."""
        return Request(url, self.parse, headers=self.headers, errback=self.lost_page)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Request | Sighting | Posting]:
        page = json_of(response)
        rows = at(page, self.rows)
        if not isinstance(rows, list) or not (rows or self.may_be_empty):
            yield from self.unread(f"no {self.rows or 'list'} at {response.url}", response)
            return
        before, refs = len(self.named), []
        for row in filter(self.is_shown, rows):
            said = {field: said_at(row, where) for field, where in self.fields.items()}
            refs.append(said["ref"])
            yield from self._row(said, response)
        list_of(response).take(refs, self.counted(page))
        yield from self.turn(page, response, new=len(self.named) - before)

    def turn(self, page: Any, response: Response, new: int) -> Iterator[Request]:
        """Ask for the page after PAGE, which named NEW postings; say so where there is none."""
        url, told = self.next_url(page, response), list_of(response)
        if (told.complete and not new) or (url is None and not told.circles):
            self.list_ended(told)
        elif not new or url is None:
            self.fault(f"{response.url} names nothing new, and is not the whole list")
        elif told.pages >= self.page_limit:
            self.crawler.stats.inc_value("listing/limit")
        elif self.holds(told.last):
            self.list_left()
        elif not self.leads_away(url, response):
            yield told.on(self.ask(url))

    def next_url(self, page: Any, response: Response) -> str | None:
        """Give the URL of the page after PAGE; None where it is the last."""
        url = at(page, self.next_page) if self.next_page else None
        return response.urljoin(url) if isinstance(url, str) and url else None

    def counted(self, page: Any) -> int | None:
        """Give the site's own count of its postings."""
        said = words(at(page, self.total)) if self.total else None
        return int(said) if said and said.isdigit() else None

    def is_shown(self, row: Any) -> bool:
        """Say whether the site shows ROW to its visitors; override where it may not."""
        return True

    def read_row(self, said: dict[str, Any], response: Response) -> Iterator:
        """Tell the posting of a row, or that it is known unchanged."""
        yield from self.make_listed(said, said, response)

    def unread(self, why: str, response: Response | None) -> Iterator[Request]:
        """Say that the list cannot be read here; override to read it elsewhere."""
        self.fault(why)
        yield from ()

    def lost_page(self, failure: Failure) -> Iterator[Request]:
        """Say that a page of the list could not be had."""
        yield from self.unread(self.why_lost(failure), getattr(failure.value, "response", None))

    def why_lost(self, failure: Failure) -> str:
        """Say why a page of the list could not be had."""
        return f"a page could not be had: {failure.getErrorMessage()}"

    def _row(self, said: dict[str, Any], response: Response) -> Iterator:
        if said["ref"] in self.named:
            return  # the list grew while we turned its pages
        if said.get("ref") and said.get("title"):
            yield from self.read_row(said, response)
        else:
            self.crawler.stats.inc_value("listing/skipped")


def json_of(response: Response) -> Any:
    """Give what RESPONSE holds; None where it is no JSON."""
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None


def said_at(row: Any, where: Where) -> str | None:
    """Give what ROW says at WHERE, at the first of several that says anything: a text as it stands, with its lines, anything else in words.

    >>> said_at({"id": 7, "text": " a\\n b "}, "id"), said_at({"text": " a\\n b "}, "text")
    ('7', 'a\\n b')
    >>> said_at({"text": "", "plain": "a"}, ("text", "plain"))
    'a'
    """
    if isinstance(where, tuple):
        return next(filter(None, (said_at(row, one) for one in where)), None)
    value = where(row) if callable(where) else at(row, where)
    return value.strip() or None if isinstance(value, str) else words(value)


def at(data: Any, path: Path) -> Any:
    """Give what stands at PATH in DATA, at the first of several; None where nothing does.

    >>> at({"data": {"places": [{"city": "Fès"}]}}, "data.places.0.city"), at([], "data.0")
    ('Fès', None)
    >>> at({"town": "Fès"}, ("town.name", "town"))
    'Fès'
    """
    if isinstance(path, tuple):
        return next((found for one in path if (found := at(data, one)) is not None), None)
    for key in path.split(".") if path else ():
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and key.isdigit() and int(key) < len(data):
            data = data[int(key)]
        else:
            return None
    return data


def many(data: Any, path: Path) -> list[Any]:
    """Give the list that stands at PATH in DATA; an empty one where something else does.

    >>> many({"places": ["Fès"]}, "places"), many({"places": "Fès"}, "places")
    (['Fès'], [])
    """
    found = at(data, path)
    return found if isinstance(found, list) else []
