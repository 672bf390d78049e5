"""Manatal: pages of an agency's or employer's vacancies, without dates or links."""

from spiders.bases.json_api import JsonApiSpider, at
from spiders.bases.places import place
from spiders.bases.tenant import TenantSpider


def where(row):
    """Say the place: in parts, else as it is shown."""
    told = place(at(row, "city"), at(row, "state"), country=at(row, "country"))
    return told or place(at(row, "location_display"))


class Manatal(TenantSpider, JsonApiSpider):
    """A career page on Manatal, by its documented public API."""

    allowed_domains = ["api.manatal.com"]

    # TenantSpider
    endpoint = "https://api.manatal.com/open/v3/career-page/{tenant}/jobs/?page_size=100"
    page = "https://www.careers-page.com/{tenant}/job/{ref}"

    # JsonApiSpider
    rows = "results"
    next_page = "next"
    total = "count"
    fields = {
        "ref": ("hash", "id"),
        "title": "position_name",
        "city": where,
        "contract": "contract_details",
        "remote": lambda row: "Remote" if at(row, "is_remote") is True else None,
        "description": "description",
    }

    def next_url(self, page, response):
        url = super().next_url(page, response)
        return url and url.replace("http://", "https://", 1)  # as they stand behind a proxy
