"""Who: the employer behind the ways its name is written."""

import re
from dataclasses import dataclass
from functools import cache

from offers.lexicons import lexicon, rows, split, stems
from offers.lexicons.towns import towns

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
    whole = stems(_without_town(split(name), split(city or "")))
    if not whole or not lexicon("unnamed").take(whole)[1]:
        return UNKNOWN
    # Aliases are looked for before and after the legal forms go: "ntt data" and "sté ntt data".
    core = lexicon("legal").take(whole)[1]
    for words in (whole, core):
        if words and (code := _alias(words)):
            return Employer(code, words, code in _agencies())
    core = core or whole
    return Employer(" ".join(core), core, bool(lexicon("agencies").take(whole)[0]))


def _alias(words: tuple[str, ...]) -> str | None:
    codes, rest = lexicon("employers").take(words)
    known = codes and (not rest or rest[0] != words[0]) and not lexicon("legal").take(rest)[1]
    return codes[0] if known else None


def _without_town(words: tuple[str, ...], city: tuple[str, ...]) -> tuple[str, ...]:
    places = set(city)
    while len(words) > 1 and words[-1] in places:
        words = words[:-1]
    rest = towns(words)[1]
    return rest if rest and rest == words[: len(rest)] else words
