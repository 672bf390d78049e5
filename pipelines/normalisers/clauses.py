"""The sentences of a text that hold a word, without reading the rest of it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from offers.text import fold
from pipelines.normalisers.anchors import positions

#: Only so much of a text is read: what is said of a contract stands at its head or at its end.
READ = 6000
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


def clauses(text: str, anchors: str, before: int = 80, after: int = 70) -> Iterator[Clause]:
    """Yield the sentence of each of the ANCHORS found in TEXT, which is in small letters, in its order.

    >>> [tuple(clause) for clause in clauses("vite ! poste en cdi, à fès. merci", "contract_kinds")]
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


def _last(text: str, end: str) -> int:
    at = text.rfind(end)
    return 0 if at < 0 else at + len(end)
