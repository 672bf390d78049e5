"""What: a title parted into the concepts it names, the level, the language market and the town."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from offers.lexicons import lexicon, split, stems
from offers.lexicons.towns import towns

_NUMBERS = re.compile(
    r"\bbac\s*\+?\s*\d\b|\b\d[\d .,]*\s*(?:dhs?|mad|k)\b|\b\d+\s*h\b", re.IGNORECASE
)


@dataclass(slots=True, frozen=True)
class Title:
    """Hold a title's parts; two titles that name the same have the same terms."""

    terms: frozenset[str]
    words: frozenset[str]  # those of the terms that no lexicon knows: brands, tools, branches
    levels: frozenset[str]
    markets: frozenset[str]
    towns: frozenset[str]

    @property
    def key(self) -> str:
        """Return the terms as one string, for blocking and for comparing letter by letter."""
        return " ".join(sorted(self.terms))

    def without(self, names: Iterable[str]) -> "Title":
        """Leave out the words of the employer's name, unless nothing else is said."""
        terms = self.terms - set(names)
        return replace(self, terms=terms, words=self.words - set(names)) if terms else self


@cache
def read_title(text: str) -> Title:
    """Part a title.

    >>> sorted(read_title("Responsable RH (H/F) - Casablanca").terms)
    ['head', 'hr']
    >>> read_title("HR Manager").terms == read_title("مسؤول الموارد البشرية").terms
    True
    """
    named, words = towns(split(_NUMBERS.sub(" ", text)))
    levels, rest = lexicon("levels").take(stems(words))
    markets, rest = lexicon("markets").take(rest)
    concepts, rest = lexicon("concepts").take(rest)
    others = [word for word in lexicon("noise").take(rest)[1] if not word.isdigit()]
    return Title(
        terms=frozenset((*concepts, *others)),
        words=frozenset(others),
        levels=frozenset(levels),
        markets=frozenset(markets),
        towns=frozenset(named),
    )
