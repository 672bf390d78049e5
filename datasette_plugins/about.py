"""/about, /privacy, /opt-out, /for-employers: what this is, what is kept, how to be left out or let in."""

import json
import sys
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.reader import reader_of
from datasette_plugins.reading.shown import web_address

#: Recruiting systems whose public lists are read: what stands in spiders/platforms, as they write themselves.
SYSTEMS = (
    "Ashby", "Greenhouse", "JazzHR", "Lever", "Manatal", "Personio", "Recruitee", "Talentsoft",
    "Teamtailor", "Workable", "Workday",
)  # fmt: skip
LAW = "https://www.cndp.ma/"
VOCABULARY = "https://schema.org/JobPosting"
ADVICE = "https://developers.google.com/search/docs/appearance/structured-data/job-posting"
#: What an employer writes into a page, every field one that we understand.
EXAMPLE = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Comptable",
    "identifier": {"@type": "PropertyValue", "value": "CPT-2026-14"},
    "hiringOrganization": {"@type": "Organization", "name": "Atlas Conseil SA"},
    "jobLocation": {
        "@type": "Place",
        "address": {"addressLocality": "Rabat", "addressCountry": "MA"},
    },
    "employmentType": "CDI",
    "datePosted": "2026-11-20",
    "validThrough": "2026-12-20",
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "MAD",
        "value": {"minValue": 7000, "maxValue": 9000, "unitText": "MONTH"},
    },
    "description": "…",
}
TEMPLATES = {
    "about": "about.html",
    "privacy": "privacy.html",
    "opt-out": "opt_out.html",
    "for-employers": "for_employers.html",
}


def contact_link(contact: str | None) -> str | None:
    """Make a link of the CONTACT in the settings: a web address, or a mail address.

    >>> contact_link("robot@example.org"), contact_link("javascript:x")
    ('mailto:robot@example.org', None)
    """
    if contact and "@" in contact and ":" not in contact:
        return f"mailto:{contact}"
    return web_address(contact)


async def about(datasette: Any, request: Any) -> Response:
    contact, name = reader_of(datasette, request).contact, request.url_vars["name"]
    context = {
        "contact": contact,
        "contact_link": contact_link(contact),
        "law": LAW,
        "vocabulary": VOCABULARY,
        "advice": ADVICE,
        "systems": SYSTEMS,
        "example": json.dumps(EXAMPLE, ensure_ascii=False, indent=2),
    }
    body = await datasette.render_template(TEMPLATES[name], context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(rf"^/(?P<name>{'|'.join(TEMPLATES)})$", about)]
