"""WordPress: a blog tells its posts as JSON, through an API that it has of itself."""

import html
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from offers.posting import Posting, Sighting
from offers.text import squeeze, visible
from offers.wild import too_wild
from spiders.bases.headlines import employer, filed, positions, town
from spiders.bases.json_api import JsonApiSpider, at, json_of, many
from spiders.bases.notices import is_notice
from spiders.bases.one_list import OneList, list_of
from spiders.bases.prose import apply_link, as_html, deadline_of, lines_of
from spiders.bases.several import Part, several
from spiders.bases.window import is_past, since

PAGE = 100  # the most that WordPress gives
#: So often are names of categories asked for: 3,000 of them are more than any blog has.
MOST_NAMES = 30
#: What stands in a post and is none of its words: advertisements, buttons, other posts.
NOISE = (
    "script, style, noscript, iframe, form, ins, .sharedaddy, .jp-relatedposts, .yarpp-related, .code-block"
    ", .jeg_ad, .jnews_inline_related_post_wrapper, .jnews_inline_related_post, .addtoany_share_save_container"
    ", .wp-block-buttons.share, .heateor_sss_sharing_container, #toc_container, .ez-toc-container"
)
_TAIL = re.compile(r"L['’]article .{0,400}est apparu en premier sur .*", re.S)
_TAG = re.compile(r"<[^<>]{1,300}>")


class WordPressSpider(JsonApiSpider):
    """Read a blog's posts of so many days back, newest first.

    #. Set ``start_urls`` to the blog's address: its API stands beneath it.
    #. Set ``categories`` to the ids of the categories that hold vacancies; or to their slugs, whose
       ids are asked for first.
    #. Set ``no_vacancy`` to the regular expression of addresses where no vacancy stands.
    #. Set ``window`` to the days that a vacancy is believed to stay open, where 45 is wrong.

    A blog never takes a post down. It is read back to the first day of the window, and that list is
    whole: what has grown older has left it, and is closed as what any list no longer names. What
    ``notices`` knows for no vacancy is counted (``listing/results``), and so is a post whose own
    text says that the last day is past (``listing/past``). A post that surely names several
    vacancies makes a posting of each, "7-1", "7-2"… (see ``several``).

    The site's categories tell the town and the trade: their names are asked for as they turn up.
    Where they cannot be had, the postings come without, and without a hash, to be read again.
    """

    categories: ClassVar[tuple[int | str, ...]]
    no_vacancy: ClassVar[str | None] = None
    window: ClassVar[int] = 45
    rechecked = False  # an old post stays where it was

    # JsonApiSpider
    rows = ""
    may_be_empty = True
    fields = {
        "ref": "id",
        "url": "link",
        "title": "title.rendered",
        "description": "content.rendered",
        "published": "date",
        "categories": "categories",
    }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.home = self.start_urls[0].rstrip("/")
        self.host = urlsplit(self.home).hostname or ""
        self.ids = [str(one) for one in self.categories if isinstance(one, int)]
        self.names: dict[str, str | None] = {}
        self.names_lost, self.names_asked = False, 0
        self.posts: set[str] = set()
        self.on_page: list[str] = []

    async def start(self) -> AsyncIterator[Request]:
        if slugs := [one for one in self.categories if isinstance(one, str)]:
            url = self.api("categories", slug=",".join(slugs), _fields="id,name,slug")
            yield Request(url, self.found, headers=self.headers, errback=self.lost_page)
        else:
            yield self.ask(self.page_url(1))

    def api(self, what: str, **asked: Any) -> str:
        """Give the address of WHAT in the blog's API."""
        return f"{self.home}/wp-json/wp/v2/{what}?{urlencode(asked, safe=',:')}"

    def page_url(self, page: int) -> str:
        """Give the address of a page of posts."""
        return self.api(
            "posts",
            categories=",".join(self.ids),
            after=f"{since(self.now, self.window)}T00:00:00",
            orderby="date",
            per_page=PAGE,
            page=page,
            _fields="id,date,link,title,content,categories",
        )

    def found(self, response: Response) -> Iterator[Request]:
        """Learn the ids of the categories whose slugs we know; believe no list that lacks one."""
        rows = [row for row in many(json_of(response), "") if isinstance(at(row, "id"), int)]
        self.ids += [str(row["id"]) for row in rows if at(row, "slug") in self.categories]
        self.learn(rows)
        if len(self.ids) < len(self.categories):
            self.fault(f"{response.url} does not tell every category")
        if self.ids:
            yield self.ask(self.page_url(1))

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Request | Sighting | Posting]:
        """Read a page of posts, once the names of its categories are known."""
        rows = many(json_of(response), "")
        ids = {str(one) for row in rows for one in many(row, "categories") if isinstance(one, int)}
        if self.names_asked < MOST_NAMES and (
            unknown := sorted(ids - set(self.names), key=int)[:PAGE]
        ):
            yield self.ask_names(unknown, response)
        else:
            yield from super().parse(response)

    def ask_names(self, ids: list[str], page: Response) -> Request:
        """Ask for the names of the categories IDS, with which PAGE is read."""
        url = self.api("categories", include=",".join(ids), per_page=PAGE, _fields="id,name,parent")
        self.names |= dict.fromkeys(ids)  # asked for once, whatever is answered
        self.names_asked += 1
        again = Request(url, self.named_them, headers=self.headers, errback=self.lost_names)
        again.cb_kwargs["page"] = page
        return again

    def named_them(self, response: Response, page: Response) -> Iterator:
        """Read PAGE with the names that RESPONSE tells."""
        rows = json_of(response)
        if isinstance(rows, list):
            self.learn(rows)
        else:
            self.without_names()
        yield from self.parse(page)

    def lost_names(self, failure: Failure) -> Iterator:
        """Read the page without names."""
        self.without_names()
        yield from self.parse(failure.request.cb_kwargs["page"])

    def without_names(self) -> None:
        """Note that names of categories could not be had."""
        self.names_lost = True
        self.crawler.stats.inc_value("listing/no_categories")

    def learn(self, rows: list[Any]) -> None:
        """Keep the names of categories."""
        for row in rows:
            name = at(row, "name")
            if isinstance(name, str):
                self.names[str(at(row, "id"))] = plain(name)

    def read_row(self, said: dict[str, Any], response: Response) -> Iterator[Sighting | Posting]:
        """Tell the vacancies of a post."""
        title = plain(said["title"])
        if said["ref"] in self.posts:
            return  # the list grew while we turned its pages
        self.posts.add(said["ref"])
        if is_notice(title) or (self.no_vacancy and re.search(self.no_vacancy, said["url"] or "")):
            self.crawler.stats.inc_value("listing/results")
            return
        body = content(said["description"])
        said |= {"title": title, "description": inner(body), "url": self.address(said)}
        for told in self.told(said, body):
            if is_past(told["deadline"], self.now):
                self.crawler.stats.inc_value("listing/past")
            else:
                yield from self.tell(told, said, response)

    def tell(self, told: dict, row: dict, response: Response) -> Iterator[Sighting | Posting]:
        """Make the posting that is TOLD by the post ROW, or say that the post is known unchanged."""
        digest, unchanged = self.listed(told["ref"], row)
        self.on_page.append(told["ref"])
        if unchanged:
            yield from self.sighting(told["ref"])
        else:
            yield from self.make(
                told | {"listed_hash": None if self.names_lost else digest}, response
            )

    def told(self, said: dict[str, Any], body: Selector) -> Iterator[dict[str, Any]]:
        """Say what a post tells in a posting's fields, for each of its vacancies."""
        title, ids = said["title"], re.findall(r"\d+", said["categories"] or "")
        lines = lines_of(body)
        whole = {
            field: said[field] for field in ("ref", "url", "title", "published", "description")
        }
        whole |= {"company": employer(title), "city": town(title), "positions": positions(title)}
        whole |= filed(filter(None, map(self.names.get, ids)))
        whole |= {"deadline": deadline_of(lines), "apply_url": apply_link(lines, self.host)}
        parts = several(lines, title)
        for number, part in enumerate(parts, 1):
            yield whole | self.of_part(part) | {"ref": f"{said['ref']}-{number}"}
        if not parts:
            yield whole

    def of_part(self, part: Part) -> dict[str, Any]:
        """Say what one vacancy of several tells of itself, and what its post says of all."""
        own, shared, where = part.own, part.shared, town(part.title)
        return {
            "title": part.title,
            "description": as_html([*own, *shared]),
            "positions": positions(part.title),
            "deadline": deadline_of(own) or deadline_of(shared),
            "apply_url": apply_link(own, self.host) or apply_link(shared, self.host),
        } | ({"city": where} if where else {})

    def address(self, said: dict[str, Any]) -> str:
        """Give the address of a post; every blog answers under a post's number, too."""
        url = said["url"] or ""
        return url if self.is_ours(url) else f"{self.home}/?p={said['ref']}"

    def turn(self, page: Any, response: Response, new: int) -> Iterator[Request]:
        """Ask for the next page of posts; the list ends where the blog says so, or a page is short."""
        told, here, self.on_page = list_of(response), self.on_page, []
        total, pages = (count(response, name) for name in ("X-WP-Total", "X-WP-TotalPages"))
        told.total = told.total if total is None else total
        short = len(page) < PAGE if pages is None else told.pages >= pages
        if not told.refs and total != 0:
            self.fault(f"{response.url} names no post")
        elif short or not page:
            self.list_ended(told)
        elif told.circles:
            self.fault(f"{response.url} names nothing new, and is not the whole list")
        elif told.pages >= self.page_limit:
            self.crawler.stats.inc_value("listing/limit")
        elif self.holds(here):
            self.list_left()
        else:
            yield told.on(self.ask(self.page_url(told.pages + 1)))

    def list_ended(self, told: OneList) -> None:
        """Say that the list ended; posts that are no vacancies, or several, are counted as what they tell."""
        read = len(told.refs) + self.crawler.stats.get_value("listing/skipped", 0)
        missing = None if told.total is None else max(0, told.total - read)
        self.ended(None if missing is None else len(self.named) + missing)

    def lost_page(self, failure: Failure) -> Iterator[Request]:
        """Know a page past the last from one that could not be had."""
        response, told = getattr(failure.value, "response", None), failure.request.meta.get("list")
        code = at(json_of(response), "code") if response is not None else None
        if told and response.status == 400 and code == "rest_post_invalid_page_number":
            self.list_ended(told)
        else:
            yield from super().lost_page(failure)


def plain(text: str) -> str:
    """Write a rendered title or name as text.

    >>> plain("Ziz &#038; Cie recrute &#8211; <b>F&egrave;s</b>")
    'Ziz & Cie recrute – Fès'
    """
    return squeeze(visible(html.unescape(_TAG.sub(" ", text))))


def content(rendered: str | None) -> Selector:
    """Give the tree of a post's text, without what is none of its words.

    >>> inner(content("<p>Bâtir.</p><script>x</script><p>L&#8217;article Maçon est apparu en premier sur Z.</p>"))
    '<p>Bâtir.</p>'
    """
    text = visible(rendered or "")
    if too_wild(text):
        text = _TAG.sub(" ", text).replace("<", " ")
    page = Selector(text or "<p></p>")
    last = page.xpath("(//p[normalize-space()])[last()]")
    tails = [p for p in last if _TAIL.match(squeeze(p.xpath("string()").get() or ""))]
    for one in [*page.css(NOISE), *tails]:
        one.drop()
    return page


def inner(page: Selector) -> str | None:
    """Give the HTML of a post's text; None where it has no words."""
    text = "".join(page.xpath("/html/body/node()").getall()).strip()
    return text if squeeze(page.xpath("string()").get() or "") else None


def count(response: Response, name: str) -> int | None:
    """Read a number from the header NAME; None where there is none."""
    said = (response.headers.get(name) or b"").strip()
    return int(said) if said.isdigit() and len(said) < 10 else None
