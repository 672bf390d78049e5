"""JazzHR: all the vacancies of an employer in one file of XML, made anew each day."""

import re
from collections.abc import Mapping
from typing import Any

from spiders.bases.feed import FeedSpider
from spiders.bases.feeds.format import Format
from spiders.bases.tenant import TenantSpider
from spiders.bases.tree import in_country, read, together, where

_DAY = re.compile(r"job_(20\d{6})\d*_", re.I)


def day_in_id(entry: Mapping[str, Any]) -> str | None:
    """Give the day that the key of ENTRY begins with: the file gives no date.

    >>> day_in_id({"id": "job_20261103101500_ABCDEFGH"}), day_in_id({"id": "7"})
    ('20261103', None)
    """
    match = _DAY.match(read(entry, "id") or "")
    return match[1] if match else None


JAZZHR = Format(
    name="JazzHR's XML",
    roots=("jobs", "source"),
    entries=("job",),
    fields={
        "ref": ("id", "jobid", "@id", "url", "applyurl"),
        "url": ("url", "joburl", "applyurl", "link"),
        "title": ("title", "jobtitle", "name"),
        "city": (where("location", ("city", "name"), "country"), where("", "city", "country")),
        "region": in_country(("state", "region"), "country"),
        "contract": together("type", "employmenttype", "jobtype"),
        "occupation": ("department", "category"),
        "experience": ("experience", "minimumexperience"),
        "salary": ("salary", "compensation"),
        "published": ("originalopendate", "dateposted", "date", "publishdate", day_in_id),
        "apply_url": "applyurl",
        "description": ("description", "jobdescription"),
    },
)


class Jazzhr(TenantSpider, FeedSpider):
    """An employer's careers site on JazzHR."""

    # TenantSpider
    endpoint = "https://app.jazz.co/feeds/export/jobs/{tenant}"

    # FeedSpider
    formats = (JAZZHR,)
    complete = True
