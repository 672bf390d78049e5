"""What other fields say already, and a title need not: who hires, and where."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from offers.lexicons import lexicon, rows, split, stems


class Elsewhere(NamedTuple):
    """Hold the stems of the employer's name, in order, and those of the place."""

    employer: tuple[str, ...] = ()
    place: frozenset[str] = frozenset()
    #: The employer's key where our list knows it: it may be called by another name of its own.
    known: str = ""

    def tells(self, words: Iterable[str]) -> bool:
        """Tell whether WORDS, stemmed, are all of the place or of a name that is begun at its beginning.

        >>> at = elsewhere("Chergui Logistique", None)
        >>> at.tells(["logistiqu"]), at.tells(["chergui"]), at.tells(["chergui", "logistiqu"])
        (False, True, True)
        >>> elsewhere("Devoteam", None).tells(["devoteam", "maroc", "nearshor"])
        True
        """
        named = tuple(word for word in words if word not in self.place)
        if len(named) > 1 and named[0] in _KINDS and self.employer[:1] != named[:1]:
            named = named[1:]
        if not named:
            return True
        if named[0] in self.employer[:1] and _SUFFIXES.union(self.employer).issuperset(named):
            return True
        return bool(self.known) and self.known == _known(named)

    def may_end_with(self, word: str) -> bool:
        """Tell whether WORD, stemmed, may be the last of what is told."""
        if word in self.place or word in self.employer:
            return True
        return bool(self.employer) and (word in _SUFFIXES or (word in _last_words(self.known)))


_KINDS = frozenset(stems(("groupe", "ste", "societe", "cabinet", "hotel", "clinique")))
#: What a name bears in one place and not in another.
_SUFFIXES = frozenset(
    stems(
        split(
            "maroc morocco group groupe holding sarl sa sas africa afrique international nearshore offshore"
            " services service corporation company bank cluster au"
        )
    )
)


@lru_cache(maxsize=4096)
def elsewhere(employer: str | None, city: str | None) -> Elsewhere:
    """Cut the names of EMPLOYER and CITY into the words that a title may repeat."""
    who, where = (stems(split((text or "")[:100])) for text in (employer, city))
    return Elsewhere(who, frozenset(where), _known(who))


def _known(words: tuple[str, ...]) -> str:
    """Return the name of the employer of our list whose name WORDS are, all of them."""
    spans = list(lexicon("employers").spans(words))
    return _names()[spans[0][2]] if [span[:2] for span in spans] == [(0, len(words))] else ""


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("employers")}


@cache
def _last_words(name: str) -> frozenset[str]:
    aliases = (row["phrases"].split("|") for row in rows("employers") if row["name"] == name)
    cut = (stems(split(alias)) for listed in aliases for alias in listed)
    return frozenset(words[-1] for words in cut if words)
