"""How many of the postings read had each field that matters: a source that loses one is blind there."""

from collections.abc import Callable, Mapping
from typing import Any

from offers.posting import Posting

#: A field as the run tells it, and what shows that it was found and understood. Chosen: what a list or
#: an offer's page shows first, what a visitor filters by, and the text, which the merge lives on.
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "employer": ("employer",),
    "city": ("city_code", "region_code", "country_code"),
    "contract": ("contract_code",),
    "published": ("published_on",),
    "deadline": ("deadline_on",),
    "salary": ("salary_min", "salary_max"),
    "experience": ("experience_min",),
    "diploma": ("diploma_code",),
    "text": ("description",),
}


def covered(posting: Posting, count: Callable[[str], None]) -> None:
    """Count POSTING as read, and each field that it has."""
    count("read")
    for field, shown_by in FIELDS.items():
        if any(getattr(posting, name) not in (None, "") for name in shown_by):
            count(f"had/{field}")


def coverage(stats: Mapping[str, Any]) -> tuple[int, dict[str, int]]:
    """Return of a crawl's STATS how many postings were read, and {field: how many of them had it}.

    >>> coverage({"validate/read": 2, "validate/had/title": 2, "validate/had/city": 1})[1]["city"]
    1
    """
    had = {field: stats.get(f"validate/had/{field}", 0) for field in FIELDS}
    return stats.get("validate/read", 0), had
