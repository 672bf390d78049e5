"""The sentences of a text that hold a word, without reading the rest of it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from offers.text import fold

#: Only so much of a text is read: what is said of a contract stands at its head or at its end.
READ = 6000
#: Of many sentences with such words the first ones tell; the others cost time.
MOST = 16
_ENDS = ("\n", ". ", ";", "!", "?", "•", "●")


class Clause(NamedTuple):
    """A word's sentence, folded: what stands before it, and what begins with it."""

    before: str
    at: str
    starts_line: bool


@lru_cache(maxsize=4)  # several readers ask for the same text, one after the other
def head(text: str) -> str:
    """Return as much of TEXT as is read, in small letters.

    >>> head("CDI à Fès")
    'cdi à fès'
    """
    return text[:READ].lower()


def clauses(
    text: str, anchors: Sequence[str], before: int = 80, after: int = 70
) -> Iterator[Clause]:
    """Yield the sentence of each anchor found in TEXT, which is in small letters, in its order.

    >>> [tuple(clause) for clause in clauses("vite ! poste en cdi, à fès. merci", ["cdi"])]
    [('poste en', 'cdi a fes', False)]
    """
    for at in positions(text, anchors):
        behind = text[max(0, at - before) : at]
        cut = max(_last(behind, end) for end in _ENDS)
        ahead = text[at : at + after]
        end = min((n for n in map(ahead.find, _ENDS) if n > 0), default=len(ahead))
        line = behind[behind.rfind("\n") + 1 :]
        starts = (at <= before or "\n" in behind) and not fold(line)
        yield Clause(fold(behind[cut:]), fold(ahead[:end]), starts)


def positions(text: str, anchors: Sequence[str]) -> list[int]:
    """Return where in TEXT a word begins with one of the anchors.

    >>> positions("datastage, un stage", ["stage"])
    [14]
    """
    found = set()
    # Arabic writes its little words together with the next one: there an anchor may stand within.
    for anchor in anchors:
        at = text.find(anchor)
        for _ in range(MOST):
            if at < 0:
                break
            begins = _word_begins(text, at) if anchor[0].isalpha() else at
            if begins == at or anchor > "\u0590":
                found.add(begins)
            at = text.find(anchor, at + len(anchor))
    return sorted(found)[:MOST]


def _word_begins(text: str, at: int) -> int:
    while at and text[at - 1].isalnum():
        at -= 1
    return at


def _last(text: str, end: str) -> int:
    at = text.rfind(end)
    return 0 if at < 0 else at + len(end)
