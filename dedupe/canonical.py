"""One offer out of several postings: each field from the most trusted posting that has it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from dedupe.boilerplate import MARKS, Lines, without
from dedupe.conflicts import conflicts
from offers.text import squeeze

Row = Mapping[str, Any]
#: Source → the lines that it writes into unlike postings.
Boilerplate = Mapping[str, Lines]
NONE: Boilerplate = MappingProxyType({})

#: Whom we believe first; a kind that is not named comes last.
TRUST = ("employer", "public", "board", "agency", "import")
EXCERPT = 300
#: So much of a text is read for its excerpt, unless it is mostly blank.
HEAD = 3 * EXCERPT
#: Little pictures in front of a line stand for nothing that one could read.
_PICTURES = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+")
_UNENDED = re.compile(r"(?<![.!?:;…,؟،])\n")

#: What is taken together, from the most trusted posting of which the first columns say something.
TOGETHER: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("title",), ("title", "title_shown")),
    (("contract_code",), ("contract_code",)),
    (("working_time_code",), ("working_time_code",)),
    (("remote_code",), ("remote_code",)),
    (("experience_min", "experience_max"), ("experience", "experience_min", "experience_max")),
    (("diploma_code",), ("diploma", "diploma_code")),
    (("level_code",), ("level_code",)),
    (("positions_count",), ("positions", "positions_count")),
    (
        ("salary_min", "salary_max"),
        ("salary", "salary_min", "salary_max", "salary_currency", "salary_period", "salary_tax"),
    ),
    (("sector_code",), ("sector", "sector_code")),
    (("occupation_code",), ("occupation_code",)),
    (("isco_code",), ("isco_code",)),
)
#: What is taken together in an order of its own, in canonical().
NAMED = ("company", "employer", "is_agency")
PLACED = ("city_code", "province_code")
#: No text names more skills than this that a reader would read.
MOST_SKILLS = 60

#: The columns of postings that an offer is made of.
COLUMNS = (
    *(name for _, names in TOGETHER for name in names), *NAMED, *PLACED, "id", "source", "ref", "city",
    "city_codes", "region_code", "region_codes", "country_code", "skill_codes", "description", "language",
    "languages_asked", "published_on", "deadline_on", "first_seen",
)  # fmt: skip


def canonical(postings: Sequence[Row], boilerplate: Boilerplate = NONE) -> dict[str, Any]:
    """Elect each field of the offer; ``field_source`` remembers the posting it came from.

    The text is the longest without the BOILERPLATE of its source.
    """
    ranked = sorted(postings, key=_trust) if len(postings) > 1 else postings
    elected = _together(ranked) | _placed(ranked)
    named = _first(sorted(ranked, key=_unnamed), "company")
    elected |= dict.fromkeys(NAMED, named)
    text = _best(ranked, "description", lambda p: len(_own(p, boilerplate)), most=True)
    elected["language"] = text if text and text["language"] else _first(ranked, "language")
    elected["languages_asked"] = next((p for p in ranked if p["languages_asked"] != "{}"), None)
    elected["published_on"] = _best(ranked, "published_on", lambda p: p["published_on"])
    elected["deadline_on"] = _best(ranked, "deadline_on", lambda p: p["deadline_on"], most=True)
    offer = {name: posting and posting[name] for name, posting in elected.items()}
    offer["languages_asked"] = offer["languages_asked"] or "{}"
    elected["excerpt"] = text
    return offer | {
        "excerpt": excerpt(_own(text, boilerplate) or text["description"]) if text else None,
        "city_codes": _all(elected["city_code"], ranked, "city_codes"),
        "region_codes": _all(elected["region_code"], ranked, "region_codes"),
        "skill_codes": _all(None, ranked, "skill_codes", MOST_SKILLS),
        "first_seen": min(p["first_seen"] for p in ranked),
        "postings": len(ranked),
        "sources": len({p["source"] for p in ranked}),
        "field_source": json.dumps({name: p["id"] for name, p in elected.items() if p}),
        "conflicts": _told(conflicts(ranked, elected)) if len(ranked) > 1 else "{}",
    }


def _told(found: dict[str, list[list]]) -> str:
    return json.dumps(found, ensure_ascii=False)


def _together(ranked: Sequence[Row]) -> dict[str, Row | None]:
    """Elect what is understood; where nobody was understood, the words of whoever has some."""
    elected: dict[str, Row | None] = {}
    for known, names in TOGETHER:
        found = _understood(ranked, known) or _first(ranked, names[0])
        for name in names:
            elected[name] = found
    return elected


def _understood(ranked: Sequence[Row], known: Iterable[str]) -> Row | None:
    for posting in ranked:
        for name in known:
            if posting[name] is not None:
                return posting
    return None


def _placed(ranked: Sequence[Row]) -> dict[str, Row | None]:
    """Elect the town that stands alone before one of many, and with it what it lies in."""
    place = _best(ranked, "city_code", lambda p: len(json.loads(p["city_codes"])))
    region = place if place and place["region_code"] else _first(ranked, "region_code")
    country = place if place and place["country_code"] else _first(ranked, "country_code")
    placed = dict.fromkeys(PLACED, place or _first(ranked, "province_code"))
    return placed | {"region_code": region, "country_code": country}


def _own(posting: Row, boilerplate: Boilerplate) -> str:
    lines = boilerplate.get(posting["source"])
    return without(posting["description"], lines) if lines else posting["description"]


def excerpt(text: str) -> str:
    """Cut TEXT to a few lines, at the end of a word; a line that is no sentence is set apart by a dot.

    >>> excerpt("Nous cherchons un maçon.\\n- Bâtir\\n- Enduire")
    'Nous cherchons un maçon. Bâtir · Enduire'
    >>> excerpt("🏢 Entreprise\\nUn atelier.")
    'Entreprise · Un atelier.'
    """
    plain = _plain(text[:HEAD])
    if len(plain) <= EXCERPT and len(text) > HEAD:
        plain = _plain(text)
    if len(plain) <= EXCERPT:
        return plain
    return plain[: EXCERPT - 1].rsplit(" ", 1)[0].rstrip(" ·") + "…"


def _plain(text: str) -> str:
    lines = [kept for line in text.splitlines() if (kept := line.strip(MARKS))]
    return squeeze(_UNENDED.sub(" · ", _PICTURES.sub("", "\n".join(lines))))


def _trust(posting: Row) -> tuple:
    kind = posting["kind"]
    return (TRUST.index(kind) if kind in TRUST else len(TRUST), posting["source"], posting["ref"])


def _unnamed(posting: Row) -> int:
    """Order the postings that name the employer itself before agencies, and those before nobody."""
    return 2 if posting["employer"] is None else int(posting["is_agency"] or 0)


def _first(postings: Sequence[Row], name: str) -> Row | None:
    for posting in postings:
        if posting[name]:
            return posting
    return None


def _best(
    postings: Sequence[Row], name: str, worth: Callable[[Row], Any], most: bool = False
) -> Row | None:
    """Return the first posting whose NAME is worth least, or MOST, of those that have it."""
    if len(postings) == 1:
        return _first(postings, name)
    having = [p for p in postings if p[name]]
    return (max if most else min)(having, key=worth) if having else None


def _all(own: Row | None, ranked: Sequence[Row], name: str, most: int | None = None) -> str:
    """List every code that a posting gives in NAME, those of the offer's OWN posting first."""
    first = [own] if own and len(ranked) > 1 else []
    return _codes(tuple(dict.fromkeys(p[name] for p in [*first, *ranked])), most)


@lru_cache(10_000)
def _codes(lists: tuple[str, ...], most: int | None) -> str:
    """Write the codes of all LISTS as one; most lists are empty, or name one of a few towns."""
    codes = dict.fromkeys(code for text in lists if text != "[]" for code in json.loads(text))
    return json.dumps(list(codes)[:most]) if codes else "[]"
