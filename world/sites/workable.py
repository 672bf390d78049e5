"""workable.com: one answer an account; links by a short code that does not name it."""

import re
from typing import Any

from world.markup import description
from world.openings import answer_json, openings, people, spots
from world.shown import Shown
from world.sites import Ask, Page

HOSTS = ("apply.workable.com",)
SOURCE = "workable"
DOOR = "/"
ROBOTS = "User-agent: *\nAllow: /\n"

_ACCOUNT = re.compile(r"/api/v1/widget/accounts/([^/]+)")


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/j/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer an account as JSON, or a posting of any account."""
    if found := _ACCOUNT.fullmatch(ask.path):
        shown = openings(ask, SOURCE, found[1])
        if shown is None:
            return answer_json({"error": "Not found"}, status=404)
        return answer_json({"name": found[1], "description": None, "jobs": [*map(_job, shown)]})
    tenants = (s.partition(".")[2] for s in ask.market.sources if s.startswith(f"{SOURCE}."))
    every = [one for tenant in tenants for one in openings(ask, SOURCE, tenant) or ()]
    return people(ask, every, path)


def _job(shown: Shown) -> dict[str, Any]:
    page = f"https://{HOSTS[0]}{path(shown)}"
    spot = [_spot(town, country) for town, country in spots(shown)]
    return {
        "title": shown.title,
        "shortcode": shown.ref,
        "code": shown.reference or "",
        "employment_type": shown.contract,
        "telecommuting": shown.remote == "remote",
        "department": shown.function,
        "url": page,
        "shortlink": page,
        "application_url": f"{page}/apply",
        "published_on": f"{shown.published}",
        "created_at": f"{shown.published}",
        "country": spot[0]["country"],
        "city": spot[0]["city"],
        "state": "",
        "education": shown.diploma,
        "experience": shown.experience,
        "industry": shown.sector,
        "function": "",
        "locations": spot,
        "description": description(shown),
    }


def _spot(town: str, country: str) -> dict[str, Any]:
    return {"country": country, "city": town, "region": None, "hidden": False}
