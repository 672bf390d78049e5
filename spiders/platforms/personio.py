"""Personio: all the vacancies of an employer in one file of XML, without their addresses."""

from collections.abc import Mapping
from html import escape
from typing import Any

from spiders.bases.feed import FeedSpider
from spiders.bases.feeds.format import Format
from spiders.bases.tenant import TenantSpider
from spiders.bases.tree import every, read, together


def sections(entry: Mapping[str, Any]) -> str | None:
    """Give the sections of the text of ENTRY, each under its heading.

    >>> sections({"jobdescriptions": {"jobdescription": {"name": "R&D", "value": "<p>Oui</p>"}}})
    '<h3>R&amp;D</h3><p>Oui</p>'
    """
    said = [x for x in every(entry, "jobdescriptions.jobdescription") if isinstance(x, dict)]
    parts = [(read(one, "name"), read(one, "value")) for one in said]
    return "\n".join(f"<h3>{escape(name or '')}</h3>{text}" for name, text in parts if text) or None


PERSONIO = Format(
    name="Personio's XML",
    roots=("workzagjobs", "positions", "jobs"),
    entries=("position",),
    fields={
        "ref": ("id", "@id"),
        "title": "name",
        "company": "subcompany",
        "city": together("office", "offices.office", "additionaloffices.office"),
        "contract": together("employmenttype", "schedule"),
        "occupation": ("department", "occupation", "recruitingcategory"),
        "experience": ("yearsofexperience", "seniority"),
        "skills": "keywords",
        "published": "createdat",
        "description": (sections, "description"),
    },
)


class Personio(TenantSpider, FeedSpider):
    """An employer's careers site on Personio."""

    # TenantSpider
    endpoint = "https://{tenant}.jobs.personio.de/xml"
    page = "https://{tenant}.jobs.personio.de/job/{ref}"

    # FeedSpider
    formats = (PERSONIO,)
    complete = True
