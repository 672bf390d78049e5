"""Greenhouse: one answer holds a whole board, texts included."""

import re

from offers.taxonomy import lookup
from offers.text import fold
from spiders.bases.json_api import JsonApiSpider, at, many, said_at
from spiders.bases.jsonld import unescaped, words
from spiders.bases.places import places
from spiders.bases.tenant import TenantSpider

CONTRACT = re.compile(r"(?:employment|contract|job|time|worker) type|type of contract|contrat")
MODE = re.compile(r"work ?place|work (?:mode|model|arrangement)|location type")


def where(row):
    """Say every place; where the location names a mode of work, the offices tell the place."""
    office = [at(one, "location") or at(one, "name") for one in many(row, "offices")]
    return places([None if mode(row) else at(row, "location.name"), *office])


def mode(row):
    """Say the location where it is no place: "Hybrid", "Remote"."""
    said = words(at(row, "location.name"))
    return said if lookup("work_modes", said) else None


def told(row, name):
    """Say what the employer's own fields tell under a NAME."""
    own = (one for one in many(row, "metadata") if name.search(fold(words(at(one, "name")) or "")))
    return next(filter(None, (words(at(one, "value")) for one in own)), None)


class Greenhouse(TenantSpider, JsonApiSpider):
    """An employer's vacancies on Greenhouse, by its documented job board API."""

    allowed_domains = ["boards-api.greenhouse.io"]

    # TenantSpider
    endpoint = "https://boards-api.greenhouse.io/v1/boards/{tenant}/jobs?content=true"
    page = "https://boards.greenhouse.io/{tenant}/jobs/{ref}"

    # JsonApiSpider
    rows = "jobs"
    total = "meta.total"
    fields = {
        "ref": "id",
        "url": "absolute_url",
        "title": "title",
        "city": where,
        "remote": lambda row: mode(row) or told(row, MODE),
        "contract": lambda row: told(row, CONTRACT),
        "occupation": lambda row: words(many(row, "departments")),
        "reference": "requisition_id",
        "published": "first_published",  # updated_at moves with every edit
        "deadline": "application_deadline",
        "description": lambda row: unescaped(said_at(row, "content") or ""),  # all of it entities
    }
