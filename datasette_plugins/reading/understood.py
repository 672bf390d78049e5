"""What we understood of an offer, said in the visitor's language; the site's words where we did not."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from datasette_plugins.reading.amounts import pay, years
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


def diploma(offer: Offer, reader: Reader) -> str:
    """Say the least diploma that is asked; nothing where unknown."""
    return reader.label("diplomas", offer["diploma_code"])


def languages(offer: Offer, reader: Reader) -> str:
    """Say the languages asked for, each with how well where that is told.

    >>> from datetime import date
    >>> reader = Reader(lang="fr", today=date(2026, 11, 21))
    >>> languages({"languages_asked": '{"fr": "fluent", "en": null}'}, reader)
    'Français (courant), Anglais'
    """
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
