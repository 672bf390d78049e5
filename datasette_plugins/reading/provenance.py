"""On which site each fact of an offer was read."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from datasette_plugins.reading.rows import rows

ELECTED = """
select p.id, s.title from postings p join sources s on s.name = p.source
where p.id in (select value from json_each(:elected))
"""
#: What the page shows → the columns of offers it is made of; the first that was read is the witness.
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "company": ("employer", "company"),
    "city": ("city_code",),
    "region": ("region_code",),
    "contract": ("contract_code",),
    "remote": ("remote_code",),
    "working_time": ("working_time_code",),
    "salary": ("salary_min", "salary_max", "salary"),
    "experience": ("experience_min", "experience_max", "experience"),
    "diploma": ("diploma_code", "diploma"),
    "level": ("level_code",),
    "languages": ("languages_asked",),
    "sector": ("sector_code", "sector"),
    "occupation": ("occupation_code",),
    "positions": ("positions_count", "positions"),
    "language": ("language",),
    "published": ("published_on",),
    "deadline": ("deadline_on",),
    "excerpt": ("excerpt",),
}


async def read_on(db: Any, offer: Mapping[str, Any]) -> dict[str, str]:
    """Name for each fact of OFFER the site that it was read on, where it is remembered."""
    found = await rows(db, ELECTED, elected=offer["field_source"])
    return witnesses(json.loads(offer["field_source"]), {row["id"]: row["title"] for row in found})


def witnesses(elected: Mapping[str, int], titles: Mapping[int, str]) -> dict[str, str]:
    """Name the site of each fact from the posting that each column was ELECTED from.

    >>> witnesses({"title": 1, "salary": 2, "salary_min": 2}, {1: "Alpha", 2: "Beta"})
    {'title': 'Alpha', 'salary': 'Beta'}
    """
    named = {
        name: next((titles[elected[c]] for c in columns if elected.get(c) in titles), None)
        for name, columns in COLUMNS.items()
    }
    return {name: title for name, title in named.items() if title}


def main_site(sites: Mapping[str, str]) -> str | None:
    """Name the site that most facts were read on: the page says it once, and the others beside their facts.

    >>> main_site({"title": "Alpha", "salary": "Beta", "city": "Beta"})
    'Beta'
    """
    return next((site for site, _ in Counter(sites.values()).most_common(1)), None)
