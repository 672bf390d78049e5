"""Where the postings of one offer do not say the same: listed with who says what, never hidden."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dedupe.employer import Employer, read_employer
from dedupe.features.employer import likeness

Row = Mapping[str, Any]

#: Months in a period of pay: 60 000 a year and 5 000 a month are one amount.
MONTHS = {"year": 12}


def conflicts(ranked: Sequence[Row], elected: Mapping[str, Row | None]) -> dict[str, list[list]]:
    """List for each field of FIELDS that is told in several ways who says what: [posting id, value].

    RANKED are the postings, the most trusted first; ELECTED names the posting that each field of
    the offer is from: it comes first. What is unknown never conflicts, and a source is named once
    a value.
    """
    found: dict[str, list[list]] = {}
    for name, same in FIELDS.items() if len(ranked) > 1 else ():
        said = [p for p in [elected[name], *ranked] if p and p[name] is not None]
        if not said or all(same(said[0], p) for p in said):
            continue
        first = said[0]
        told: dict[tuple, list] = {}
        for posting in said:
            value = first[name] if same(first, posting) else posting[name]
            told.setdefault((posting["source"], value), [posting["id"], value])
        found[name] = sorted(told.values(), key=lambda pair: pair[1] != first[name])
    return found


def _equal(name: str) -> Callable[[Row, Row], bool]:
    return lambda elected, other: elected[name] == other[name]


def _in_town(elected: Row, other: Row) -> bool:
    """Say whether OTHER names the elected town too, alone or among several."""
    town = elected["city_code"]
    return town == other["city_code"] or town in json.loads(other["city_codes"])


def _paid(name: str) -> Callable[[Row, Row], bool]:
    def same(elected: Row, other: Row) -> bool:
        units = ("salary_currency", "salary_tax")
        if any(elected[u] and other[u] and elected[u] != other[u] for u in units):
            return False
        return abs(_monthly(elected, name) - _monthly(other, name)) < 1

    return same


def _monthly(posting: Row, name: str) -> float:
    return posting[name] / MONTHS.get(posting["salary_period"], 1)


def _one_employer(elected: Row, other: Row) -> bool:
    """Say whether two names are one employer's: written otherwise, or by a name it goes by."""
    if elected["employer"] == other["employer"]:
        return True
    return likeness(_employer(elected), _employer(other)) != "other"


def _employer(posting: Row) -> Employer:
    return read_employer(posting["employer"], posting["city"])


#: field → whether a posting agrees with the elected one in it, where both say something.
FIELDS: dict[str, Callable[[Row, Row], bool]] = {
    "employer": _one_employer,
    "city_code": _in_town,
    "contract_code": _equal("contract_code"),
    "remote_code": _equal("remote_code"),
    "salary_min": _paid("salary_min"),
    "salary_max": _paid("salary_max"),
    "experience_min": _equal("experience_min"),
    "diploma_code": _equal("diploma_code"),
    "published_on": _equal("published_on"),
    "deadline_on": _equal("deadline_on"),
}
