"""Write a plan: offers under the ids they keep, postings into their offers, and what is gone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from dedupe.identity import Assignment
from dedupe.indexing import drawn_anew
from dedupe.parting import Parted
from dedupe.summary import Summary
from offers.clock import stamp

LAST = "select seq from sqlite_sequence where name = 'offers'"
MOVED = "update postings set offer = ? where id = ?"
REPOST = "update offers set repost_of = ?1, updated_at = ?2 where id = ?3 and repost_of is not ?1"
NO_REPOST = "update offers set repost_of = null where repost_of = ?"
LEADS_ON = "update offer_aliases set offer = ? where offer = ?"
GONE = "delete from offers where id = ?"
ALIAS = "insert or replace into offer_aliases (id, offer, since) values (?, ?, ?)"
SETTLED = "delete from unsettled where posting in (select value from json_each(?))"

Offer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold how postings are parted into offers, which id each keeps, and where the postings stood."""

    starts: Sequence[int]
    postings: list[int]  # those of STARTS, and whoever is drawn with them
    old: Mapping[int, int]  # posting → its offer until now
    ids: Assignment
    parted: Parted

    @property
    def parts(self) -> list[list[int]]:
        return self.parted.parts


def draw(
    db: Database, plan: Plan, offers: Sequence[Offer], now: datetime, summary: Summary
) -> list[int]:
    """Write the OFFERS of PLAN; return the ids of all it draws, changed or not.

    Call it inside a transaction.
    """
    ids = list(_mint(db, plan.ids.kept))
    drawn = [(id, *fields.values()) for id, fields in zip(ids, offers, strict=True)]
    known = [kept is not None for kept in plan.ids.kept]
    if drawn:
        names = list(offers[0])
        new = [row for row, kept in zip(drawn, known, strict=True) if not kept]
        _insert(db, names, new, now)
        summary.created += len(new)
        old = [row for row, kept in zip(drawn, known, strict=True) if kept]
        summary.changed += _update(db, names, old, now)
    db.conn.executemany(MOVED, _moved(plan, ids))
    _lead_on(db, plan, ids, now, summary)
    reposts = {at: ids[before] for at, before in plan.parted.older.items()}
    named = [at for at, kept in enumerate(known) if kept or at in reposts]
    db.conn.executemany(REPOST, [(reposts.get(at), stamp(now), ids[at]) for at in named])
    db.conn.execute(SETTLED, [json.dumps([*plan.starts, *plan.postings])])
    return ids


def _mint(db: Database, kept: Sequence[int | None]) -> Iterator[int]:
    """Yield the id each offer keeps, or the next that was never given."""
    [last] = db.conn.execute(LAST).fetchone() or [0]
    for id in kept:
        last += id is None
        yield last if id is None else id


def _insert(db: Database, names: Sequence[str], rows: Sequence[tuple], now: datetime) -> None:
    columns, marks = ", ".join(names), ", ".join("?" * (len(names) + 2))
    db.conn.executemany(
        f"insert into offers (updated_at, id, {columns}) values ({marks})",
        [(stamp(now), *row) for row in rows],
    )


def _update(db: Database, names: Sequence[str], rows: Sequence[tuple], now: datetime) -> int:
    """Write ROWS where they say something new; one that would say the same keeps its updated_at."""
    if not rows:
        return 0
    said = ", ".join(f"{name} = ?{nth}" for nth, name in enumerate(names, 3))
    unlike = " or ".join(f"{name} is not ?{nth}" for nth, name in enumerate(names, 3))
    query = f"update offers set updated_at = ?1, {said} where id = ?2 and ({unlike})"
    return db.conn.executemany(query, [(stamp(now), *row) for row in rows]).rowcount


def _moved(plan: Plan, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for id, part in zip(ids, plan.parts, strict=True):
        for posting in part:
            if plan.old.get(posting) != id:
                yield id, posting


def _lead_on(db: Database, plan: Plan, ids: Sequence[int], now: datetime, summary: Summary) -> None:
    """Let every id that is gone, and all that led to it, lead to the offer that took its postings."""
    gone = [(ids[at], offer) for offer, at in sorted(plan.ids.merged.items())]
    db.conn.executemany(LEADS_ON, gone)
    db.conn.executemany(NO_REPOST, [(offer,) for _, offer in gone])
    db.conn.executemany(GONE, [(offer,) for _, offer in gone])
    drawn_anew(db, (offer for _, offer in gone))
    db.conn.executemany(ALIAS, [(offer, id, stamp(now)) for id, offer in gone])
    summary.merged += len(gone)
