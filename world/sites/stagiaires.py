"""stagiaires.ma: internships and first jobs; a sitemap, and JSON-LD in pages that a script hydrates."""

import json
import re
from datetime import datetime, time, timedelta

from world.shown import Shown
from world.sites import Ask, Page, render

HOSTS = ("stagiaires.ma", "www.stagiaires.ma")
SOURCE = "stagiaires"
DOOR = "/"
ROBOTS = """\
User-agent: *
Allow: /
Disallow: /api/
Disallow: /under-maintenance/
Disallow: /*?*
Crawl-delay: 1

Sitemap: https://www.stagiaires.ma/offre-sitemap.xml
"""

HOME = "https://stagiaires.ma"
NEWEST = 10
_POSTING = re.compile(r"/stage-emploi-maroc/(\d+)")


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/stage-emploi-maroc/{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer the sitemap, the home page with the newest postings, or a posting."""
    if ask.path == "/offre-sitemap.xml":
        postings = ask.market.shown(SOURCE, ask.day)
        page = render("sitemap", "stagiaires/sitemap.xml", postings=postings, path=path)
        return Page(page.kind, page.body, type="application/xml; charset=utf-8", tag=True)
    if ask.path in ("/", "/stage-emploi-maroc"):
        newest = ask.market.shown(SOURCE, ask.day)[:NEWEST]
        return render("list", "stagiaires/list.html", postings=newest, path=path, block=block)
    if found := _POSTING.fullmatch(ask.path):
        shown = ask.market.posting(SOURCE, found[1], ask.day)
        if shown:
            return render("posting", "stagiaires/posting.html", p=shown, block=block)
    return None


def block(shown: Shown) -> str:
    """Write the posting as the site's JSON-LD: an invented pay, an end thirty days after.

    A "<" is written as an escape, as theirs, so that the block cannot end its script.
    """
    at = datetime.combine(shown.published, time(9 + int(shown.ref) % 9, int(shown.ref) % 60, 35))
    said = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": shown.title.upper() if int(shown.ref) % 3 == 0 else shown.title,
        "description": f"{shown.text.opening}\n\n{_html(shown)}",
        "datePosted": _stamp(at),
        "url": HOME + path(shown),
        "hiringOrganization": {"@type": "Organization", "name": shown.company or "Confidentiel"},
        "jobLocation": {"@type": "Place", "address": _place(shown)},
        "employmentType": shown.contract,
        "validThrough": _stamp(at + timedelta(days=30)),
        "baseSalary": {
            "@type": "PriceSpecification",
            "currency": "MAD",
            "minPrice": "8000",
            "maxPrice": "25000",
            "unitText": "MONTH",
        },
        "additionalType": "JobPosting",
        "educationRequirements": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": shown.diploma,
        },
    }
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.day:03d}Z"


def _place(shown: Shown) -> dict[str, str]:
    town = {"addressLocality": shown.city} if shown.city else {}
    return {"@type": "PostalAddress", **town, "addressCountry": "MA"}


def _html(shown: Shown) -> str:
    def bullets(title: str, lines: tuple[str, ...]) -> str:
        return f"<h2>{title}</h2>\n<ul>\n" + "".join(f"  <li>{x}</li>\n" for x in lines) + "</ul>"

    text = shown.text
    parts = [bullets("🎯 Missions", text.tasks), bullets("👤 Profil", text.wants)]
    if text.gives:
        parts.append(bullets("🎁 Avantages", text.gives))
    if text.about:
        parts.insert(0, f"<h2>🏢 Entreprise</h2>\n<p>{text.about}</p>")
    return "\n".join(parts)
