"""What other fields say already, and a title need not: who hires, and where."""

from collections.abc import Iterable
from typing import NamedTuple

from offers.lexicons import split, stems


class Elsewhere(NamedTuple):
    """Hold the stems of the employer's name, in order, and those of the place."""

    employer: tuple[str, ...] = ()
    place: frozenset[str] = frozenset()

    def tells(self, words: Iterable[str]) -> bool:
        """Tell whether WORDS, stemmed, are all of the place or of a name that is begun at its beginning.

        >>> at = elsewhere("Chergui Logistique", None)
        >>> at.tells(["logistiqu"]), at.tells(["chergui"]), at.tells(["chergui", "logistiqu"])
        (False, True, True)
        """
        named = [word for word in words if word not in self.place]
        if not named:
            return True
        return named[0] in self.employer[:1] and set(named) <= set(self.employer)


def elsewhere(employer: str | None, city: str | None) -> Elsewhere:
    """Cut the names of EMPLOYER and CITY into the words that a title may repeat."""
    who, where = (stems(split((text or "")[:100])) for text in (employer, city))
    return Elsewhere(who, frozenset(where))
