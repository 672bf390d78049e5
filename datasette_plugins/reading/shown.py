"""How the words of others are shown: escaped, cut short, with the words found marked."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from datasette_plugins.reading.amounts import pay
from datasette_plugins.reading.reader import Reader, read_day
from offers.facets import KINDS
from offers.search import STOP, question, words
from offers.text import squeeze, unaccented, visible

LONGEST = 300  # what we show of a text that is somebody else's
NEW_DAYS = 2
SOON_DAYS = 7
_TERM = re.compile(r'"([^"]*)"(\*?)')
_WORD = re.compile(r"[\w+#]+(?:[.'’]\w+)*")


def web_address(url: str | None) -> str | None:
    """Return URL where a browser may follow it: http and https alone.

    >>> web_address("https://www.rekrute.com/1"), web_address("javascript:alert(1)")
    ('https://www.rekrute.com/1', None)
    """
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return url.strip() if url and parts.scheme in ("http", "https") and parts.netloc else None


def cut(text: str | None, longest: int = LONGEST) -> str:
    """Shorten TEXT to LONGEST characters, at a blank, with an ellipsis.

    >>> cut("Un poste de comptable", 15)
    'Un poste de…'
    """
    whole = squeeze(visible(text or ""))
    if len(whole) <= longest:
        return whole
    return whole[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


class Sought(NamedTuple):
    """Hold what a question looks for: stems, and beginnings of words."""

    stems: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()


NOTHING = Sought()


@lru_cache(100_000)
def _stems(word: str, language: str | None) -> frozenset[str]:
    return frozenset(words(word, language).split())


def sought(q: str) -> Sought:
    """Read from the search expression of the question Q which words it looks for, synonyms too.

    >>> sought("juristes logis").beginnings
    ('logis',)
    """
    terms = _TERM.findall(question(q) or "")
    stems = frozenset(stem for term, _ in terms for stem in term.split()) - STOP
    return Sought(stems, tuple(term for term, star in terms if star))


def _answers(word: str, language: str | None, wanted: Sought) -> bool:
    return bool(_stems(word, language) & wanted.stems) or (
        bool(wanted.beginnings) and unaccented(word).startswith(wanted.beginnings)
    )


def marked(text: str, wanted: Sought, language: str | None = None) -> Markup:
    """Escape TEXT, and mark the words in it that are WANTED.

    >>> marked("Développeuses <b>", sought("développeur"))
    Markup('<mark>Développeuses</mark> &lt;b&gt;')
    """
    if not wanted.stems:
        return escape(text)
    parts, at = [], 0
    for word in _WORD.finditer(text):
        if _answers(word.group(), language, wanted):
            parts += [
                escape(text[at : word.start()]),
                Markup("<mark>{}</mark>").format(word.group()),
            ]
            at = word.end()
    return Markup("").join([*parts, escape(text[at:])])


def kind_of(contract: str | None) -> str:
    """Name the tab that an offer of this contract has its colour from."""
    return next(
        (kind for kind in ("internship", "first", "civil") if contract in KINDS[kind]), "work"
    )


def card(offer: Mapping[str, Any], reader: Reader, wanted: Sought = NOTHING) -> dict[str, Any]:
    """Make what the card of OFFER shows, with the words WANTED marked."""
    published = offer["published_on"] or offer["first_seen"]
    since, until = read_day(published), read_day(offer["deadline_on"])
    age = (reader.today - since).days if since else None
    left = (until - reader.today).days if until else None
    return {
        "id": offer["id"],
        "kind": kind_of(offer["contract_code"]),
        "lang": offer["language"],
        "title": marked(cut(offer["title_shown"] or offer["title"]), wanted, offer["language"]),
        "company": marked(
            cut(offer["employer"] or offer["company"], 80), wanted, offer["language"]
        ),
        "place": reader.label("cities", offer["city_code"])
        or reader.label("regions", offer["region_code"]),
        "contract": reader.label("contracts", offer["contract_code"]),
        "mode": reader.label("work_modes", offer["remote_code"]),
        "remote": offer["remote_code"] in ("remote", "hybrid"),
        "salary": pay(offer, reader) or cut(offer["salary"], 60),
        "posted": reader.ago(published),
        "closes": reader.closes(offer["deadline_on"]),
        "new": age is not None and 0 <= age <= NEW_DAYS,
        "soon": left is not None and 0 <= left <= SOON_DAYS,
        "past": left is not None and left < 0,
        "sources": offer["sources"],
        "excerpt": marked(cut(offer["excerpt"]), wanted, offer["language"]),
        "closed": offer["closed_on"] is not None,
    }
