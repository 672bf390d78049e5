"""teamtailor.com: an employer's careers site, and all its vacancies as RSS, a hundred a page."""

from datetime import datetime, time
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render, slug

HOSTS = ("*.teamtailor.com",)
SOURCE = "teamtailor"
DOOR = "/jobs"
ROBOTS = """\
User-agent: *
Disallow: /app
Disallow: /users
Crawl-delay: 1
"""

LARGEST = 100


def host(shown: Shown) -> str:
    """Give the host of the employer's careers site."""
    return f"{shown.source.partition('.')[2]}.teamtailor.com"


def path(shown: Shown) -> str:
    """Give the path of a posting's page: numbered otherwise than its guid."""
    return f"/jobs/{int(shown.ref[:8], 16)}-{slug(shown.title)}"


def answer(ask: Ask) -> Page | None:
    """Answer the feed, the list or a posting."""
    source = ask.source(SOURCE, ask.host.removesuffix(".teamtailor.com"))
    shown = ask.market.shown(source, ask.day) if source else []
    if source and ask.path == "/jobs.rss":
        return _feed(ask, shown)
    if source and ask.path == "/jobs":
        return render("list", "teamtailor/list.html", postings=shown, path=path)
    found = next((one for one in shown if path(one) == ask.path), None)
    if found:
        return render("posting", "teamtailor/posting.html", p=found, description=description)
    return None


def _feed(ask: Ask, shown: list[Shown]) -> Page:
    start, size = ask.number("offset", 0), min(ask.number("per_page", 30), LARGEST)
    facts = {"path": path, "home": f"https://{ask.host}", "at": _at, "description": description}
    page = render("feed", "teamtailor/jobs.rss", postings=shown[start : start + size], **facts)
    return Page(page.kind, page.body, type="application/rss+xml; charset=utf-8", tag=True)


def _at(shown: Shown) -> str:
    """Write when SHOWN was published, as RSS does."""
    at = time(8 + shown.vacancy % 10, shown.vacancy % 60, tzinfo=ZoneInfo("Africa/Casablanca"))
    return format_datetime(datetime.combine(shown.published, at))
