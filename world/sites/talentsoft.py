"""talent-soft.com: an employer's careers site on Talentsoft, and its vacancies as RSS."""

import re

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("*.talent-soft.com",)
SOURCE = "talentsoft"
DOOR = "/offre-de-emploi/liste-offres.aspx"
ROBOTS = None

USUAL, LARGEST = 20, 1000
_POSTING = re.compile(r"/offre-de-emploi/emploi-.*_(\d+)\.aspx")


def host(shown: Shown) -> str:
    """Give the host of the employer's careers site."""
    tenant = shown.source.removeprefix("talentsoft.").removesuffix("-talent-soft-com")
    return f"{tenant}.talent-soft.com"


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/offre-de-emploi/emploi-{slug(shown.title)}_{shown.ref}.aspx"


def answer(ask: Ask) -> Page | None:
    """Answer the feed, the list or a posting."""
    source = ask.source(SOURCE, ask.host)
    if source is None:
        return None
    shown = ask.market.shown(source, ask.day)
    facts = {"home": f"https://{ask.host}", "path": path, "labelled": labelled}
    if ask.path == "/handlers/offerRss.ashx":
        most = min(ask.number("top", USUAL), LARGEST)
        page = render("feed", "talentsoft/offerRss.xml", postings=shown[:most], **facts)
        return Page(page.kind, page.body, type="application/rss+xml; charset=utf-8", tag=True)
    if ask.path == DOOR:
        return render("list", "talentsoft/list.html", postings=shown, **facts)
    found = _POSTING.fullmatch(ask.path)
    one = ask.market.posting(source, found[1], ask.day) if found else None
    return render("posting", "talentsoft/posting.html", p=one, **facts) if one else None


def labelled(shown: Shown) -> str:
    """Write what the feed says within its text alone: the place, the contract, the vacancy."""
    town = f"<b>Lieu de travail :</b> {shown.city}, Maroc<br/>"
    return f"{town}<b>Type de contrat :</b> {shown.contract}<br/>{description(shown)}"
