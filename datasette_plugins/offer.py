"""/offer/ID: one offer, where to apply, who shows it, and why we think these postings are one."""

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.calendar import TYPE, calendar
from datasette_plugins.reading.changed import changes
from datasette_plugins.reading.differing import conflicting, differing
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.job_posting import job_posting
from datasette_plugins.reading.merged import perhaps, reasons
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.provenance import main_site, read_on
from datasette_plugins.reading.reader import Reader, read_day, reader_of
from datasette_plugins.reading.rows import rows
from datasette_plugins.reading.shown import card, cut, web_address
from datasette_plugins.reading.similar import of_employer, similar
from datasette_plugins.reading.understood import facts

OFFER = "select * from offers where id = :id"
ALIAS = "select offer from offer_aliases where id = :id"
#: Numbers are given once: one that was given and leads nowhere was removed on request.
REMOVED = "select 1 from sqlite_sequence where name = 'offers' and seq >= :id and :id > 0"
POSTINGS = """
select p.*, s.title as source_title, coalesce(seen.last_seen, p.first_seen) as last_seen
from postings p
join sources s on s.name = p.source
left join seen on seen.posting = p.id
where p.offer = :id
order by p.closed_on is not null, p.first_seen, p.id
limit 50
"""
CONFLICTING = """
select p.*, s.title as source_title from postings p join sources s on s.name = p.source
where p.id in (select value from json_each(:ids))
"""

#: What a posting says in its own words, in the order shown.
WORDS = ("title", "company", "city", "contract", "remote", "salary", "experience", "diploma",
         "sector", "positions", "published", "deadline")  # fmt: skip

Offer = Mapping[str, Any]


def posting_shown(posting: Mapping[str, Any]) -> dict[str, Any]:
    """Make what the page shows of one posting: its source's own words, cut short."""
    return {
        "source": posting["source_title"],
        "url": web_address(posting["url"]),
        "lang": posting["language"],
        "first_seen": posting["first_seen"],
        "last_seen": posting["last_seen"],
        "closed_on": posting["closed_on"],
        "said": [(name, cut(posting[name], 160)) for name in WORDS if posting[name]],
    }


def doors(postings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """List where to apply: one door a source, to a posting that is still open where there is one."""
    found: dict[str, dict[str, Any]] = {}
    for posting in postings:
        url = web_address(posting["url"]) or web_address(posting["apply_url"])
        if url and posting["source"] not in found:
            closed = posting["closed_on"] is not None
            found[posting["source"]] = {
                "source": posting["source_title"],
                "url": url,
                "closed": closed,
            }
    return list(found.values())


def towns(reader: Reader, offer: Offer) -> list[dict[str, str]]:
    """Name every town of OFFER, each with the search for it."""
    codes = json.loads(offer["city_codes"]) or [offer["city_code"]]
    return [
        {"name": reader.label("cities", code), "url": reader.link("/", [("city", code)])}
        for code in codes
        if code
    ]


def whatsapp(title: str, address: str) -> str:
    return f"https://wa.me/?{urlencode({'text': f'{title} {address}'})}"


def report(contact: str | None, subject: str) -> str | None:
    """Make a link to write to the CONTACT of the settings of SUBJECT; a web address stands as it is.

    >>> report("robot@example.org", "Erreur : /offer/1"), report(None, "")
    ('mailto:robot@example.org?subject=Erreur%20%3A%20/offer/1', None)
    """
    if contact and "@" in contact and ":" not in contact:
        return f"mailto:{quote(contact, safe='@+')}?subject={quote(subject)}"
    return web_address(contact)


def expired(offer: Offer, reader: Reader) -> bool:
    """Tell whether nobody can apply any more: OFFER is closed, or its last day is past."""
    closing = read_day(offer["deadline_on"])
    return offer["closed_on"] is not None or (closing is not None and closing < reader.today)


async def elsewhere(datasette: Any, request: Any, id: int, ending: str = "") -> Response:
    """Lead on from an id that was merged away; say kindly that it was removed, or that there is none."""
    db = datasette.get_database()
    alias = await rows(db, ALIAS, id=id)
    if not alias:
        return await problem(datasette, request, 410 if await rows(db, REMOVED, id=id) else 404)
    reader = reader_of(datasette, request)
    return Response.redirect(reader.link(f"/offer/{alias[0]['offer']}{ending}"), status=301)


def addresses(datasette: Any, request: Any, reader: Reader) -> Callable[[int], str]:
    """Return what gives the whole address of an offer; its language is the visitor's own choice."""
    return lambda id: datasette.absolute_url(request, f"{reader.base}/offer/{id}")


async def offer(datasette: Any, request: Any) -> Response:
    id, reader = int(request.url_vars["id"]), reader_of(datasette, request)
    found = await rows(datasette.get_database(), OFFER, id=id)
    if not found:
        return await elsewhere(datasette, request, id)
    this, address = found[0], addresses(datasette, request, reader)(id)
    context = await shown(datasette.get_database(), reader, this)
    site = reader.site or reader.say("site")
    context |= {
        "address": address,
        "share": whatsapp(cut(this["title"], 120), address),
        "report": report(reader.contact, reader.say("report_subject", address=address)),
        "json_ld": None if context["expired"] else job_posting(this, address, site),
    }
    body = await datasette.render_template("offer.html", context, request=request)
    return Response.html(body, headers=_headers(context["expired"]))


def _headers(expired: bool) -> dict[str, str]:
    kept = dict(FOR_EVERYBODY)
    return kept | ({"x-robots-tag": "noindex"} if expired else {})


async def shown(db: Any, reader: Reader, this: Offer) -> dict[str, Any]:
    """Gather everything that the page of one offer shows."""
    id = this["id"]
    postings, near, employer = await asyncio.gather(
        rows(db, POSTINGS, id=id), perhaps(db, id), of_employer(db, this)
    )
    shown_already = {row["id"] for row in [*near, *(employer["offers"] if employer else [])]}
    why, told, unlike, sites, alike = await asyncio.gather(
        reasons(db, this, postings, reader),
        changes(db, id, reader),
        rows(db, CONFLICTING, ids=conflicting(this)),
        read_on(db, this),
        similar(db, this, shown_already),
    )
    return {
        "offer": this,
        "c": card(this, reader),
        "expired": expired(this, reader),
        "facts": facts(this, reader),
        "sites": sites,
        "main_site": main_site(sites),
        "several_sites": len(set(sites.values())) > 1,
        "towns": towns(reader, this),
        "differing": differing(this, unlike, reader),
        "doors": doors(postings),
        "postings": [posting_shown(posting) for posting in postings],
        "last_seen": max((p["last_seen"] for p in postings), default=None),
        "changes": told,
        "reasons": why,
        "perhaps": [card(row, reader) for row in near],
        "employer": employer,
        "others": [card(row, reader) for row in employer["offers"]] if employer else [],
        "similar": [card(row, reader) for row in alike],
    }


async def closing(datasette: Any, request: Any) -> Response:
    """Answer with the closing day as a calendar, where it is known."""
    id, reader = int(request.url_vars["id"]), reader_of(datasette, request)
    found = await rows(datasette.get_database(), OFFER, id=id)
    if not found:
        return await elsewhere(datasette, request, id, ".ics")
    if not read_day(found[0]["deadline_on"]):
        return await problem(datasette, request, 404)
    name = cut(found[0]["title_shown"] or found[0]["title"], 120)
    body = calendar(name, found, reader, addresses(datasette, request, reader))
    headers = _headers(expired=True)  # a calendar is no page to find
    headers |= {"content-disposition": f'inline; filename="offer-{id}.ics"'}
    return Response(body, headers=headers, content_type=TYPE)


async def nowhere(datasette: Any, request: Any) -> Response:
    return await problem(datasette, request, 404)


@hookimpl
def register_routes() -> list:
    return [
        (r"^/offer/(?P<id>[0-9]{1,18})$", offer),
        (r"^/offer/(?P<id>[0-9]{1,18})\.ics$", closing),
        (r"^/offer(/.*)?$", nowhere),
    ]
