"""The branch of the economy in which the employer works."""

from functools import lru_cache

from offers.taxonomy import lookup
from pipelines.normalisers.category import by_word, read_category
from pipelines.normalisers.silence import is_silent

#: Sectors that say less than any that is named beside them.
_VAGUE = frozenset(("industry", "services"))
#: So much of a field is read: a site that ticks every box says no more behind it.
READ = 300


def read_sector(
    sector: str | None, occupation: str | None = None, title: str | None = None
) -> str | None:
    """Return the code of the sector: from its field, else of a function that is a branch of its own.

    Of several the first named counts. A title tells the work, which every branch may offer.

    >>> read_sector("Banque / Finance"), read_sector("Hôtellerie, restauration"), read_sector("Autre")
    ('banking', 'hospitality', None)
    >>> read_sector(None, "Métiers du BTP"), read_sector(None, "Informatique, nouvelles technologies")
    ('construction', None)
    """
    if sector and (code := _from_field(sector[:READ])):
        return code
    return _from_occupation(occupation[:READ]) if occupation else None


def says_no_sector(sector: str | None) -> bool:
    """Tell whether the field leaves the sector open.

    >>> says_no_sector("Autres"), says_no_sector("Informatique"), says_no_sector("Xyz")
    (True, False, False)
    """
    return is_silent(sector)


@lru_cache(maxsize=4096)
def _from_field(sector: str) -> str | None:
    if is_silent(sector):
        return None
    return read_category("sectors", sector, _VAGUE) or by_word("sectors", sector, column="weak")


@lru_cache(maxsize=1024)
def _from_occupation(occupation: str) -> str | None:
    """Return the sector where the function is one of a branch: a bank's, a call centre's, a building site's."""
    code = lookup("sectors", occupation)
    return (
        code if code in _BRANCHES and lookup("occupations", occupation) in _BRANCHES[code] else None
    )


_BRANCHES = {
    "agriculture": ("agriculture",),
    "banking": ("banking",),
    "call_center": ("call_center",),
    "construction": ("construction",),
    "health": ("health",),
    "hospitality": ("hospitality",),
    "insurance": ("insurance",),
    "real_estate": ("real_estate",),
    "tourism": ("hospitality",),
}
