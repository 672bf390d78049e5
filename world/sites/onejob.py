"""www.onejob.ma: a private board whose cards are microdata; a salary of one dirham where none is told."""

import re

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.onejob.ma", "onejob.ma")
SOURCE = "onejob"
DOOR = "/recherche?query=%2A&page=1"
ROBOTS = "User-agent: *\nDisallow: /compte/\n"

SIZE = 15
_POSTING = re.compile(r"/offre-emploi/(\d+)/[^/]+")


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/offre-emploi/{shown.ref}/{slug(shown.title) or 'offre'}"


def answer(ask: Ask) -> Page | None:
    """Answer a page of the list, empty past the last, or a posting with a neighbour's card."""
    order = ask.market.shown(SOURCE, ask.day)
    if ask.path == "/recherche":
        first = (max(1, ask.number("page", 1)) - 1) * SIZE
        postings = order[first : first + SIZE]
        return render("list", "onejob/list.html", postings=postings, path=path)
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        if shown:
            near = [other for other in order if other.function == shown.function][:3]
            return render("posting", "onejob/posting.html", p=shown, near=near, path=path)
    return None
