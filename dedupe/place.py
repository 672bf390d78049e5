"""Where: the towns that a posting names, as codes; a place we have no code for keeps its words."""

from collections.abc import Iterable
from functools import cache

from offers import taxonomy
from offers.lexicons import Lexicon, rows, split

#: In front of the words of a place that has no code.
UNCODED = "~"


@cache
def _towns() -> Lexicon:
    known: dict[tuple[str, ...], str] = {}
    for row in taxonomy.rows("cities"):
        if row["kind"] != "town":
            continue  # communes and quarters are called Massa, Sahel or Oasis, as firms and people are
        names = (row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|"))
        for name in names:
            # A short alias ("RAB", "CFC") is safe in a city field only.
            if (len(name) > 3 or name in (row["label"], row["label_en"])) and (
                words := split(name)
            ):
                known.setdefault(words, row["code"])
    return Lexicon(known)


@cache
def _zones() -> Lexicon:
    phrases = ((split(p), row["code"]) for row in rows("places") for p in row["phrases"].split("|"))
    return Lexicon(dict(phrases))


def towns(words: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Part WORDS, not stemmed (sales are not Salé), into the towns named there and the rest.

    >>> towns(split("Chef d'agence El Jadida"))
    (['el-jadida'], ('chef', 'd', 'agence'))
    """
    return _towns().take(words)


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
