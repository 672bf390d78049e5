"""www.m-job.ma: a private board of call centres and agencies; it tells no day, only how long ago."""

import re

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.m-job.ma", "m-job.ma")
SOURCE = "m_job"
DOOR = "/recherche"
ROBOTS = None

LIST = "/recherche"
SIZE = 20
EVERY_LEVEL = "Débutant / De 1 à 3 ans / De 3 à 5 ans / De 5 à 10 ans / Plus de 10 ans"
_POSTING = re.compile(r"/offres-emploi/(\d+)-.+")


def path(shown: Shown) -> str:
    """Give the path of a posting's page: the id, then title and town."""
    return f"/offres-emploi/{shown.ref}-{slug(f'{shown.title} {shown.city or str()}') or 'offre'}"


def ago(days: int) -> str:
    """Say how long ago DAYS are, as roughly as the site does.

    >>> ago(0), ago(1), ago(9), ago(40)
    ("aujourd'hui", 'il y a 1 jour', 'il y a 1 semaine', 'il y a 1 mois')
    """
    if days < 1:
        return "aujourd'hui"
    number, unit = next((days // n, unit) for n, unit in _UNITS if days >= n)
    return f"il y a {number} {unit}{'s' if number > 1 and unit != 'mois' else ''}"


_UNITS = ((30, "mois"), (7, "semaine"), (1, "jour"))


def pay(shown: Shown) -> str:
    """Print the salary, or one of the ways in which the form says none."""
    return shown.salary or ("A négocier" if int(shown.ref) % 2 else "non défini")


def answer(ask: Ask) -> Page | None:
    """Answer a list or a posting."""
    facts = {"path": path, "pay": pay, "every_level": EVERY_LEVEL}
    if ask.path == LIST:
        return _list(ask, max(1, ask.number("page", 1)), facts)
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        if shown:
            when = ago((ask.today - shown.published).days)
            return render("posting", "m_job/posting.html", p=shown, ago=when, **facts)
    return None


def _list(ask: Ask, number: int, facts: dict) -> Page:
    order = ask.market.shown(SOURCE, ask.day)
    return render(
        "list",
        "m_job/list.html",
        postings=[
            (p, ago((ask.today - p.published).days))
            for p in order[(number - 1) * SIZE : number * SIZE]
        ],
        number=number,
        last=max(1, -(-len(order) // SIZE)),
        **facts,
    )
