"""www.alwadifa-maroc.com: a bulletin in Arabic that tells the state's competitions again, and forgets none."""

import re
from datetime import date, timedelta

from world.blog import AGAIN, dated
from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render
from world.sites.emploi_public import written

HOSTS = ("www.alwadifa-maroc.com", "alwadifa-maroc.com")
SOURCE = "alwadifa_maroc"
DOOR = "/"
ROBOTS = None

SIZE = 20
#: The last day is told where it lies so far from the market's first.
FAR = timedelta(days=20)
_POSTING = re.compile(r"/offre/show/id/(\d+)")


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/offre/show/id/{shown.ref}"


def headline(shown: Shown, start: date) -> str:
    """Write the title: who hires, for what, until when."""
    said = f"{shown.company}: مباراة توظيف {shown.title}"
    if shown.deadline - start < FAR:
        return said
    return f"{said}. آخر أجل للترشيح هو {written(shown.deadline, 'ar')}"


def answer(ask: Ask) -> Page | None:
    """Answer a list or a posting."""
    if ask.path in ("/", "/offre/index"):
        return _list(ask)
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        facts = {"p": shown, "title": headline, "start": ask.market.start, "text": description}
        return render("posting", "alwadifa_maroc/posting.html", **facts) if shown else None
    return None


def _list(ask: Ask) -> Page:
    """Answer a page; those after the last that is open show last year's, without end."""
    number, postings = ask.number("page", 1), ask.market.shown(SOURCE, ask.day)
    order = sorted(postings, key=lambda p: (dated(p, ask.today), int(p.ref)), reverse=True)
    return render(
        "list",
        "alwadifa_maroc/list.html",
        postings=order[(number - 1) * SIZE : number * SIZE],
        number=number,
        old=ask.today - timedelta(days=3 * AGAIN + number),
        path=path,
        title=headline,
        dated=dated,
        today=ask.today,
        start=ask.market.start,
    )
