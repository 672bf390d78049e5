"""Words that say that nothing is said."""

from offers.taxonomy import lookup
from offers.text import fold


def is_silent(text: str | None) -> bool:
    """Tell whether TEXT says nothing: empty, or a form's way of leaving a question open.

    >>> is_silent("Non spécifié"), is_silent(" - "), is_silent("Casablanca")
    (True, True, False)
    """
    return not text or (len(text) < 40 and (not fold(text) or lookup("silences", text) is not None))
