"""www.moncallcenter.ma: a private board of call centres; sponsored cards stand twice on a page."""

import re

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.moncallcenter.ma", "moncallcenter.ma")
SOURCE = "moncallcenter"
DOOR = "/offres-emploi/"
ROBOTS = """\
User-Agent: *
Disallow: /contact.php
Disallow: /cgu.php
Disallow: /docs/
"""

SIZE = 18
_LIST = re.compile(r"/offres-emploi/(?:(\d{1,4})/)?")
_POSTING = re.compile(r"/offre-emploi/.+-(\d+)")


def path(shown: Shown) -> str:
    """Give the path of a posting's page: employer, title, then the id."""
    return f"/offre-emploi/{slug(signature(shown))}-{slug(headline(shown)) or 'offre'}-{shown.ref}"


def signature(shown: Shown) -> str:
    """Sign a posting; where nobody does, say so."""
    return shown.company or "Confidentiel"


def headline(shown: Shown) -> str:
    """Name the employer in the title, as some do."""
    said = shown.company and int(shown.ref) % 7 == 1
    return f"{shown.company} recrute {shown.title}" if said else shown.title


def answer(ask: Ask) -> Page | None:
    """Answer a list or a posting."""
    if found := _LIST.fullmatch(ask.path):
        return _list(ask, int(found[1] or 1))
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        facts = {"p": shown, "signature": signature, "headline": headline}
        return render("posting", "moncallcenter/posting.html", **facts) if shown else None
    return None


def _list(ask: Ask, number: int) -> Page:
    order = ask.market.shown(SOURCE, ask.day)
    here = order[(number - 1) * SIZE : number * SIZE] if number else []
    return render(
        "list",
        "moncallcenter/list.html",
        cards=[(p, False) for p in here] + [(p, True) for p in here if int(p.ref) % 6 == 0],
        pages=range(1, -(-len(order) // SIZE) + 1),
        path=path,
        headline=headline,
        signature=signature,
    )
