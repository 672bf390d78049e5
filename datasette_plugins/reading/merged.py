"""Why the postings of one offer are thought to be one, and which other offers perhaps are, too."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from datasette_plugins.reading.reader import Reader
from datasette_plugins.reading.rows import rows
from offers.chains import reached
from offers.reasons import days_between, kind, say, sentences

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

#: Of so many postings of an offer it is told why they belong to it.
MOST_REASONS = 20
PEOPLE = {"feature": "people"}


async def perhaps(db: Any, id: int) -> list[dict[str, Any]]:
    """Find the open offers that are perhaps the same as the offer ID, the likeliest first."""
    return await rows(db, PERHAPS, id=id)


async def reasons(
    db: Any, offer: Mapping[str, Any], postings: Sequence[Mapping[str, Any]], reader: Reader
) -> list[dict[str, Any]]:
    """Tell of each of the POSTINGS why it belongs to OFFER."""
    main = _main(offer, postings)
    pairs = await _joined(db, offer["id"], main)
    return [_reasoned(row, main, reader) for row in await rows(db, REASONS, pairs=pairs)]


def _main(offer: Mapping[str, Any], postings: Sequence[Mapping[str, Any]]) -> int:
    """Name the posting that the others are told against: the one whose title the offer bears."""
    ids = [posting["id"] for posting in postings]
    main = json.loads(offer["field_source"]).get("title")
    return main if main in ids or not ids else ids[0]


async def _joined(db: Any, id: int, main: int) -> str:
    """Pair each posting of the offer ID with the one through which it hangs on MAIN, as JSON."""
    found = await rows(db, LINKED, id=id)
    links = {(row["left_id"], row["right_id"]): row["score"] for row in found}
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
