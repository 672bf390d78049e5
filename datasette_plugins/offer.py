"""/offer/ID: one offer, where to apply, who shows it, and why we think these postings are one."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.differing import conflicting, differing
from datasette_plugins.reading.job_posting import job_posting
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.reader import Reader, reader_of
from datasette_plugins.reading.shown import card, cut, web_address
from datasette_plugins.reading.understood import facts
from offers.chains import reached
from offers.reasons import days_between, kind, say, sentences

OFFER = "select * from offers where id = :id"
ALIAS = "select offer from offer_aliases where id = :id"
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
# What people decided, and what the merge found: all that holds the postings of an offer together.
LINKED = """
select a.id as left_id, b.id as right_id, 1.0 as score
from postings a
join overrides d on d.left_source = a.source and d.left_ref = a.ref
  and d.verdict = 'same' and d.replaced_by is null
join postings b on b.source = d.right_source and b.ref = d.right_ref
where a.offer = :id and b.offer = :id
union all
select l.left, l.right, l.score
from links l
join postings a on a.id = l.left
join postings b on b.id = l.right
where a.offer = :id and b.offer = :id and l.verdict = 'same'
limit 5000
"""
REASONS = """
select value ->> 0 as before, value ->> 1 as member, l.score, l.why, l.kind,
  exists (
    select 1 from overrides d
    where d.verdict = 'same' and d.replaced_by is null
      and (d.left_source, d.left_ref, d.right_source, d.right_ref) in (values
        (a.source, a.ref, b.source, b.ref), (b.source, b.ref, a.source, a.ref)
      )
  ) as decided,
  a.published_on as before_day, b.published_on as member_day,
  before_source.title as before_source, member_source.title as member_source
from json_each(:pairs)
join postings a on a.id = value ->> 0
join postings b on b.id = value ->> 1
join sources before_source on before_source.name = a.source
join sources member_source on member_source.name = b.source
left join links l on l.left = min(a.id, b.id) and l.right = max(a.id, b.id)
order by key
"""
PERHAPS = """
select o.*, max(l.score) as likeness
from postings mine
join links l on (l.left = mine.id or l.right = mine.id) and l.verdict = 'perhaps'
join postings other on other.id = iif(l.left = mine.id, l.right, l.left)
join offers o on o.id = other.offer
where mine.offer = :id and o.id <> :id and o.closed_on is null
  and not exists (
    select 1 from overrides d
    where d.replaced_by is null and d.verdict = 'different'
      and (d.left_source, d.left_ref, d.right_source, d.right_ref) in (values
        (mine.source, mine.ref, other.source, other.ref),
        (other.source, other.ref, mine.source, mine.ref)
      )
  )
group by o.id
order by likeness desc, o.id
limit 5
"""
SIMILAR = """
select * from offers
where city_code = :city and contract_code = :contract and closed_on is null and id <> :id
order by id desc
limit 4
"""

#: Of so many postings of an offer it is told why they belong to it.
MOST_REASONS = 20
PEOPLE = {"feature": "people"}

#: What a posting says in its own words, in the order shown.
WORDS = ("title", "company", "city", "contract", "remote", "salary", "experience", "diploma",
         "sector", "positions", "published", "deadline")  # fmt: skip


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


def doors(postings: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
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


def towns(reader: Reader, offer: Mapping[str, Any]) -> list[dict[str, str]]:
    """Name every town of OFFER, each with the search for it."""
    codes = json.loads(offer["city_codes"]) or [offer["city_code"]]
    return [
        {"name": reader.label("cities", code), "url": reader.link("/", [("city", code)])}
        for code in codes
        if code
    ]


def whatsapp(title: str, address: str) -> str:
    return f"https://wa.me/?{urlencode({'text': f'{title} {address}'})}"


async def _rows(datasette: Any, sql: str, **bound: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in (await datasette.get_database().execute(sql, bound)).rows]


async def elsewhere(datasette: Any, request: Any, id: int) -> Response:
    """Lead on from an id that was merged away; say kindly that there is none."""
    alias = await _rows(datasette, ALIAS, id=id)
    if not alias:
        return await problem(datasette, request, 404)
    reader = reader_of(datasette, request)
    return Response.redirect(reader.link(f"/offer/{alias[0]['offer']}"), status=301)


async def offer(datasette: Any, request: Any) -> Response:
    id, reader = int(request.url_vars["id"]), reader_of(datasette, request)
    found = await _rows(datasette, OFFER, id=id)
    if not found:
        return await elsewhere(datasette, request, id)
    context = await shown(datasette, reader, found[0])
    address = datasette.absolute_url(request, f"{reader.base}/offer/{id}")
    context |= {
        "address": address,
        "share": whatsapp(cut(found[0]["title"], 120), address),
        "json_ld": None if found[0]["closed_on"] else job_posting(found[0], address),
    }
    body = await datasette.render_template("offer.html", context, request=request)
    return Response.html(body, headers=_headers(found[0]))


def _headers(found: Mapping[str, Any]) -> dict[str, str]:
    kept = {"cache-control": "public, max-age=300", "vary": "accept-language"}
    return kept | ({"x-robots-tag": "noindex"} if found["closed_on"] else {})


async def shown(datasette: Any, reader: Reader, found: Mapping[str, Any]) -> dict[str, Any]:
    """Gather everything that the page of one offer shows."""
    id = found["id"]
    postings = await _rows(datasette, POSTINGS, id=id)
    main = _main(found, postings)
    merged = await _rows(datasette, REASONS, pairs=await _joined(datasette, id, main))
    perhaps = await _rows(datasette, PERHAPS, id=id)
    alike = {"city": found["city_code"], "contract": found["contract_code"], "id": id}
    near = {row["id"] for row in perhaps}
    unlike = await _rows(datasette, CONFLICTING, ids=conflicting(found))
    similar = [row for row in await _rows(datasette, SIMILAR, **alike) if row["id"] not in near]
    return {
        "offer": found,
        "c": card(found, reader),
        "facts": facts(found, reader),
        "towns": towns(reader, found),
        "differing": differing(found, unlike, reader),
        "doors": doors(postings),
        "postings": [posting_shown(posting) for posting in postings],
        "last_seen": max((p["last_seen"] for p in postings), default=None),
        "reasons": [_reasoned(row, main, reader) for row in merged],
        "perhaps": [card(row, reader) for row in perhaps],
        "similar": [card(row, reader) for row in similar],
    }


def _main(found: Mapping[str, Any], postings: list[dict[str, Any]]) -> int:
    """Name the posting that the others are told against: the one whose title the offer bears."""
    ids = [posting["id"] for posting in postings]
    main = json.loads(found["field_source"]).get("title")
    return main if main in ids or not ids else ids[0]


async def _joined(datasette: Any, id: int, main: int) -> str:
    """Pair each posting of the offer ID with the one through which it hangs on MAIN, as JSON."""
    rows = await _rows(datasette, LINKED, id=id)
    links = {(row["left_id"], row["right_id"]): row["score"] for row in rows}
    pairs = [(before, member) for member, before in reached(main, links).items()]
    return json.dumps(pairs[:MOST_REASONS])


def _reasoned(row: dict[str, Any], main: int, reader: Reader) -> dict[str, Any]:
    days = days_between(row["before_day"], row["member_day"])
    why = ([PEOPLE] if row["decided"] else []) + json.loads(row["why"] or "[]")
    through = row["before"] != main
    return row | {
        "told": sentences(reader.lang, json.dumps(why), days),
        "kind": kind(reader.lang, row["kind"]),
        "through": say(reader.lang, "joined_through", source=row["before_source"])
        if through
        else "",
    }


async def nowhere(datasette: Any, request: Any) -> Response:
    return await problem(datasette, request, 404)


@hookimpl
def register_routes() -> list:
    return [(r"^/offer/(?P<id>[0-9]{1,18})$", offer), (r"^/offer(/.*)?$", nowhere)]
