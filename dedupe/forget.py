"""Remove postings for good, with all that hangs on them, and draw what is left of their offers again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from dedupe.run import settle_now
from offers.clock import stamp
from offers.ledger import count_offers
from offers.search import index_offers

#: Offers that are drawn again at once.
AT_ONCE = 2000

THESE = "(select value from json_each(:ids))"
OFFERS = (
    f"select distinct offer from postings where id in {THESE} and offer is not null order by offer"
)
SOURCES = f"select distinct source from postings where id in {THESE}"
# Whoever was linked to them may stand elsewhere without them.
NEIGHBOURS = f"""
insert or ignore into unsettled
select left from links where right in {THESE} union select right from links where left in {THESE}
"""
# The rest goes with the posting: its versions, links, sketch, and that it was seen.
GONE = (
    f"delete from gained where left in {THESE} or right in {THESE}",
    f"delete from postings where id in {THESE}",
)
# A site's own lines are words of a site that we do not read any more.
UNREAD = """
delete from boilerplate
where source in (select value from json_each(:sources)) and source not in (select source from postings)
"""
LEFT = f"select id, offer from postings where offer in {THESE} order by offer, id"

LED = f"select id from offer_aliases where offer in {THESE}"
REPOSTED = f"select id from offers where repost_of in {THESE}"
NO_REPOST = f"update offers set repost_of = null, updated_at = :now where repost_of in {THESE}"
NO_OFFER = (
    f"delete from offer_aliases where offer in {THESE}",
    f"delete from offers where id in {THESE}",
    f"delete from relived where offer in {THESE}",
)
EMPLOYERS = (
    f"select distinct employer from offer_facts where offer in {THESE} and employer is not null"
)
# An employer keeps its number for ever, so that no other gets it; its name goes with its last offer.
NAMELESS = f"""
update facet_values set code = 'forgotten ' || id, label = null
where id in {THESE} and not exists (select 1 from offer_facts where employer = facet_values.id)
  and not exists (select 1 from facet_counts where value = facet_values.id)
"""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many postings were removed, how many offers with them, and how many others still show."""

    postings: int
    offers: int
    left: int


def remove(db: Database, postings: Sequence[int], now: datetime) -> Removed:
    """Remove POSTINGS; call it inside a transaction.

    An offer that others still show is drawn again from these; one that is left with none is gone
    from everywhere, and the ledger corrected by it.
    """
    ids = {"ids": json.dumps(postings)}
    offers = [row[0] for row in db.conn.execute(OFFERS, ids)]
    sources = [row[0] for row in db.conn.execute(SOURCES, ids)]
    employers = _first(db, EMPLOYERS, offers)
    db.conn.execute(NEIGHBOURS, ids)
    for sql in GONE:
        db.conn.execute(sql, ids)
    db.conn.execute(UNREAD, {"sources": json.dumps(sources)})
    left = db.conn.execute(LEFT, {"ids": json.dumps(offers)}).fetchall()
    living = {offer for _, offer in left}
    gone = [offer for offer in offers if offer not in living]
    _end(db, gone, now)
    for start in range(0, len(left), AT_ONCE):
        settle_now(db, [posting for posting, _ in left[start : start + AT_ONCE]], now)
    db.conn.execute(NAMELESS, {"ids": json.dumps(employers)})
    return Removed(len(postings), len(gone), len(living))


def foreseen(db: Database, postings: Sequence[int]) -> Removed:
    """Tell what remove() would do; nothing is written."""
    offers = _first(db, OFFERS, postings)
    chosen = set(postings)
    rows = db.conn.execute(LEFT, {"ids": json.dumps(offers)})
    living = {offer for posting, offer in rows if posting not in chosen}
    return Removed(len(postings), len(offers) - len(living), len(living))


def _end(db: Database, offers: Sequence[int], now: datetime) -> None:
    """Let OFFERS, which no posting shows any more, be gone, and every number that led to them."""
    led, reposted = _first(db, LED, offers), _first(db, REPOSTED, offers)
    bound = {"ids": json.dumps(offers), "now": stamp(now)}
    db.conn.execute(NO_REPOST, bound)
    for sql in NO_OFFER:
        db.conn.execute(sql, bound)
    for start in range(0, len(offers), AT_ONCE):
        index_offers(db, offers[start : start + AT_ONCE])
    touched = sorted({*offers, *led, *reposted})
    for start in range(0, len(touched), AT_ONCE):
        count_offers(db, touched[start : start + AT_ONCE], now)


def _first(db: Database, sql: str, ids: Sequence[int]) -> list[int]:
    return [row[0] for row in db.conn.execute(sql, {"ids": json.dumps(ids)})]
