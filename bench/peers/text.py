"""What all peers are given of a posting, folded alike."""

from collections.abc import Mapping
from typing import Any

from offers.text import fold

Row = Mapping[str, Any]

#: How many words a shingle has.
WORDS = 3


def field(row: Row, name: str) -> str:
    """Return the field NAME of ROW without case, accents and punctuation; "" where it says nothing."""
    return fold(row[name] or "")


def shingles(text: str) -> list[str]:
    """Return every run of three words of TEXT, each once; a shorter text is one shingle.

    >>> shingles("chef de projet junior")
    ['chef de projet', 'de projet junior']
    """
    words = text.split()
    runs = (" ".join(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1)))
    return list(dict.fromkeys(runs))
