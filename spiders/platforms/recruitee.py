"""Recruitee: one answer holds all offers, on the employer's own host."""

from spiders.bases.json_api import JsonApiSpider, at, many, said_at
from spiders.bases.jsonld import read_salary, words
from spiders.bases.places import place, places
from spiders.bases.tenant import TenantSpider

MODES = {"remote": "Remote", "hybrid": "Hybrid", "on_site": "On-site"}


def where(row):
    """Say every place; the one line of old offers where there are no several."""
    return places(map(_spot, many(row, "locations"))) or places([_spot(row) or at(row, "location")])


def _spot(spot):
    country = said_at(spot, ("country", "country_code"))
    return place(said_at(spot, ("city", "name")), at(spot, "state"), country=country)


def pay(row):
    """Say the range of pay on one line."""
    said = {"minValue": "min", "maxValue": "max", "unitText": "period"}
    value = {name: at(row, f"salary.{key}") for name, key in said.items()}
    return read_salary({"currency": at(row, "salary.currency"), "value": value})


class Recruitee(TenantSpider, JsonApiSpider):
    """An employer's vacancies on Recruitee, by its documented careers site API.

    From 10 February 2027 on it wants each employer's own token: it answers 401 to who has none, and
    the run says so.
    """

    # JsonApiSpider
    rows = "offers"
    fields = {
        "ref": "id",
        "url": "careers_url",
        "title": "title",
        "city": where,
        "contract": "employment_type_code",
        "remote": lambda row: words([MODES[mode] for mode in MODES if at(row, mode) is True]),
        "occupation": "department",
        "experience": "experience_code",
        "diploma": "education_code",
        "salary": pay,
        "published": "published_at",
        "deadline": "close_at",
        "apply_url": "careers_apply_url",
        "description": lambda row: "\n".join(
            filter(None, (said_at(row, part) for part in ("description", "requirements")))
        ),
    }

    @classmethod
    def addresses(cls, tenant, url):
        """Ask the employer's own host, where the tenant is one."""
        return [f"https://{tenant if '.' in tenant else f'{tenant}.recruitee.com'}/api/offers/"]

    def is_shown(self, row):
        return at(row, "status") in (None, "published")
