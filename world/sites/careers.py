"""An employer's own careers site: a sitemap, and JSON-LD or microdata in each vacancy's page."""

import json
import re

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page, render

HOSTS = ("carrieres.*.example",)
SOURCE = "careers"
DOOR = "/fr/offres"
ROBOTS = "User-agent: *\nDisallow: /candidature/\n"

_POSTING = re.compile(r"/fr(/offres/\d+)")


def host(shown: Shown) -> str:
    """Give the host of the employer's careers site."""
    tenant = shown.source.removeprefix("careers.carrieres-").removesuffix("-example")
    return f"carrieres.{tenant}.example"


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/fr{shown.ref}"


def answer(ask: Ask) -> Page | None:
    """Answer a sitemap, the list or a posting."""
    source = ask.source(SOURCE, ask.host)
    if source is None:
        return None
    shown, home = ask.market.shown(source, ask.day), f"https://{ask.host}"
    if ask.path in ("/sitemap.xml", "/sitemap-offres.xml"):
        page = render("sitemap", f"careers{ask.path}", postings=shown, path=path, home=home)
        return Page(page.kind, page.body, type="application/xml; charset=utf-8", tag=True)
    if ask.path == DOOR:
        return render("list", "careers/list.html", postings=shown, path=path)
    found = _POSTING.fullmatch(ask.path)
    one = ask.market.posting(source, found[1], ask.day) if found else None
    facts = {"block": block, "description": description}
    return render("posting", "careers/posting.html", p=one, **facts) if one else None


def block(shown: Shown) -> str:
    """Write the posting as JSON-LD."""
    said = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": shown.title,
        "identifier": {"@type": "PropertyValue", "value": shown.reference or shown.ref[8:]},
        "datePosted": f"{shown.published}",
        "validThrough": f"{shown.deadline}T23:59",
        "employmentType": shown.contract,
        "hiringOrganization": {"@type": "Organization", "name": shown.company},
        "jobLocation": [_place(town) for town in (shown.city or "").split(", ")],
        "description": description(shown),
    }
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


def _place(town: str) -> dict[str, object]:
    address = {"@type": "PostalAddress", "addressLocality": town, "addressCountry": "MA"}
    return {"@type": "Place", "address": address}
