"""Lists of names: the letters they begin with, and the letters found in them."""

from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import combining

from markupsafe import Markup, escape

from offers.text import fold

#: All names that begin with a digit stand under this sign.
DIGITS = "#"


def initial(letter: str) -> str:
    """Return the LETTER a folded name stands under in a list.

    >>> initial("3"), initial("b")
    ('#', 'b')
    """
    return DIGITS if letter.isdecimal() else letter


def initials(counts: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Sum up COUNTS of first letters, digits as one, in the order of the alphabets.

    >>> initials([("b", 1), ("2", 1), ("1", 3)])
    {'#': 4, 'b': 1}
    """
    found: dict[str, int] = {}
    for letter, n in counts:
        found[initial(letter)] = found.get(initial(letter), 0) + n
    return dict(sorted(found.items()))


def found_in(name: str, asked: str) -> Markup:
    """Escape NAME, and mark the letters of it that are ASKED, however they are written.

    >>> found_in("Société <Générale>", "te gene")
    Markup('Socié<mark>té &lt;Géné</mark>rale&gt;')
    """
    wanted = fold(asked)
    letters = list(_folded(name))
    at = "".join(letter for letter, _ in letters).find(wanted)
    if not wanted or at < 0:
        return escape(name)
    start, end = letters[at][1], letters[at + len(wanted) - 1][1] + 1
    while end < len(name) and combining(name[end]):
        end += 1
    marked = Markup("<mark>{}</mark>").format(name[start:end])
    return Markup("").join([escape(name[:start]), marked, escape(name[end:])])


def _folded(name: str) -> Iterable[tuple[Any, int]]:
    """Yield each letter of the folded NAME with its place in NAME; what parts words is one blank."""
    blank = True
    for place, sign in enumerate(name):
        plain = fold(sign)
        if plain:
            yield from ((letter, place) for letter in plain)
        elif not blank and not combining(sign):
            yield " ", place
        blank = not plain and (blank or not combining(sign))
