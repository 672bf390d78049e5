"""The places that a system names: each on a line of its own, country included."""

import re
from collections.abc import Iterable
from typing import Any

from offers.taxonomy import lookup, rows
from offers.text import fold
from spiders.bases.jsonld import words

_BITS = re.compile(r"[,;|()/]|\s[-–—]+\s")


def place(*parts: Any, country: Any = None) -> str | None:
    """Say the PARTS of one place, each once, and its COUNTRY, which may be a code of two letters.

    >>> place("Rabat", "Rabat-Salé-Kénitra", None, country="MA")
    'Rabat, Rabat-Salé-Kénitra, Maroc'
    >>> place("Tanger - Maroc", country="Morocco"), place(None, country="Morocco")
    ('Tanger - Maroc', 'Morocco')
    """
    said = list(dict.fromkeys(filter(None, map(words, parts))))
    nation = _named(words(country))
    if nation and not any(_bits(nation) <= _bits(one) for one in said):
        said.append(nation)
    return ", ".join(said) or None


def places(said: Iterable[Any]) -> str | None:
    """Join the places of SAID by " / ", each once; what another says in more words is left out.

    >>> places(["Maroc", "Casablanca", "Casablanca, Morocco", None, "Rabat", {"name": "Rabat"}])
    'Casablanca, Morocco / Rabat'
    """
    told = {one: _bits(one) for one in filter(None, map(words, said))}
    kept = (one for one in told if not any(told[one] < other for other in told.values()))
    return " / ".join(kept) or None


def _bits(place: str) -> frozenset[str]:
    """Give the names in PLACE, folded; a country's is its code, however it is called."""
    folded = filter(None, map(fold, _BITS.split(place)))
    return frozenset(lookup("countries", bit) or bit for bit in folded)


def _named(country: str | None) -> str | None:
    """Name the country of a two-letter code; give any other word as it stands."""
    if country is None or len(country) != 2:
        return country
    labels = {row["code"]: row["label"] for row in rows("countries")}
    return labels.get(country.lower(), country)
