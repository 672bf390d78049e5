"""Where the postings of one offer do not say the same, in the visitor's language, with who says what."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasette_plugins.reading.amounts import pay, years
from datasette_plugins.reading.reader import Reader
from datasette_plugins.reading.shown import cut

Row = Mapping[str, Any]

#: Column of the offer → the name its words go by; two columns of one name are told together. Sites
#: publish a vacancy on days of their own: that is in the table, and no news to a visitor.
NAMES = {
    "employer": "company", "city_code": "city", "contract_code": "contract", "remote_code": "remote",
    "salary_min": "salary", "salary_max": "salary", "experience_min": "experience",
    "diploma_code": "diploma", "deadline_on": "deadline",
}  # fmt: skip


def differing(
    offer: Row, postings: Sequence[Row], reader: Reader
) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """List where the POSTINGS of OFFER differ: (name of the field, [(words, sources that say so)]).

    What the page shows comes first in each.
    """
    known = {posting["id"]: posting for posting in postings}
    told: dict[str, dict[str, list[str]]] = {}
    for name, pairs in json.loads(offer["conflicts"] or "{}").items():
        if name not in NAMES:
            continue
        values = told.setdefault(NAMES[name], {})
        for id, value in pairs:
            words = _words(name, value, known[id], reader) if id in known else ""
            sources = values.setdefault(words, []) if words else []
            if id in known and known[id]["source_title"] not in sources:
                sources.append(known[id]["source_title"])
    return [(name, list(values.items())) for name, values in told.items() if len(values) > 1]


def conflicting(offer: Row) -> str:
    """Name the postings that differ, as JSON of ids."""
    found = json.loads(offer["conflicts"] or "{}")
    return json.dumps(sorted({id for pairs in found.values() for id, _ in pairs}))


def _words(name: str, value: Any, posting: Row, reader: Reader) -> str:
    if vocabulary := VOCABULARIES.get(name):
        return reader.label(vocabulary, value)
    return SAID[NAMES[name]](value, posting, reader)


VOCABULARIES = {
    "city_code": "cities",
    "contract_code": "contracts",
    "remote_code": "work_modes",
    "diploma_code": "diplomas",
}
#: How what has no vocabulary is said: amounts with their unit, which stands in the posting.
SAID: dict[str, Callable[[Any, Row, Reader], str]] = {
    "company": lambda value, posting, reader: cut(value, 80),
    "salary": lambda value, posting, reader: pay(posting, reader),
    "experience": lambda value, posting, reader: years(posting, reader),
    "deadline": lambda value, posting, reader: reader.day(value),
}
