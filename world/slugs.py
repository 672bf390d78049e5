"""Names as they stand in addresses; the world writes them by itself, and asks no reader of ours how."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_APART = re.compile("[^a-z0-9]+")


@lru_cache(20_000)
def slug(text: str) -> str:
    """Write TEXT as sites write it in a URL.

    >>> slug("Chef d´Équipe (H/F)"), slug("وكالة")
    ('chef-d-equipe-h-f', '')
    """
    apart = unicodedata.normalize("NFKD", text.translate(_LIGATURES).lower().replace("´", "'"))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _APART.sub("-", plain).strip("-")
