"""Phrases of a vocabulary in a run of words: the longest that starts soonest."""

from collections.abc import Mapping
from typing import NamedTuple


class Named(NamedTuple):
    """Say where a phrase stands, from word START up to word END, and what it stands for."""

    start: int
    end: int
    code: str


class Phrases:
    """Know the phrases of a vocabulary by their first words.

    >>> known = Phrases({"bac": "bac", "bac 2": "bac2", "licence": "bac3"})
    >>> [(hit.start, hit.code) for hit in known.named(("bac", "2", "ou", "licence"))]
    [(0, 'bac2'), (3, 'bac3')]
    """

    def __init__(self, known: Mapping[str, str]):
        self._known = known
        self._longest: dict[str, int] = {}
        for phrase in sorted(known):
            first, *rest = phrase.split(" ")
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(rest))

    def named(self, words: tuple[str, ...]) -> list[Named]:
        """Return the phrases that WORDS hold, from left to right, none within another."""
        found, at = [], 0
        while at < len(words):
            hit = self._at(words, at)
            found += [hit] if hit else []
            at = hit.end if hit else at + 1
        return found

    def _at(self, words: tuple[str, ...], at: int) -> Named | None:
        longest = self._longest.get(words[at], 0)
        for end in range(min(at + longest, len(words)), at, -1):
            if (code := self._known.get(" ".join(words[at:end]))) is not None:
                return Named(at, end, code)
        return None
