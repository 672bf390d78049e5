"""www.marocannonces.com: classified advertisements in an old template; its robots.txt refuses all."""

import re
from datetime import date

from world.shown import Shown
from world.sites import Ask, Page, render

HOSTS = ("www.marocannonces.com", "marocannonces.com")
SOURCE = "marocannonces"
DOOR = "/categorie/309/Emploi/Offres-emploi.html"
ROBOTS = "User-agent: *\nDisallow: /\n"

SIZE = 20
#: The categories: where the list is, and where its advertisements are.
WORK = ("/categorie/309/Emploi/Offres-emploi", "/categorie/309/Offres-emploi")
FREELANCE = ("/categorie/313/Freelance", "/categorie/313/Freelance")
_LIST = re.compile(r"(/categorie/(?:309/Emploi/Offres-emploi|313/Freelance))(?:/(\d+))?\.html")
_POSTING = re.compile(r"/categorie/(?:309/Offres-emploi|313/Freelance)/annonce/(\d+)/[^/]+\.html")
_UNFIT = re.compile(r"[\s/?#%&]+")


def path(shown: Shown) -> str:
    """Give the path of an advertisement: its title stands there as it was typed."""
    words = _UNFIT.sub("-", shown.title).strip("-")
    return f"{_category(shown)[1]}/annonce/{shown.ref}/{words}.html"


def answer(ask: Ask) -> Page | None:
    """Answer a page of a category's list, past the last one that says so, or an advertisement."""
    if found := _LIST.fullmatch(ask.path):
        return _list(ask, found[1], int(found[2] or 1))
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        if shown:
            facts = {"p": shown, "when": f"{_english(shown.published)}-9:58"}
            return render("posting", "marocannonces/posting.html", **facts)
    return None


def when(shown: Shown, today: date) -> tuple[str, str]:
    """Tell when, as the list does: the day in words, and the hour; or the day alone."""
    days = (today - shown.published).days
    if days in (0, 1):
        return ("Aujourd'hui", "Hier")[days], "09:58"
    return _english(shown.published), ""


def _list(ask: Ask, home: str, number: int) -> Page:
    shown = ask.market.shown(SOURCE, ask.day)
    order = [x for x in shown if _category(x)[0] == home]
    last = max(1, -(-len(order) // SIZE))
    if number > last:
        return render("list", "marocannonces/missing.html")
    return render(
        "list",
        "marocannonces/list.html",
        postings=order[(number - 1) * SIZE : number * SIZE],
        pages={n: f"{home}/{n}.html" if n > 1 else f"{home}.html" for n in range(1, last + 1)},
        number=number,
        last=last,
        today=ask.today,
        path=path,
        when=when,
    )


def _category(shown: Shown) -> tuple[str, str]:
    return FREELANCE if shown.contract_code == "freelance" else WORK


def _english(day: date) -> str:
    return f"{day.day} {day:%b}"
