"""Where: the towns that a posting names, as codes; a place we have no code for keeps its words."""

from collections.abc import Iterable
from functools import cache

from offers import taxonomy
from offers.lexicons import Lexicon, rows, split
from offers.lexicons.towns import towns

#: In front of the words of a place that has no code.
UNCODED = "~"


@cache
def _zones() -> Lexicon:
    phrases = ((split(p), row["code"]) for row in rows("places") for p in row["phrases"].split("|"))
    return Lexicon(dict(phrases))


def read_places(codes: Iterable[str], city: str | None) -> frozenset[str]:
    """Say where, from the codes and the words of the city field; a zone of two towns is in both.

    >>> sorted(read_places(["sale"], "Technopolis"))
    ['rabat', 'sale']
    >>> read_places([], "Belgarrou (Maroc)"), read_places([], "Tout le Maroc")
    (frozenset({'~belgarrou'}), frozenset())
    """
    first = (city or "").split("(")[0]
    zones, rest = _zones().take(split(first))
    found = set(codes) | {code for zone in zones for code in zone.split("|") if code}
    return frozenset(found or _uncoded(first.split(",")[0], rest))


def _uncoded(first: str, rest: tuple[str, ...]) -> set[str]:
    if not rest or taxonomy.lookup("regions", first):
        return set()
    named, others = towns(rest)
    return set(named) or {UNCODED + word for word in others if len(word) > 3}
