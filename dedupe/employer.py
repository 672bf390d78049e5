"""Who: the employer behind the ways its name is written."""

import re
from dataclasses import dataclass
from functools import cache

from dedupe.place import towns
from dedupe.words import cut, lexicon, rows

_JUNK = re.compile(r"https?:|\bwww\.|\bvoir toutes\b", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class Employer:
    """Hold one employer: its key, the words of its name, and whether it hires for others."""

    key: str | None = None
    words: tuple[str, ...] = ()
    agency: bool = False


UNKNOWN = Employer()


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("employers") if row["agency"])


@cache
def read_employer(company: str | None, city: str | None = None) -> Employer:
    """Read the employer from its name as printed; a town glued to the name is left out.

    >>> read_employer("bank-of-africa-tafraoute", "Tafraoute (Maroc)").key
    'bank-of-africa'
    >>> read_employer("Sté Dupont Maroc SARL").key, read_employer("Confidentiel").key
    ('dupont', None)
    """
    name = _JUNK.split(company or "")[0]
    stems = _without_town(cut(name), cut(city or ""))
    if not stems or not lexicon("unnamed").take(stems)[1]:
        return UNKNOWN
    # Aliases are looked for before and after the legal forms go: "ntt data" and "sté ntt data".
    core = lexicon("legal").take(stems)[1]
    for words in (stems, core):
        if words and (code := _alias(words)):
            return Employer(code, words, code in _agencies())
    core = core or stems
    return Employer(" ".join(core), core)


def _alias(stems: tuple[str, ...]) -> str | None:
    codes, rest = lexicon("employers").take(stems)
    return codes[0] if codes and (not rest or rest[0] != stems[0]) else None


def _without_town(stems: tuple[str, ...], city: tuple[str, ...]) -> tuple[str, ...]:
    places = set(city)
    while len(stems) > 1 and stems[-1] in places:
        stems = stems[:-1]
    rest = towns(stems)[1]
    return rest if rest and rest == stems[: len(rest)] else stems
