"""www.avito.ma: classified advertisements, drawn by scripts from the JSON that each page holds."""

import json
import re
from typing import Any

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.avito.ma", "avito.ma")
SOURCE = "avito"
DOOR = "/fr/maroc/emploi"
ROBOTS = "User-agent: *\nDisallow: /\n"

SIZE = 30
_POSTING = re.compile(r"/fr/[^/]+/[^/]+/.*_(\d+)\.htm")


def path(shown: Shown) -> str:
    """Give the path of an advertisement."""
    town, kind = slug(shown.town) or "maroc", slug(shown.sector).replace("-", "_")
    return f"/fr/{town}/{kind}/{slug(shown.title)}_{shown.ref}.htm"


def answer(ask: Ask) -> Page | None:
    """Answer a page of the list, without a row past the last, or an advertisement."""
    if ask.path == DOOR:
        first = (max(1, ask.number("o", 1)) - 1) * SIZE
        order = ask.market.shown(SOURCE, ask.day)[first : first + SIZE]
        rows = [row(shown, ask) for shown in order]
        boosted = [_boosted()] if rows else []
        return _page("list", {"ads": {"ads": [*boosted, *rows]}})
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        if shown:
            return _page("posting", {"adInfo": {"ad": row(shown, ask)}})
    return None


def row(shown: Shown, ask: Ask) -> dict[str, Any]:
    """Write an advertisement as the list's JSON; who gives no company advertises as a person."""
    shop = {"id": str(shown.employer), "type": "STORE", "name": shown.company}
    person = {"id": str(shown.employer), "type": "PRIVATE", "name": "Nom Inventé"}
    low = re.match(r"[\d ]+", shown.salary or "")
    text = shown.text
    lines = (text.opening, *text.tasks, *text.wants, *text.gives, text.about)
    return {
        "id": str(int(shown.ref) + 20_000_000),
        "listId": shown.ref,
        "subject": shown.title,
        "description": "\n".join(filter(None, lines)),
        "category": {
            "name": shown.sector,
            "id": "6050",
            "parent": {"id": "6200", "name": "Emploi"},
        },
        "seller": shop if shown.company else person,
        "location": f"{shown.city}, Centre" if shown.city else "Maroc",
        "date": ago((ask.today - shown.published).days),
        "price": {"value": int(low[0].replace(" ", ""))} if low else {},
        "href": f"https://www.avito.ma{path(shown)}",
    }


def ago(days: int) -> str:
    """Say how long ago, as the site does.

    >>> ago(0), ago(1), ago(5)
    ('il y a 7 minutes', 'il y a un jour', 'il y a 5 jours')
    """
    return {0: "il y a 7 minutes", 1: "il y a un jour"}.get(days, f"il y a {days} jours")


def _boosted() -> dict[str, Any]:
    category = {"name": "Ordinateurs", "id": "5010", "parent": {"id": "5000", "name": "Multimédia"}}
    return {"id": "1", "listId": "2", "subject": "Ordinateur portable", "category": category}


def _page(kind: str, shown: dict[str, Any]) -> Page:
    held = {"props": {"pageProps": {"componentProps": shown}}}
    blob = json.dumps(held, ensure_ascii=False).replace("<", "\\u003c")
    return render(kind, "avito/page.html", blob=blob)
