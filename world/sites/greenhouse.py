"""greenhouse.io: one answer a board, its texts written as entities; offices beside the location."""

import re
from html import escape
from typing import Any

from world.markup import description
from world.openings import answer_json, openings, people, spots
from world.shown import Shown
from world.sites import Ask, Page

HOSTS = ("boards-api.greenhouse.io", "boards.greenhouse.io")
SOURCE = "greenhouse"
DOOR = "/v1/boards/"
ROBOTS = None

_BOARD = re.compile(r"/v1/boards/([^/]+)/jobs")


def host(shown: Shown) -> str:
    """Give the host of the pages for people."""
    return HOSTS[1]


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/{shown.source.partition('.')[2]}/jobs/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer a board as JSON, or a page for people."""
    found = _BOARD.fullmatch(ask.path)
    shown = openings(ask, SOURCE, found[1] if found else ask.path.split("/")[1])
    if not found:
        return people(ask, shown, path)
    if shown is None:
        return answer_json({"status": 404, "error": "Job not found"}, status=404)
    return answer_json({"jobs": [_job(one) for one in shown], "meta": {"total": len(shown)}})


def _job(shown: Shown) -> dict[str, Any]:
    first, *rest = spots(shown)
    hybrid = int(shown.ref) % 4 == 0  # the location names a mode, and the offices the place
    return {
        "absolute_url": f"https://{HOSTS[1]}{path(shown)}",
        "id": int(shown.ref),
        "title": shown.title,
        "company_name": shown.company,
        "location": {"name": "Hybrid" if hybrid else ", ".join(first)},
        "updated_at": f"{shown.edited}T08:15:00+01:00",
        "first_published": f"{shown.published}T09:00:00+01:00",
        "application_deadline": f"{shown.deadline}T23:59:00+01:00",
        "requisition_id": shown.reference,
        "metadata": [{"id": 7, "name": "Employment Type", "value": shown.contract}],
        "content": escape(description(shown)),
        "departments": [{"id": 1, "name": shown.function, "parent_id": None, "child_ids": []}],
        "offices": [_office(at, *spot) for at, spot in enumerate([first, *rest])],
    }


def _office(number: int, town: str, country: str) -> dict[str, Any]:
    return {"id": number, "name": town, "location": f"{town}, {country}", "parent_id": None}
