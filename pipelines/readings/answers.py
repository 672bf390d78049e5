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
