"""www.anapec.org: the public agency; its list as JSON and as a table, its hidden employers."""

import json
import re
from math import ceil

from world.shown import Shown
from world.sites import Ask, Page, french, render

HOSTS = ("www.anapec.org", "anapec.org", "anapec.ma", "www.anapec.ma")
SOURCE = "anapec"
DOOR = "/sigec-app-rv/fr/chercheurs/resultat_recherche/tout:all"
ROBOTS = None

HOME = "/sigec-app-rv"
SIZE = 15
_JSON = re.compile(
    HOME + r"(?:/fr)?/chercheurs/resultat_recherche_json/page:(\d+)/tout:all/language:fr"
)
_TABLE = re.compile(
    HOME + r"(?:/fr)?/chercheurs/resultat_recherche/(?:page:(\d+)/)?tout:all(?:/language:fr)?"
)
_POSTING = re.compile(
    HOME + r"/fr/entreprises/bloc_offre_home/(\d+)/(?:display|resultat_recherche)"
)


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"{HOME}/fr/entreprises/bloc_offre_home/{shown.ref}/display"


def reference(shown: Shown) -> str:
    """Give the agency's reference: two letters, a date, the id; in either case."""
    agency = (shown.city or "AG")[:2].strip()
    agency = agency if shown.employer % 4 else agency.capitalize()
    return f"{agency}{shown.published:%d%m%y}{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer the list, as JSON or as a table, or a posting."""
    if found := _JSON.fullmatch(ask.path):
        return _json(ask, int(found[1]))
    if found := _TABLE.fullmatch(ask.path):
        return _table(ask, int(found[1] or 1))
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        if shown:
            return render("posting", "anapec/posting.html", p=shown, reference=reference)
    return (
        Page("home", "<app-root></app-root>") if ask.path in ("/", "/chercheurs/offres") else None
    )


def _page(ask: Ask, number: int) -> tuple[list[Shown], int, int]:
    postings = ask.market.shown(SOURCE, ask.day)
    start = (max(1, number) - 1) * SIZE
    return postings[start : start + SIZE], len(postings), max(1, ceil(len(postings) / SIZE))


def _json(ask: Ask, number: int) -> Page:
    postings, count, last = _page(ask, number)
    rows = [_row(shown) for shown in postings]
    if number % 4 == 3 and rows:
        rows.append(rows[0] | {"id": None, "intitule_poste": ""})  # theirs, too, has such rows
    paginate = {"count": count, "last": _address(last)}
    if number < last:
        paginate["next"] = _address(number + 1)
    said = json.dumps({"Offre": rows, "paginate": paginate}, ensure_ascii=False)
    return Page("list", said, type="application/json; charset=utf-8")


def _row(shown: Shown) -> dict[str, str | int | None]:
    return {
        "id": int(shown.ref) if shown.employer % 5 == 0 else shown.ref,  # of either type
        "ref_offre": reference(shown),
        "date_offre": french(shown.published),
        "intitule_poste": shown.title,
        "entreprise": shown.company or "-",
        "lieu_travail": f"{shown.city} ",
    }


def _address(number: int) -> str:
    return f"{HOME}/chercheurs/resultat_recherche_json/page:{number}/tout:all/language:fr"


def _table(ask: Ask, number: int) -> Page:
    postings, count, last = _page(ask, number)
    facts = {"postings": postings, "count": count, "number": number, "last": last}
    return render("list", "anapec/list.html", **facts, home=HOME, reference=reference)
