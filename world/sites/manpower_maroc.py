"""www.manpower-maroc.com: an agency's own list, ten a page; it never names its client."""

import re

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.manpower-maroc.com", "manpower-maroc.com")
SOURCE = "manpower_maroc"
DOOR = "/ats/offres"
ROBOTS = """\
User-agent: *
Disallow: /admin/
"""

LIST = "/ats/offres"
SIZE = 10
_POSTING = re.compile(r"/ats/offre/(\d+)/.+")


def path(shown: Shown) -> str:
    """Give the path of a posting's page: the id, then the title."""
    return f"/ats/offre/{shown.ref}/{slug(shown.title) or 'offre'}"


def answer(ask: Ask) -> Page | None:
    """Answer a list or a posting."""
    if ask.path == LIST:
        return _list(ask, max(1, ask.number("page", 1)))
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        return render("posting", "manpower_maroc/posting.html", p=shown) if shown else None
    return None


def _list(ask: Ask, number: int) -> Page:
    order = ask.market.shown(SOURCE, ask.day)
    return render(
        "list",
        "manpower_maroc/list.html",
        postings=order[(number - 1) * SIZE : number * SIZE],
        pages=range(1, -(-len(order) // SIZE) + 1),
        path=path,
    )
