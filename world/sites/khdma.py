"""khdma.ma: a private board that tells competitions too; JSON-LD with a frame, titles twice encoded."""

import json
import re

from markupsafe import Markup

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("khdma.ma", "www.khdma.ma")
SOURCE = "khdma"
DOOR = "/offres-emploi-maroc/1"
ROBOTS = None

SIZE = 12
_LIST = re.compile(r"/offres-emploi-maroc(?:/(\d{1,4}))?")
_POSTING = re.compile(r"/offre-emploi-maroc/.+-(\d+)")


def path(shown: Shown) -> str:
    """Give the path of a posting's page: the title, then the id."""
    return f"/offre-emploi-maroc/{slug(shown.title) or 'offre'}-{shown.ref}"


def headline(shown: Shown) -> str:
    """Print the title; of one posting in nine, encoded once too often.

    >>> _twice("Confirmé")
    'ConfirmÃ©'
    """
    return _twice(shown.title) if int(shown.ref) % 9 == 0 else shown.title


def answer(ask: Ask) -> Page | None:
    """Answer a list or a posting."""
    if found := _LIST.fullmatch(ask.path):
        return _list(ask, int(found[1] or 1))
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        facts = {"p": shown, "headline": headline}
        return render("posting", "khdma/posting.html", **facts, ld=_ld(shown)) if shown else None
    return None


def _list(ask: Ask, number: int) -> Page:
    order = ask.market.shown(SOURCE, ask.day)
    return render(
        "list",
        "khdma/list.html",
        postings=order[(number - 1) * SIZE : number * SIZE] if number else [],
        today=ask.today,
        path=path,
        headline=headline,
    )


def _ld(shown: Shown) -> Markup:
    """Write the JSON-LD block, with lines broken in its text and the end of a frame after it."""
    lines = [shown.text.opening, *shown.text.tasks, *shown.text.wants, *shown.text.gives]
    address = [{"@type": "PostalAddress", "addressCountry": "MA"}]
    if shown.city:
        address.append(address[0] | {"addressLocality": shown.city})
    data = {
        "@context": "http://schema.org/",
        "@type": "JobPosting",
        "title": headline(shown),
        "description": "".join(f"<p>{line}</p>" for line in lines),
        "datePosted": f"{shown.published}",
        "hiringOrganization": {"@type": "Organization", "name": shown.company or "Confidentiel"},
        "jobLocation": {"@type": "Place", "address": address},
    }
    said = json.dumps(data, ensure_ascii=False).replace("</p>", "<\\/p>\n")
    return Markup(f"{said}\n// ]]>")


def _twice(text: str) -> str:
    try:
        return text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return text
