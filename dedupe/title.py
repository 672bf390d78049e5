"""What: a title parted into the concepts it names, the level, the language market and the town."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import compress, filterfalse
from operator import ne

from offers import taxonomy
from offers.lexicons import Lexicon, cut, lexicon, rows, split, stem, stems
from offers.lexicons.towns import towns

_NUMBERS = re.compile(
    r"\bbac\s*\+?\s*\d\b|\b\d[\d .,]*\s*(?:dhs?|mad|k)\b|\b\d+\s*h\b", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"\br[eé]f(?:\.|\b|[eé]rences?\b)[\s.:n°#-]*((?=[\w/.-]*\d)[\w/.-]+(?: \d+)?)", re.IGNORECASE
)
_UNTIL = re.compile(r"(?:آخر أجل|اخر اجل|dernier délai|date limite|deadline).*$", re.IGNORECASE)
# What an Arabic word may carry in front of it: in, to, and, so, as.
_CARRIED = "بلوفك"


@dataclass(slots=True, frozen=True)
class Title:
    """Hold a title's parts; two titles that name the same have the same terms."""

    terms: frozenset[str]
    words: frozenset[str]  # those of the terms that no lexicon knows: brands, tools, branches
    levels: frozenset[str]
    markets: frozenset[str]
    towns: frozenset[str]
    quarters: frozenset[str] = frozenset()
    reference: str | None = None

    @property
    def key(self) -> str:
        """Return the terms as one string, for blocking and for comparing letter by letter."""
        return " ".join(sorted(self.terms))

    def without(self, names: Iterable[str]) -> "Title":
        """Leave out the words of the employer's name, unless nothing else is said."""
        terms = self.terms.difference(names)
        if not terms or len(terms) == len(self.terms):
            return self
        return replace(self, terms=terms, words=self.words & terms)


@lru_cache(maxsize=1 << 16)
def read_title(text: str) -> Title:
    """Part a title.

    >>> sorted(read_title("Responsable RH (H/F) - Casablanca").terms)
    ['head', 'hr']
    >>> read_title("HR Manager").terms == read_title("مسؤول الموارد البشرية").terms
    True
    """
    reference = _REFERENCE.search(text)
    plain = _UNTIL.sub(" ", _NUMBERS.sub(" ", _REFERENCE.sub(" ", text)))
    printed = split(plain)
    quarters, (named, words) = _quarters().take(printed)[0], towns(printed)
    words = _quarters().take(words)[1]
    levels, rest = lexicon("levels").take(lexicon("openings").take(bare(words))[1])
    markets, rest = lexicon("markets").take(rest)
    concepts, rest = _concepts().take(_close(rest))
    others = [word for word in lexicon("noise").take(rest)[1] if not word.isdigit()]
    known = {term for concept in concepts for term in concept.split()}
    implied = {less for term in known for less in _implied().get(term, ())}
    return Title(
        terms=frozenset((known - implied).union(others)),
        words=frozenset(others),
        levels=frozenset(levels),
        markets=frozenset(markets),
        towns=frozenset(named),
        quarters=frozenset(quarters),
        reference=reference[1] if reference else None,
    )


def read_terms(bare: tuple[str, ...]) -> frozenset[str]:
    """Name all that BARE words say, in the terms of titles: concepts, and the rest as it is.

    >>> sorted(read_terms(bare(("developpeuse", "django"))))
    ['developer', 'django']
    """
    concepts, rest = _concepts().take(_close(bare))
    return frozenset((*(term for concept in concepts for term in concept.split()), *rest))


def bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Cut folded words to stems; from Arabic ones take what they carry in front, where a known word is left."""
    return tuple(map(_bare_word, words))


@lru_cache(maxsize=1 << 16)
def _bare_word(word: str) -> str:
    return next(filter(_known, _readings(word)), stem(word))


def _known(word: str) -> bool:
    return word.isdigit() or word in _vocabulary()


def _readings(word: str) -> tuple[str, ...]:
    carries = word[0] in _CARRIED and len(word) > 2
    return stems((word, word[1:]) if carries else (word,))


def _close(words: Iterable[str]) -> tuple[str, ...]:
    """Leave out the small words and repetitions that part a phrase: "vendeur / vendeuse de …"."""
    kept = list(filterfalse(_joints().__contains__, words))
    return tuple(compress(kept, map(ne, kept, ["", *kept])))


@cache
def _vocabulary() -> frozenset[str]:
    lists = ("openings", "levels", "markets", "concepts", "noise")
    return frozenset(w for name in lists for phrase in lexicon(name).phrases() for w in phrase)


@cache
def _joints() -> frozenset[str]:
    row = next(row for row in rows("noise") if row["code"] == "joints")
    return frozenset(word for phrase in row["phrases"].split("|") for word in cut(phrase))


@cache
def _concepts() -> Lexicon:
    """Know the concepts without the small words between: "chargé de la clientèle" is "chargé clientèle"."""
    known: dict[tuple[str, ...], str] = {}
    for row in rows("concepts"):
        for phrase in map(cut, row["phrases"].split("|")):
            if short := _close(phrase):
                known.setdefault(short, row["code"])
    return Lexicon(known)


@cache
def _implied() -> dict[str, list[str]]:
    """Say which terms go without saying beside which: a waiter's restaurant."""
    return {row["term"]: row["implied"].split() for row in rows("implied")}


@cache
def _quarters() -> Lexicon:
    """Know the quarters that no word of work is called like, by two words at least or many letters."""
    known: dict[tuple[str, ...], str] = {}
    for row in taxonomy.rows("zones"):
        for name in (row["label"], row["label_ar"], *row["aliases"].split("|")):
            words = split(name)
            if row["kind"] == "district" and (len(words) > 1 or len(name) > 6):
                known.setdefault(words, row["code"])
    return Lexicon(known)
