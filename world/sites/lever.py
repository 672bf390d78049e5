"""lever.co: one answer a site, in one of two houses; requirements in lists beside the text."""

import re
from datetime import UTC, datetime, time
from html import escape
from typing import Any

from world.openings import answer_json, openings, people, spots
from world.shown import Shown
from world.sites import Ask, Page

HOSTS = ("api.lever.co", "api.eu.lever.co", "jobs.lever.co")
SOURCE = "lever"
DOOR = "/v0/postings/"
ROBOTS = "User-agent: *\nCrawl-delay: 1\n"

_SITE = re.compile(r"/v0/postings/([^/]+)")


def host(shown: Shown) -> str:
    """Give the host of the pages for people."""
    return HOSTS[2]


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/{shown.source.partition('.')[2]}/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer a site as JSON, in the house where it is at home, or a page for people."""
    found = _SITE.fullmatch(ask.path)
    tenant = found[1] if found else ask.path.split("/")[1]
    shown = openings(ask, SOURCE, tenant)
    if not found:
        return people(ask, shown, path)
    if shown is None or ask.host != HOSTS[len(tenant) % 2]:
        return answer_json({"ok": False, "error": "Document not found"})
    return answer_json([_posting(one) for one in shown])


def _posting(shown: Shown) -> dict[str, Any]:
    (town, country), *_ = spots(shown)
    text, page = shown.text, f"https://{HOSTS[2]}{path(shown)}"
    at = datetime.combine(shown.published, time(10), tzinfo=UTC)
    return {
        "id": shown.ref,
        "text": shown.title,
        "categories": {
            "location": town,
            "commitment": shown.contract,
            "department": shown.function,
            "allLocations": [name for name, _ in spots(shown)],
        },
        "country": "MA" if country == "Maroc" else None,
        "workplaceType": shown.remote,
        "createdAt": int(at.timestamp() * 1000),
        "description": f"<div>{escape(text.about)}</div><div>{escape(text.opening)}</div>",
        "lists": [_list("Missions", text.tasks), _list("Profil", text.wants)],
        "additional": "".join(f"<div>{escape(line)}</div>" for line in text.gives),
        "salaryDescriptionPlain": shown.salary,
        "hostedUrl": page,
        "applyUrl": f"{page}/apply",
    }


def _list(title: str, lines: tuple[str, ...]) -> dict[str, str]:
    return {"text": title, "content": "".join(f"<li>{escape(line)}</li>" for line in lines)}
