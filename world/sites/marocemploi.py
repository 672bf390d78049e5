"""marocemploi.net: a private board made with WordPress; twenty cards a page, names for keys."""

import json
import re
from datetime import date

from world.shown import Shown
from world.sites import Ask, Page, render

HOSTS = ("marocemploi.net", "www.marocemploi.net")
SOURCE = "marocemploi"
DOOR = "/offre/"
ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"

SIZE = 20
_POSTING = re.compile(r"/offre/([^/]+)/")
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/offre/{shown.ref}/"


def answer(ask: Ask) -> Page | None:
    """Answer a page of the list, empty past the last, or a posting."""
    if ask.path == DOOR:
        number = max(1, ask.number("job_page", 1))
        order = ask.market.shown(SOURCE, ask.day)
        postings = order[(number - 1) * SIZE : number * SIZE]
        more = number * SIZE < len(order)
        facts = {"postings": postings, "number": number, "more": more, "path": path, "long": long}
        return render("list", "marocemploi/list.html", **facts)
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        if shown:
            return render("posting", "marocemploi/posting.html", p=shown, long=long, block=block)
    return None


def long(day: date) -> str:
    """Write DAY with its month's French name.

    >>> long(date(2026, 8, 12))
    '12 août 2026'
    """
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


def block(shown: Shown) -> str:
    """Write the posting as the site's JSON-LD, without a "<" that could end its script."""
    said = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": shown.title,
        "description": f"<p>{shown.text.opening}</p>",
        "datePosted": shown.published.isoformat(),
        "validThrough": shown.deadline.isoformat(),
        "employmentType": "FULL_TIME",
        "hiringOrganization": {"@type": "Organization", "name": shown.company or "Confidentiel"},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": shown.city or ""},
        },
    }
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
