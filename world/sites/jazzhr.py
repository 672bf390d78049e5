"""JazzHR: one host hands out each employer's vacancies as XML; another shows them."""

import re

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("app.jazz.co", "*.applytojob.com")
SOURCE = "jazzhr"
DOOR = "/"
ROBOTS = "User-agent: *\nDisallow: /app/\n"

_FEED = re.compile(r"/feeds/export/jobs/([\w-]+)")


def host(shown: Shown) -> str:
    """Give the host that shows an employer's vacancies."""
    return f"{shown.source.partition('.')[2]}.applytojob.com"


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/apply/{shown.ref}/{slug(shown.title)}"


def answer(ask: Ask) -> Page | None:
    """Answer an employer's feed, or a posting."""
    if ask.host == HOSTS[0]:
        found = _FEED.fullmatch(ask.path)
        return _feed(ask, found[1]) if found else None
    source = ask.source(SOURCE, ask.host.removesuffix(".applytojob.com"))
    for shown in ask.market.shown(source, ask.day) if source else ():
        if path(shown) == ask.path:
            return render("posting", "jazzhr/posting.html", p=shown, description=description)
    return None


def _feed(ask: Ask, tenant: str) -> Page | None:
    source = ask.source(SOURCE, tenant)
    if source is None:
        return None
    shown = ask.market.shown(source, ask.day)
    facts = {"home": f"https://{tenant}.applytojob.com", "path": path, "description": description}
    page = render("feed", "jazzhr/jobs.xml", postings=shown, **facts)
    return Page(page.kind, page.body, type="text/xml; charset=utf-8", tag=True)
