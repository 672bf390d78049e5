"""Words that say that nothing is said."""

from functools import lru_cache

from offers.taxonomy import lookup
from offers.text import fold

#: Who says more than this says something.
LONGEST = 40


def is_silent(text: str | None) -> bool:
    """Tell whether TEXT says nothing: empty, or a form's way of leaving a question open.

    >>> is_silent("Non spécifié"), is_silent(" - "), is_silent("Casablanca")
    (True, True, False)
    """
    return not text or (len(text) < LONGEST and _says_nothing(text))


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    return not fold(text) or lookup("silences", text) is not None
