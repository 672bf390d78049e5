"""www.rekrute.com: a private board; lists of 50, pages with a JSON-LD block that is no JSON."""

import re
from html.entities import codepoint2name
from math import ceil

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("www.rekrute.com", "rekrute.com")
SOURCE = "rekrute"
DOOR = "/offres.html?s=3&p=1&o=1"
ROBOTS = """\
User-agent: Googlebot
Disallow: /candidat/

User-agent: GPTBot
Disallow: /offres.html
"""

LISTS = ("/offres.html", "/offres-emploi-maroc.html")
SIZES = {1: 10, 2: 25, 3: 50}
_ENTITIES = {code: f"&{name};" for code, name in codepoint2name.items() if code > 126}
_POSTING = re.compile(r"/offre-emploi-.+-(\d+)\.html")


def path(shown: Shown) -> str:
    """Give the path of a posting's page: title, company and town, then the id."""
    city = slug((shown.city or "maroc").partition("(")[0])
    company = slug(shown.company or "confidentiel")
    return f"/offre-emploi-{slug(shown.title)}-recrutement-{company}-{city}-{shown.ref}.html"


def place(shown: Shown) -> str:
    """Print the town and its country; abroad, the town already names it."""
    city = shown.city or "Tout le Maroc"
    return city if city.endswith(")") else f"{city} (Maroc)"


def answer(ask: Ask) -> Page | None:
    """Answer a list or a posting; the site stands under /fr and /en too."""
    asked = re.sub("^/(fr|en)/", "/", ask.path)
    if asked in LISTS:
        return _list(ask)
    if found := _POSTING.fullmatch(asked):
        return _posting(ask, found[1])
    return None


def _list(ask: Ask) -> Page:
    code, number = ask.number("s", 1), max(1, ask.number("p", 1))
    size = SIZES.get(code, 10)
    postings = ask.market.shown(SOURCE, ask.day)
    start = (number - 1) * size
    return render(
        "list",
        "rekrute/list.html",
        postings=postings[start : start + size],
        start=start + 1,
        end=min(start + size, len(postings)) if start < len(postings) else start + size,
        total=f"{len(postings):,}".replace(",", " "),
        linked=min(100, ceil(len(postings) / size)),
        number=number,
        code=code,
        path=path,
        place=place,
    )


def _posting(ask: Ask, ref: str) -> Page | None:
    shown = ask.market.posting(SOURCE, ref, ask.day)
    if shown is None:
        return None
    days = (ask.today - shown.published).days
    ago = "aujourd'hui" if days <= 0 else f"il y a {days} jours"
    return render(
        "posting",
        "rekrute/posting.html",
        p=shown,
        ago=ago,
        path=path,
        place=place,
        body=_body(shown),
    )


def _body(shown: Shown) -> str:
    """Write the text as the site's JSON-LD has it: entities, no tags, and raw line breaks.

    A few advertisers quote a word, and the quotation marks break the block for good.
    """
    lines = [*shown.text.tasks, *shown.text.wants]
    said = "\n\t\n\t".join(f"• {line}" for line in lines).replace("&", "&amp;")
    quote = ' Mot-clé : "motivation".' if int(shown.ref) % 41 == 0 else ""
    return said.translate(_ENTITIES) + quote
