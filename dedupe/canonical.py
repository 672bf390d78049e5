"""One offer out of several postings: each field from the most trusted posting that has it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dedupe.employer import read_employer
from offers.text import squeeze

Row = Mapping[str, Any]

#: Whom we believe first; a kind that is not named comes last.
TRUST = ("employer", "public", "board", "agency", "import")
EXCERPT = 300
_UNENDED = re.compile(r"(?<![.!?:;…,؟،])\n")

#: Fields taken from the most trusted posting that has them, as they stand.
PLAIN = (
    "title", "contract_code", "remote_code", "salary", "experience", "diploma", "sector",
    "positions",
)  # fmt: skip
#: Every field of an offer that one posting gives; field_source says which.
FIELDS = (
    *PLAIN, "company", "city_code", "region_code", "language", "excerpt", "published_on", "deadline_on",
)  # fmt: skip


def canonical(postings: Sequence[Row]) -> dict[str, Any]:
    """Elect each field of the offer; ``field_source`` remembers the posting it came from."""
    ranked = sorted(postings, key=_trust)
    elected = {name: _first(ranked, name) for name in PLAIN}
    elected["company"] = _first(sorted(ranked, key=_unnamed), "company")
    place = _best(ranked, "city_code", lambda p: len(json.loads(p["city_codes"])))
    elected["city_code"] = place
    elected["region_code"] = (
        place if place and place["region_code"] else _first(ranked, "region_code")
    )
    text = _best(ranked, "description", lambda p: -len(p["description"]))
    elected["excerpt"] = text
    elected["language"] = text if text and text["language"] else _first(ranked, "language")
    elected["published_on"] = _best(ranked, "published_on", lambda p: p["published_on"])
    elected["deadline_on"] = _best(ranked, "deadline_on", lambda p: p["deadline_on"], last=True)
    offer = {
        name: posting[name] if posting else None
        for name, posting in elected.items()
        if name != "excerpt"
    }
    return offer | {
        "excerpt": excerpt(text["description"]) if text else None,
        "city_codes": json.dumps(_towns(place, ranked)),
        "first_seen": min(p["first_seen"] for p in ranked),
        "postings": len(ranked),
        "sources": len({p["source"] for p in ranked}),
        "field_source": json.dumps({name: p["id"] for name, p in elected.items() if p}),
    }


def excerpt(text: str) -> str:
    """Cut TEXT to a few lines, at the end of a word; a line that is no sentence is set apart by a dot.

    >>> excerpt("Nous cherchons un maçon.\\n- Bâtir\\n- Enduire")
    'Nous cherchons un maçon. Bâtir · Enduire'
    """
    lines = [kept for line in text.splitlines() if (kept := line.strip(" -•·*\t"))]
    plain = squeeze(_UNENDED.sub(" · ", "\n".join(lines)))
    if len(plain) <= EXCERPT:
        return plain
    return plain[: EXCERPT - 1].rsplit(" ", 1)[0].rstrip(" ·") + "…"


def _trust(posting: Row) -> tuple:
    kind = posting["kind"]
    return (TRUST.index(kind) if kind in TRUST else len(TRUST), posting["source"], posting["ref"])


def _unnamed(posting: Row) -> int:
    """Order the postings that name the employer itself before agencies, and those before nobody."""
    employer = read_employer(posting["company"], posting["city"])
    return 2 if employer.key is None else int(employer.agency)


def _first(postings: Sequence[Row], name: str) -> Row | None:
    return next((p for p in postings if p[name]), None)


def _best(
    postings: Sequence[Row], name: str, worth: Callable[[Row], Any], last: bool = False
) -> Row | None:
    having = [p for p in postings if p[name]]
    return sorted(having, key=worth, reverse=last)[0] if having else None


def _towns(place: Row | None, ranked: Sequence[Row]) -> list[str]:
    """List every town that a posting names, the offer's own first."""
    own = [place["city_code"]] if place else []
    return list(
        dict.fromkeys([*own, *(code for p in ranked for code in json.loads(p["city_codes"]))])
    )
