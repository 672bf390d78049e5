"""Ashby: one answer holds a whole board, and what it does not list besides."""

from offers.text import fold
from spiders.bases.json_api import JsonApiSpider, at, many
from spiders.bases.jsonld import words
from spiders.bases.places import place, places
from spiders.bases.tenant import TenantSpider

PARTS = ("Locality", "Region", "Country")


def where(row):
    """Say every place: the address is sure, the location what the employer typed."""
    return places(one for spot in (row, *many(row, "secondaryLocations")) for one in _spots(spot))


def _spots(spot):
    address = [
        at(spot, (f"address.postalAddress.address{x}", f"address.address{x}")) for x in PARTS
    ]
    *town, country = address
    typed = words(at(spot, "location"))
    if not words(town):
        return [place(typed, country=country)]
    return [place(*town, country=country), typed if "remote" in fold(typed or "") else None]


def mode(row):
    """Say the mode of work; the older mark counts where the newer says nothing."""
    return words(at(row, "workplaceType")) or ("Remote" if at(row, "isRemote") is True else None)


class Ashby(TenantSpider, JsonApiSpider):
    """An employer's vacancies on Ashby, by the API of its public job board."""

    allowed_domains = ["api.ashbyhq.com"]

    # TenantSpider
    endpoint = "https://api.ashbyhq.com/posting-api/job-board/{tenant}?includeCompensation=true"
    page = "https://jobs.ashbyhq.com/{tenant}/{ref}"

    # JsonApiSpider
    rows = "jobs"
    fields = {
        "ref": "id",
        "url": "jobUrl",
        "title": "title",
        "city": where,
        "contract": "employmentType",
        "remote": mode,
        "occupation": lambda row: words([at(row, "department"), at(row, "team")]),
        "salary": (
            "compensation.scrapeableCompensationSalarySummary",
            "compensation.compensationTierSummary",
        ),
        "published": "publishedAt",  # the last time, the first is not told
        "apply_url": "applyUrl",
        "description": ("descriptionHtml", "descriptionPlain"),
    }

    def is_shown(self, row):
        return at(row, "isListed") is not False
