"""The addresses of pages that bear a name: a number that never changes, and the name for people."""

from urllib.parse import quote, unquote

LONGEST_SLUG = 60


def slug(code: str) -> str:
    """Write a folded name as an address shows it.

    >>> slug("rihla interim"), len(slug("mot " * 30))
    ('rihla-interim', 59)
    """
    return code.replace(" ", "-")[:LONGEST_SLUG].strip("-")


def employer_path(id: int, code: str) -> str:
    """Return the address of an employer, ID being the number of its folded name CODE among facet_values.

    >>> employer_path(7, "rihla interim")
    '/employer/7-rihla-interim'
    """
    return f"/employer/{id}-{quote(slug(code))}"


def is_canonical(given: str | None, code: str) -> bool:
    """Tell whether what was GIVEN after the number, percent-encoded or not, is the slug of CODE.

    >>> is_canonical("-%D8%A8%D9%86%D9%83", "بنك"), is_canonical(None, "بنك")
    (True, False)
    """
    return unquote(given or "") == f"-{slug(code)}"
