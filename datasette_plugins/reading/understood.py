"""What we understood of an offer, said in the visitor's language; the site's words where we did not."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from datasette_plugins.reading.reader import Reader
from datasette_plugins.reading.shown import cut

Offer = Mapping[str, Any]

#: More than these would bury the page.
MOST_SKILLS = 24


def facts(offer: Offer, reader: Reader) -> list[tuple[str, str]]:
    """List what is known of OFFER beside its place, contract and days: (name of the field, words)."""
    said = (
        ("working_time", reader.label("working_times", offer["working_time_code"])),
        ("salary", pay(offer, reader) or cut(offer["salary"], 160)),
        ("experience", years(offer, reader) or cut(offer["experience"], 160)),
        ("diploma", diploma(offer, reader) or cut(offer["diploma"], 160)),
        ("level", reader.label("levels", offer["level_code"])),
        ("languages", languages(offer, reader)),
        ("skills", skills(offer, reader)),
        ("sector", reader.label("sectors", offer["sector_code"]) or cut(offer["sector"], 160)),
        ("occupation", reader.label("occupations", offer["occupation_code"])),
        ("positions", _positions(offer, reader) or cut(offer["positions"], 60)),
    )
    return [(name, words) for name, words in said if words]


def pay(offer: Offer, reader: Reader) -> str:
    """Say the pay as it was stated, by what time, and whether net or gross; nothing where unknown.

    >>> from datetime import date
    >>> offer = {"salary_min": 5000.0, "salary_max": 8000.0, "salary_currency": "MAD",
    ...          "salary_period": "month", "salary_tax": "net"}
    >>> pay(offer, Reader(lang="en", today=date(2026, 11, 21)))
    '5,000 to 8,000 MAD net a month'
    """
    span = _span(offer["salary_min"], offer["salary_max"], "pay", reader)
    if not span:
        return ""
    currency = offer["salary_currency"]
    known = reader.knows(f"currency_{currency}")
    parts = [span, reader.say(f"currency_{currency}") if known else currency]
    parts += [reader.say(f"pay_{offer['salary_tax']}")] if offer["salary_tax"] else []
    parts += [reader.say(f"pay_{offer['salary_period']}")] if offer["salary_period"] else []
    return " ".join(parts)


def years(offer: Offer, reader: Reader) -> str:
    """Say the experience asked for; nothing where unknown.

    >>> from datetime import date
    >>> reader = Reader(lang="fr", today=date(2026, 11, 21))
    >>> [years({"experience_min": a, "experience_max": b}, reader) for a, b in ((2, 5), (0, None), (10, None))]
    ['2 à 5 ans', 'Débutants acceptés', '10 ans et plus']
    """
    least, most = offer["experience_min"], offer["experience_max"]
    if least == 0 and not most:
        return reader.say("years_none")
    if least is not None and 0 < least < 1 and not most:
        return reader.say("years_some")
    if any(value is not None and value != int(value) for value in (least, most)):
        months = (None if value is None else 12 * value for value in (least, most))
        return _span(*months, "months", reader)
    return _span(least, most, "years", reader)


def _span(least: float | None, most: float | None, what: str, reader: Reader) -> str:
    """Say from LEAST to MOST in the words of WHAT; one of them may be unknown, or both the same."""
    if least is None and most is None:
        return ""
    told = {"least": _number(least, reader), "most": _number(most, reader)}
    if most is None:
        form = "from"
    elif least is None or (least == 0 and what != "pay"):
        form = "upto"
    else:
        form = "is" if least == most else "from_to"
    return reader.say(f"{what}_{form}", n=int(most or least or 0), **told)


def _number(value: float | None, reader: Reader) -> str:
    """Write VALUE with its thousands parted; a fraction keeps two digits at most."""
    if value is None:
        return ""
    if value == int(value):
        return reader.number(int(value))
    return f"{value:.2f}".rstrip("0").replace(".", reader.say("decimal"))


def diploma(offer: Offer, reader: Reader) -> str:
    """Say the least diploma that is asked; nothing where unknown."""
    return reader.label("diplomas", offer["diploma_code"])


def languages(offer: Offer, reader: Reader) -> str:
    """Say the languages asked for, each with how well where that is told."""
    asked: dict[str, str | None] = json.loads(offer["languages_asked"] or "{}")
    return reader.say("listed").join(_language(code, how, reader) for code, how in asked.items())


def _language(code: str, how: str | None, reader: Reader) -> str:
    name = reader.label("languages", code)
    return f"{name} ({reader.label('proficiencies', how).lower()})" if how else name


def skills(offer: Offer, reader: Reader) -> str:
    """Name the skills asked for, the first of many."""
    return reader.say("listed").join(_skills(offer, reader))


def _skills(offer: Offer, reader: Reader) -> Iterator[str]:
    for code in json.loads(offer["skill_codes"] or "[]")[:MOST_SKILLS]:
        yield reader.label("skills", code)


def _positions(offer: Offer, reader: Reader) -> str:
    return reader.number(offer["positions_count"]) if offer["positions_count"] else ""
