"""An offer as schema.org's JobPosting, for search engines."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from datasette_plugins.reading.reader import labels
from datasette_plugins.reading.shown import cut
from offers.taxonomy import rows


def job_posting(offer: Mapping[str, Any], address: str) -> Markup:
    """Write OFFER as JSON-LD that may stand inside HTML; the description is our excerpt, no more."""
    company, town = cut(offer["employer"] or offer["company"], 120), offer["city_code"]
    said = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": cut(offer["title_shown"] or offer["title"]),
        "description": cut(offer["excerpt"] or offer["title"]),
        "datePosted": str(offer["published_on"] or offer["first_seen"])[:10],
        "validThrough": offer["deadline_on"],
        "employmentType": _employment().get(offer["contract_code"]),
        "hiringOrganization": {"@type": "Organization", "name": company} if company else None,
        "jobLocation": _place(town) if town else None,
        "jobLocationType": "TELECOMMUTE" if offer["remote_code"] == "remote" else None,
        "directApply": False,
        "url": address,
    }
    return in_html({key: value for key, value in said.items() if value is not None})


@cache
def _employment() -> dict[str, str]:
    return {
        row["code"]: row["employment_type"] for row in rows("contracts") if row["employment_type"]
    }


def _place(town: str) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": labels("cities", "fr").get(town, town),
        "addressCountry": "MA",
    }
    return {"@type": "Place", "address": address}


def in_html(data: Any) -> Markup:
    r"""Write DATA as JSON in which HTML can find no tag to close or open.

    >>> in_html("</script>")
    Markup('"\\u003c/script\\u003e"')
    """
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
