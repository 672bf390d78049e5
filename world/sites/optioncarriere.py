"""Careerjet: an API for partners, which tells what its Moroccan site shows, and links that are counted."""

import json
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import Any

from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("jobviewtrack.com", "search.api.careerjet.net")
SOURCE = "optioncarriere"
DOOR = "/v4/query?locale_code=fr_MA&user_ip=192.0.2.7&user_agent=browser"
ROBOTS = None

LARGEST, LAST_PAGE = 100, 10
EXCERPT = 120


def path(shown: Shown) -> str:
    """Give the path of the link that is counted."""
    return f"/fr-ma/job-{shown.employer:x}/{shown.ref}.html"


def answer(ask: Ask) -> Page | None:
    """Answer a page of the API's JSON, or what a counted link leads to."""
    if ask.path == "/v4/query":
        return _query(ask)
    ref = ask.path.rpartition("/")[2].removesuffix(".html")
    shown = ask.market.posting(SOURCE, ref, ask.day)
    if shown and ask.path == path(shown):
        return render("posting", "optioncarriere/posting.html", p=shown)
    return None


def _query(ask: Ask) -> Page:
    if not (ask.query.get("user_ip") and ask.query.get("user_agent")):
        return _json({"type": "ERROR", "error": "Missing param user_ip"}, status=403)
    size = min(ask.number("page_size", 20), LARGEST)
    page = min(max(1, ask.number("page", 1)), LAST_PAGE)
    order = ask.market.shown(SOURCE, ask.day)
    told = {
        "type": "JOBS",
        "hits": len(order),
        "pages": -(-len(order) // size),
        "response_time": 0.04,
        "message": f"{len(order)} matching jobs found",
        "jobs": [_row(shown) for shown in order[(page - 1) * size : page * size]],
    }
    return _json(told)


def _row(shown: Shown) -> dict[str, Any]:
    published = datetime.combine(shown.published, time(7, 12), UTC)
    return {
        "title": shown.title,
        "company": shown.company or "",
        "locations": shown.city or "Maroc",
        "date": format_datetime(published, usegmt=True),
        "description": f"{shown.text.opening} {shown.text.tasks[0]}"[:EXCERPT] + " ...",
        "salary": shown.salary or "",
        "salary_currency_code": "MAD" if shown.salary else "",
        "salary_min": None,
        "salary_max": None,
        "salary_type": "M" if shown.salary else "",
        "site": f"www.{slug(shown.sector)}.example",
        "url": f"https://{HOSTS[0]}{path(shown)}",
    }


def _json(said: dict[str, Any], status: int = 200) -> Page:
    body = json.dumps(said, ensure_ascii=False)
    return Page("list", body, status, type="application/json; charset=utf-8", tag=True)
