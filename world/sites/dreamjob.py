"""www.dreamjob.ma: a blog on WordPress; vacancies told as posts, the newest first."""

import re

from world.blog import api, dated, headline, newest
from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.dreamjob.ma", "dreamjob.ma")
SOURCE = "dreamjob"
DOOR = "/emploi/"
ROBOTS = """\
User-agent: *
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php
"""

MAIN = {1527: ("emploi-maroc", "Emploi Maroc")}
SIZE = 12
_LIST = re.compile(r"/emploi/(?:page/(\d{1,4})/)?")
_POSTING = re.compile(r"/emploi/.+-(\d+)/")


def path(shown: Shown) -> str:
    """Give the path of a post."""
    return f"/emploi/{slug(headline(shown)) or 'offre'}-{shown.ref}/"


def answer(ask: Ask) -> Page | None:
    """Answer the API, a list or a post."""
    if found := _LIST.fullmatch(ask.path):
        return _list(ask, int(found[1] or 1))
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        facts = {"p": shown, "headline": headline, "description": description}
        return render("posting", "dreamjob/posting.html", **facts) if shown else None
    return api(ask, SOURCE, MAIN, lambda shown: f"https://{HOSTS[0]}{path(shown)}")


def _list(ask: Ask, number: int) -> Page:
    order = newest(ask, SOURCE)
    return render(
        "list",
        "dreamjob/list.html",
        postings=order[(number - 1) * SIZE : number * SIZE],
        number=number,
        last=max(1, (len(order) + SIZE - 1) // SIZE),
        path=path,
        headline=headline,
        dated=dated,
        today=ask.today,
    )
