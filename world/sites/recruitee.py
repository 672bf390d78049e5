"""recruitee.com: one answer on the employer's own host, drafts included; two fields of text."""

from html import escape
from typing import Any

from world.openings import answer_json, openings, people, spots
from world.shown import Shown
from world.sites import Ask, Page, slug

HOSTS = ("*.recruitee.com",)
SOURCE = "recruitee"
DOOR = "/o/"
ROBOTS = "User-agent: *\nDisallow: /o/*/c/new\n"


def host(shown: Shown) -> str:
    """Give the host of the employer's careers site."""
    return f"{shown.source.partition('.')[2]}.recruitee.com"


def path(shown: Shown) -> str:
    """Give the path of a posting's page: it bears no number of the API's."""
    return f"/o/{slug(shown.title) or 'poste'}-{int(shown.ref) + 77}"


def answer(ask: Ask) -> Page | None:
    """Answer the offers as JSON, or a page for people."""
    shown = openings(ask, SOURCE, ask.host.removesuffix(".recruitee.com"))
    if ask.path.rstrip("/") != "/api/offers":
        return people(ask, shown, path)
    if shown is None:
        return answer_json({"error": ["Not found"]}, status=404)
    drafts = [_offer(one) | {"id": 1, "status": "draft"} for one in shown[:1]]
    return answer_json({"offers": [*map(_offer, shown), *drafts]})


def _offer(shown: Shown) -> dict[str, Any]:
    page, text = f"https://{host(shown)}{path(shown)}", shown.text
    return {
        "id": int(shown.ref),
        "title": shown.title,
        "status": "published",
        "careers_url": page,
        "careers_apply_url": f"{page}/c/new",
        "description": f"<p>{escape(text.about)}</p>{_bullets((text.opening, *text.tasks))}",
        "requirements": _bullets(text.wants),
        "locations": [{"city": town, "state": None, "country": c} for town, c in spots(shown)],
        "remote": shown.remote == "remote",
        "hybrid": shown.remote == "hybrid",
        "on_site": shown.remote == "on_site",
        "department": shown.function,
        "employment_type_code": shown.contract,
        "salary": {"min": None, "max": None, "period": None, "currency": None},
        "published_at": f"{shown.published} 08:00:00 UTC",
        "close_at": f"{shown.deadline} 22:59:00 UTC",
    }


def _bullets(lines: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
