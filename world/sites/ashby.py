"""ashbyhq.com: one answer a board, what it does not list included; addresses beside the location."""

import re
from dataclasses import replace
from typing import Any

from world.markup import description
from world.openings import answer_json, openings, people, spots
from world.shown import Shown
from world.sites import Ask, Page

HOSTS = ("api.ashbyhq.com", "jobs.ashbyhq.com")
SOURCE = "ashby"
DOOR = "/posting-api/job-board/"
ROBOTS = "User-agent: *\nAllow: /posting-api/\n"

_BOARD = re.compile(r"/posting-api/job-board/([^/]+)")


def host(shown: Shown) -> str:
    """Give the host of the pages for people."""
    return HOSTS[1]


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/{shown.source.partition('.')[2]}/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer a board as JSON, or a page for people."""
    found = _BOARD.fullmatch(ask.path)
    shown = openings(ask, SOURCE, found[1] if found else ask.path.split("/")[1])
    if not found:
        return people(ask, shown, path)
    if shown is None:
        return answer_json({"error": "Not found"}, status=404)
    hidden = [_job(replace(one, ref=f"8{one.ref[1:]}"), listed=False) for one in shown[:1]]
    return answer_json({"apiVersion": "1", "jobs": [*map(_job, shown), *hidden]})


def _job(shown: Shown, listed: bool = True) -> dict[str, Any]:
    (town, country), *rest = spots(shown)
    page = f"https://{HOSTS[1]}{path(shown)}"
    return {
        "id": shown.ref,
        "title": shown.title,
        "department": shown.function,
        "team": shown.function,
        "employmentType": shown.contract,
        "location": f"{town} HQ",
        "address": _address(town, country),
        "secondaryLocations": [{"location": t, "address": _address(t, c)} for t, c in rest],
        "publishedAt": f"{shown.published}T09:00:00.000+00:00",
        "isListed": listed,
        "isRemote": shown.remote == "Remote",
        "workplaceType": shown.remote,
        "jobUrl": page,
        "applyUrl": f"{page}/application",
        "descriptionHtml": description(shown),
        "compensation": {"compensationTierSummary": shown.salary},
    }


def _address(town: str, country: str) -> dict[str, Any]:
    return {"postalAddress": {"addressLocality": town, "addressCountry": country}}
