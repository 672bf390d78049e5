"""What an employer's own system shows: its vacancies here, a few elsewhere, and pages for people."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render
from world.words import names

#: One opening in so many is shown once more in another country, where no one in Morocco can take it.
ABROAD = 3


def openings(ask: Ask, platform: str, tenant: str) -> list[Shown] | None:
    """List what TENANT shows on PLATFORM, a few openings abroad included; None: no such tenant."""
    source = ask.source(platform, tenant)
    if source is None:
        return None
    here = ask.market.shown(source, ask.day)
    return here + [_abroad(one, at) for at, one in enumerate(here[::ABROAD])]


def spots(shown: Shown) -> list[tuple[str, str]]:
    """Name the towns of SHOWN, each with its country."""
    if shown.kind == "abroad":
        town, _, country = (shown.city or "").partition(" (")
        return [(town, country.removesuffix(")"))]
    return [(town, "Maroc") for town in (shown.city or shown.town).split(", ")]


def people(ask: Ask, shown: list[Shown] | None, path: Callable[[Shown], str]) -> Page | None:
    """Answer a person who asks for one of SHOWN, or for the list of them, which stands above."""
    found = next((one for one in shown or [] if path(one) == ask.path), None)
    if found:
        return render("posting", "systems/posting.html", p=found, description=description)
    if shown and path(shown[0]).startswith(f"{ask.path.rstrip('/')}/"):
        return render("list", "systems/list.html", postings=shown, path=path)
    return None


def answer_json(data: Any, kind: str = "list", status: int = 200) -> Page:
    """Answer with DATA as JSON, under an ETag."""
    text = json.dumps(data, ensure_ascii=False)
    return Page(kind, text, status, type="application/json; charset=utf-8", tag=True)


def _abroad(shown: Shown, at: int) -> Shown:
    """Tell SHOWN as an opening of its employer in another country."""
    places = names()["abroad"]
    ref, city = f"9{shown.ref[1:]}", places[at % len(places)]
    return replace(shown, ref=ref, vacancy=-1, kind="abroad", city=city, region="")
