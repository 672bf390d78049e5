"""personio.de: an employer's vacancies in one file of XML, and a page for each."""

import re

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render

HOSTS = ("*.jobs.personio.de",)
SOURCE = "personio"
DOOR = "/"
ROBOTS = "User-agent: *\nAllow: /\n"

_POSTING = re.compile(r"/job/(\d+)")


def host(shown: Shown) -> str:
    """Give the host of the employer's careers site."""
    return f"{shown.source.partition('.')[2]}.jobs.personio.de"


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/job/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer the feed, the list or a posting."""
    source = ask.source(SOURCE, ask.host.removesuffix(".jobs.personio.de"))
    if source is None:
        return None
    shown = ask.market.shown(source, ask.day)
    if ask.path == "/xml":
        page = render("feed", "personio/jobs.xml", postings=shown, description=description)
        return Page(page.kind, page.body, type="text/xml; charset=utf-8", tag=True)
    if ask.path == "/":
        return render("list", "personio/list.html", postings=shown, path=path)
    found = _POSTING.fullmatch(ask.path)
    one = ask.market.posting(source, found[1], ask.day) if found else None
    return (
        render("posting", "personio/posting.html", p=one, description=description) if one else None
    )
