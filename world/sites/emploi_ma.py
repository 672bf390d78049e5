"""www.emploi.ma: a private board of the Africawork network; 25 cards a page, agencies first."""

import re

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.emploi.ma", "emploi.ma")
SOURCE = "emploi_ma"
DOOR = "/recherche-jobs-maroc"
ROBOTS = """\
User-agent: *
Crawl-delay: 10
Disallow: /admin/
Disallow: /user/
Disallow: /search/

User-agent: ClaudeBot
User-agent: GPTBot
Disallow: /
"""

LIST = "/recherche-jobs-maroc"
SIZE = 25
EVERYWHERE = "Agadir - Béni Mellal-Khénifra - Casablanca-Mohammedia - Dakhla -..."
_POSTING = re.compile(r"/offre-emploi-maroc/.+-(\d+)")


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/offre-emploi-maroc/{slug(headline(shown)) or 'offre'}-{shown.ref}"


def headline(shown: Shown) -> str:
    """Append the town to the title, as most advertisers do."""
    if shown.city is None or shown.city in shown.title or int(shown.ref) % 8 == 0:
        return shown.title
    return f"{shown.title} - {shown.city}"


def region(shown: Shown) -> str:
    """Print the region; of a posting without a town, the site's cut list of them all."""
    return shown.region if shown.city else EVERYWHERE


def answer(ask: Ask) -> Page | None:
    """Answer a list or a posting."""
    if ask.path == LIST:
        return _list(ask)
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        facts = {"p": shown, "path": path, "headline": headline, "region": region}
        if shown:
            return render("posting", "emploi_ma/posting.html", **facts)
    return None


def _list(ask: Ask) -> Page:
    number = ask.number("page", 0)  # ?page=1 is the second
    order = ask.market.shown(SOURCE, ask.day)
    return render(
        "list",
        "emploi_ma/list.html",
        postings=order[number * SIZE : (number + 1) * SIZE],
        total=len(ask.market.open(SOURCE, ask.day)),
        number=number,
        last=max(0, (len(order) - 1) // SIZE),
        path=path,
        headline=headline,
        region=region,
    )
