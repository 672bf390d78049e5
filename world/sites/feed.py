"""A feed in Indeed's XML that an employer publishes, and a page for each vacancy."""

import re
from datetime import datetime
from email.utils import format_datetime

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render

HOSTS = ("flux-*.example",)
SOURCE = "feed"
DOOR = "/jobs.xml"
ROBOTS = None

_POSTING = re.compile(r"/offre/(\d+)")


def host(shown: Shown) -> str:
    """Give the host that publishes the employer's feed."""
    return f"{shown.source.partition('.')[2]}.example"


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/offre/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer the feed, or a posting."""
    source = ask.source(SOURCE, ask.host.removesuffix(".example"))
    if source is None:
        return None
    if ask.path == DOOR:
        shown = ask.market.shown(source, ask.day)
        facts = {"home": f"https://{ask.host}", "path": path, "at": _at, "description": description}
        page = render("feed", "feed/jobs.xml", postings=shown, **facts)
        return Page(page.kind, page.body, type="text/xml; charset=utf-8", tag=True)
    found = _POSTING.fullmatch(ask.path)
    one = ask.market.posting(source, found[1], ask.day) if found else None
    return render("posting", "feed/posting.html", p=one, description=description) if one else None


def _at(shown: Shown) -> str:
    """Write when SHOWN was published, as mail does."""
    return format_datetime(
        datetime(shown.published.year, shown.published.month, shown.published.day, 9)
    )
