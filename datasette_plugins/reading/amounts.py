"""Pay and years, said in the visitor's language."""

from collections.abc import Mapping
from typing import Any

from datasette_plugins.reading.reader import Reader

Offer = Mapping[str, Any]


def pay(offer: Offer, reader: Reader) -> str:
    """Say the pay as it was stated, by what time, and whether net or gross; nothing where unknown.

    >>> from datetime import date
    >>> offer = {"salary_min": 5000.0, "salary_max": 8000.0, "salary_currency": "MAD",
    ...          "salary_period": "month", "salary_tax": "net"}
    >>> pay(offer, Reader(lang="en", today=date(2026, 11, 21)))
    '5,000 to 8,000 MAD net a month'
    >>> pay(dict.fromkeys(offer) | {"salary_min": 5000.0}, Reader(lang="en", today=date(2026, 11, 21)))
    'From 5,000'
    """
    span = _span(offer["salary_min"], offer["salary_max"], "pay", reader)
    if not span:
        return ""
    currency = offer["salary_currency"]
    known = reader.knows(f"currency_{currency}")
    parts = [span, reader.say(f"currency_{currency}") if known else currency or ""]
    parts += [reader.say(f"pay_{offer['salary_tax']}")] if offer["salary_tax"] else []
    parts += [reader.say(f"pay_{offer['salary_period']}")] if offer["salary_period"] else []
    return " ".join(filter(None, parts))


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
        least, most = (None if value is None else 12 * value for value in (least, most))
        return _span(least, most, "months", reader)
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
