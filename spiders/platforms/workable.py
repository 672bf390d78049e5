"""Workable: one answer holds an account's vacancies."""

from spiders.bases.json_api import JsonApiSpider, at, many, said_at
from spiders.bases.jsonld import words
from spiders.bases.places import place, places
from spiders.bases.tenant import TenantSpider


def where(row):
    """Say every place that is not hidden, else the one of old accounts."""
    shown = [spot for spot in many(row, "locations") if at(spot, "hidden") is not True]
    return places(map(_spot, shown)) or _spot(row)


def _spot(spot):
    country = said_at(spot, ("country", "countryCode"))
    return place(at(spot, "city"), said_at(spot, ("region", "state")), country=country)


def mode(row):
    """Say the mode of work; the older mark counts where the newer says nothing."""
    told = said_at(row, ("workplace_type", "workplace"))
    return told or ("Remote" if at(row, "telecommuting") is True else None)


class Workable(TenantSpider, JsonApiSpider):
    """An employer's vacancies on Workable, by the documented list of an account's public jobs."""

    allowed_domains = ["workable.com"]

    # TenantSpider
    endpoint = "https://apply.workable.com/api/v1/widget/accounts/{tenant}?details=true"
    page = "https://apply.workable.com/j/{ref}"

    # JsonApiSpider
    rows = "jobs"
    fields = {
        "ref": "shortcode",
        "url": ("url", "shortlink"),
        "title": "title",
        "city": where,
        "contract": "employment_type",
        "remote": mode,
        "sector": "industry",
        "occupation": lambda row: words([at(row, "department"), at(row, "function")]),
        "experience": "experience",
        "diploma": "education",
        "reference": "code",
        "published": ("published_on", "created_at"),
        "apply_url": "application_url",
        "description": lambda row: "\n".join(
            filter(None, (said_at(row, x) for x in ("description", "requirements", "benefits")))
        ),
    }
