"""RSS 2.0, RSS 1.0 and Atom; and what WordPress's and others' add of a vacancy."""

import re
from collections.abc import Mapping
from typing import Any

from spiders.bases.feeds.format import Format
from spiders.bases.feeds.said_within import within
from spiders.bases.tree import in_country, read, together, where

#: Where RSS and Atom say it, the fullest first.
RSS = Format(
    name="RSS or Atom",
    roots=("rss", "rdf", "feed"),
    entries=("item", "entry"),
    fields={
        "ref": ("guid", "id", "link"),
        "url": ("link", "guid", "id"),
        "title": "title",
        "published": ("pubdate", "published", "date", "updated"),
        "description": ("encoded", "content", "description", "summary"),
    },
)

#: The employer's own number, before the title: Talentsoft's custom.
_NUMBERED = re.compile(r"\s*(\d{4}-\d{2,12})\s+[-–—]\s+(\S.*)", re.S)


def bare_title(entry: Mapping[str, Any]) -> str | None:
    """Give the title of ENTRY without the number that stands before it.

    >>> bare_title({"title": "2026-19516 - Soudeur"}), bare_title({"title": "Soudeur 2026 - A"})
    ('Soudeur', 'Soudeur 2026 - A')
    """
    title = read(entry, "title") or ""
    match = _NUMBERED.fullmatch(title)
    return match[2] if match else title or None


def number_of(entry: Mapping[str, Any]) -> str | None:
    """Give the number that stands before the title of ENTRY."""
    match = _NUMBERED.fullmatch(read(entry, "title") or "")
    return match[1] if match else None


#: What is added of a vacancy, under whatever namespace: job_listing's is each site's own address.
RSS_JOBS = Format(
    name="RSS or Atom of vacancies",
    roots=RSS.roots,
    entries=RSS.entries,
    fields={
        **RSS.fields,
        "title": bare_title,
        "reference": ("reference", "referencenumber", "requisitionid", number_of),
        "company": ("company", "companyname", "employer", "hiringorganization.name"),
        "city": (
            where("locations.location", ("city", "name"), "country"),
            where("location", ("city", "name"), "country"),
            where("", ("city", "town", "joblocation"), ("country", "countryname")),
            within("city"),
        ),
        "region": (in_country(("region", "state"), "country"), within("region")),
        "contract": (together("jobtype"), together("contracttype", "contract"), within("contract")),
        "remote": ("remotestatus", "remotetype", "remote"),
        "salary": ("salary", "jobsalary", within("salary")),
        "deadline": ("expirationdate", "expires", "validthrough", "deadline", within("deadline")),
    },
)
