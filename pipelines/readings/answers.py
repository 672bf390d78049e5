"""What a reading answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from offers.posting import Posting


class Answers(NamedTuple):
    """Hold {field of ours: what was understood}, and whether the site's words said something to us.

    Silence ("non précisé") is understood; a word that we do not know is not, though another field
    may have given the answer.
    """

    fields: dict[str, Any]
    understood: bool = True


class Reading(NamedTuple):
    """Say whose words are read, how, and which of our fields that fills."""

    said: str
    read: Callable[[Posting, datetime], Answers]
    fills: tuple[str, ...]


def heard(
    words: str | None, says_nothing: Callable[[str | None], bool], read: Callable[[str | None], Any]
) -> bool:
    """Tell whether a field's WORDS are understood: they say nothing, or READ finds something in them.

    >>> heard("Xyz", lambda words: False, lambda words: None), heard(None, lambda words: True, len)
    (False, True)
    """
    return says_nothing(words) or bool(read(words))
