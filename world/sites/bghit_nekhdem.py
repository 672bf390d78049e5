"""bghit-nekhdem.com: a blog on WordPress; vacancies and internships in a category each."""

import re

from world.blog import api, dated, headline, newest
from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("bghit-nekhdem.com", "www.bghit-nekhdem.com")
SOURCE = "bghit_nekhdem"
DOOR = "/category/emploi-maroc/"
ROBOTS = """\
User-agent: *
Disallow: /wp-admin/
"""

MAIN = {12: ("emploi-maroc", "Emploi Maroc"), 15: ("stage", "Stage")}
SIZE = 10
_POSTING = re.compile(r"/.+-(\d+)/")


def path(shown: Shown) -> str:
    """Give the path of a post."""
    return f"/{slug(headline(shown)) or 'offre'}-{shown.ref}/"


def answer(ask: Ask) -> Page | None:
    """Answer the API, the newest of a category, or a post."""
    if ask.path in ("/category/emploi-maroc/", "/category/stage/"):
        return _list(ask, stage=ask.path.endswith("/stage/"))
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        facts = {"p": shown, "headline": headline, "description": description}
        return render("posting", "bghit_nekhdem/posting.html", **facts) if shown else None
    return api(ask, SOURCE, MAIN, lambda shown: f"https://{HOSTS[0]}{path(shown)}")


def _list(ask: Ask, stage: bool) -> Page:
    order = [p for p in newest(ask, SOURCE) if (p.contract_code == "stage") == stage]
    facts = {"path": path, "headline": headline, "dated": dated, "today": ask.today}
    return render("list", "bghit_nekhdem/list.html", postings=order[:SIZE], **facts)
