"""Lever: one answer holds a whole site, in one of two houses."""

from datetime import UTC, datetime
from html import escape

from spiders.bases.json_api import JsonApiSpider, at, json_of, many, said_at
from spiders.bases.jsonld import read_salary, words
from spiders.bases.places import place, places
from spiders.bases.tenant import TenantSpider
from spiders.bases.visit import GONE

HOME, EUROPE = "https://api.lever.co/", "https://api.eu.lever.co/"


def where(row):
    """Say every place; the country is the first one's."""
    first = place(at(row, "categories.location"), country=at(row, "country"))
    return places([first, *many(row, "categories.allLocations")])  # codespell:ignore alllocations


def text(row):
    """Put the text together: the requirements stand in lists beside the description."""
    lists = [
        f"<h3>{escape(words(at(one, 'text')) or '')}</h3><ul>{said_at(one, 'content') or ''}</ul>"
        for one in many(row, "lists")
    ]
    opening = said_at(row, ("description", "descriptionBody", "descriptionPlain"))
    closing = said_at(row, ("additional", "additionalPlain"))
    return "\n".join(filter(None, (opening, *lists, closing))) or None


def pay(row):
    """Say the range of pay on one line."""
    said = {"minValue": "min", "maxValue": "max", "unitText": "interval"}
    value = {name: at(row, f"salaryRange.{key}") for name, key in said.items()}
    return read_salary({"currency": at(row, "salaryRange.currency"), "value": value})


def day(row):
    """Give the day of publication, told in milliseconds since 1970.

    >>> day({"createdAt": 1788180000000}), day({"createdAt": "soon"}), day(None)
    ('2026-08-31', None, None)
    """
    said = at(row, "createdAt")
    if not isinstance(said, int) or not 0 < said < 10**13:
        return None
    return datetime.fromtimestamp(said / 1000, UTC).date().isoformat()


class Lever(TenantSpider, JsonApiSpider):
    """An employer's vacancies on Lever, by its documented postings API."""

    allowed_domains = ["api.lever.co", "api.eu.lever.co"]

    # TenantSpider
    endpoint = HOME + "v0/postings/{tenant}?mode=json"
    page = "https://jobs.lever.co/{tenant}/{ref}"

    # JsonApiSpider
    rows = ""
    fields = {
        "ref": "id",
        "url": "hostedUrl",
        "title": "text",
        "city": where,
        "contract": "categories.commitment",
        "remote": "workplaceType",
        "occupation": lambda row: words(
            [at(row, f"categories.{x}") for x in ("department", "team")]
        ),
        "salary": lambda row: pay(row) or said_at(row, "salaryDescriptionPlain"),
        "published": day,
        "apply_url": "applyUrl",
        "description": text,
    }

    def before(self, said, response):
        super().before(said, response)
        if said["remote"] == "unspecified":
            said["remote"] = None

    def unread(self, why, response):
        """Ask in the European house, where the first knows no such site: each keeps its own."""
        unknown = response is not None and (
            response.status in GONE or at(json_of(response), "ok") is False
        )
        if unknown and response.url.startswith(HOME):
            yield self.ask(response.url.replace(HOME, EUROPE, 1))
        else:
            yield from super().unread(self.no_tenant() if unknown else why, response)
