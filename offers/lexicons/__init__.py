"""Lexicons that anyone may edit: each is a CSV of code,phrases; phrases are parted by ``|``."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import compress
from pathlib import Path

from offers.text import fold, unaccented

HERE = Path(__file__).parent

# Signs that are the whole name of a thing would be lost among the punctuation.
_SIGNS = (("c++", " cplusplus "), ("c#", " csharp "), (".net", " dotnet "), ("r&d", " rnd "))
#: The endings by which a French word names women too, in a text without accents.
INCLUSIVE = re.compile(r"[(·.\-/]\s?(e?s|e|es|ne|le|se|ere?|re|euse|trice|rice|ice|te)\b\)?")
_ENDINGS = (("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("elle", "el"))


#: An interne is no intern; a cheffe is a chef.
_KEPT = {"interne": "interne", "internes": "interne", "cheffe": "chef", "cheffes": "chef"}


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """Take off what marks gender and number.

    >>> stem("conseilleres"), stem("commerciaux"), stem("directrice"), stem("المحاسبين")
    ('conseiller', 'commercial', 'directeur', 'محاسب')
    """
    if word in _KEPT:
        return _KEPT[word]
    if word[0] >= "\u0621":
        return _arabic_stem(word)
    if len(word) < 4 or word[-1].isdigit():
        return word
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > 5:
        return word.removesuffix("ux") + "l"
    word = word.rstrip("sx") if len(word) > 4 else word
    for ending, plain in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + plain
    return word.rstrip("e") or word


def _arabic_stem(word: str) -> str:
    for prefix in ("وال", "بال", "فال", "كال", "ال", "لل"):
        if word.startswith(prefix) and len(word) >= len(prefix) + 3:
            word = word.removeprefix(prefix)
            break
    for suffix in ("ين", "ون", "ات", "ه", "ا"):
        if word.endswith(suffix) and len(word) >= len(suffix) + 3:
            return word.removesuffix(suffix)
    return word


def split(text: str) -> tuple[str, ...]:
    """Split TEXT into folded words, its inclusive endings left out.

    >>> split("Conseiller(ère) C# / Chargé·e d'études")
    ('conseiller', 'csharp', 'charge', 'd', 'etudes')
    """
    plain = unaccented(text)
    for sign, name in _SIGNS:
        plain = plain.replace(sign, name)
    return tuple(fold(INCLUSIVE.sub(" ", plain)).split())


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stem of each of WORDS."""
    return tuple(stem(word) for word in words)


def cut(text: str) -> tuple[str, ...]:
    """Split TEXT into stems.

    >>> cut("Conseillers d'études")
    ('conseiller', 'd', 'etud')
    """
    return stems(split(text))


class Lexicon:
    """Know the phrases of one list, word by word."""

    def __init__(self, phrases: dict[tuple[str, ...], str]):
        self._codes = phrases
        self._lengths: dict[
            str, list[int]
        ] = {}  # of the phrases that begin with a word, longest first
        # The words that phrases go on with: nearly all that begins like one ends there.
        self._second: dict[str, set[str]] = {}
        for first, size in sorted({(phrase[0], -len(phrase)) for phrase in phrases}):
            self._lengths.setdefault(first, []).append(-size)
        for first, *rest in phrases:
            self._second.setdefault(first, set()).update(rest[:1])

    def phrases(self) -> Iterator[tuple[str, ...]]:
        """Return every phrase, as words."""
        return iter(self._codes)

    def spans(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
        """Say from where to where each phrase stands in WORDS, and its code, longest phrase first."""
        done = 0
        known, after = self._lengths, (*words[1:], "")
        for at in compress(range(len(words)), map(known.__contains__, words)):
            sizes = known[words[at]]
            if after[at] not in self._second[words[at]]:
                sizes = sizes[-1:] if sizes[-1] == 1 else []
            for size in sizes if at >= done else ():
                code = self._codes.get(words[at : at + size])
                if code is not None and at + size <= len(words):
                    done = at + size
                    yield at, done, code
                    break

    def take(self, words: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
        """Part WORDS into the codes that are named there, longest phrase first, and the rest."""
        found: list[str] = []
        rest: list[str] = []
        at = 0
        for start, end, code in self.spans(words):
            found.append(code)
            rest += words[at:start]
            at = end
        return found, (*rest, *words[at:])


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of NAME.csv, as strings."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def lexicon(name: str) -> Lexicon:
    """Return the phrases of NAME.csv; the first row that names a phrase keeps it.

    >>> lexicon("levels").take(cut("Comptable senior"))
    (['senior'], ('comptabl',))
    """
    known: dict[tuple[str, ...], str] = {}
    for row in rows(name):
        for phrase in row["phrases"].split("|"):
            if named := cut(phrase):
                known.setdefault(named, row["code"])
    return Lexicon(known)


@cache
def lexicon_words(name: str) -> frozenset[str]:
    """Return the folded words, not stemmed, that the phrases of NAME.csv are made of.

    >>> "comptable" in lexicon_words("concepts")
    True
    """
    phrases = (phrase for row in rows(name) for phrase in row["phrases"].split("|"))
    return frozenset(word for phrase in phrases for word in split(phrase))
