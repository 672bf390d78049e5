"""manatal.com: a career page's vacancies, a hundred a page, without dates or links."""

import re
from typing import Any

from world.markup import description
from world.openings import answer_json, openings, people, spots
from world.shown import Shown
from world.sites import Ask, Page

HOSTS = ("api.manatal.com", "www.careers-page.com")
SOURCE = "manatal"
DOOR = "/open/v3/career-page/"
ROBOTS = None

LARGEST = 100
_JOBS = re.compile(r"(/open/v3/career-page/([^/]+)/jobs)/?")


def host(shown: Shown) -> str:
    """Give the host of the pages for people."""
    return HOSTS[1]


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/{shown.source.partition('.')[2]}/job/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer a page of vacancies as JSON, or a page for people."""
    found = _JOBS.fullmatch(ask.path)
    shown = openings(ask, SOURCE, found[2] if found else ask.path.split("/")[1])
    if not found:
        return people(ask, shown, path)
    if shown is None:
        return answer_json({"detail": "Not found."}, status=404)
    size, page = min(ask.number("page_size", 10), LARGEST), ask.number("page", 1)
    more = f"http://{HOSTS[0]}{found[1]}/?page={page + 1}&page_size={size}"
    rows = [_job(one) for one in shown[(page - 1) * size : page * size]]
    following = more if page * size < len(shown) else None
    return answer_json({"count": len(shown), "next": following, "results": rows})


def _job(shown: Shown) -> dict[str, Any]:
    (town, country), *_ = spots(shown)
    return {
        "id": int(shown.ref) + 5,
        "hash": shown.ref,
        "position_name": shown.title,
        "description": description(shown),
        "city": town,
        "state": None,
        "country": country,
        "location_display": f"{town}, {country}",
        "contract_details": shown.contract,
        "is_remote": shown.remote == "remote",
    }
