"""Draw the offers again where links changed, and nowhere else."""

import json
import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from dedupe.boilerplate import known
from dedupe.canonical import COLUMNS, canonical
from dedupe.compare import Sketches, links, write
from dedupe.components import reach
from dedupe.constraints import constraints
from dedupe.draw import Offer, Plan, draw
from dedupe.identity import assign
from dedupe.indexing import drawn_anew
from dedupe.parting import drop_inner, part
from dedupe.progress import Tell
from dedupe.score import Model
from dedupe.summary import Summary
from dedupe.workers import each, version
from offers.database import writing

#: Postings settled in one transaction, about.
AT_ONCE = 4000

UNSETTLED = "select count(*) from unsettled"
NEXT = "select posting from unsettled where posting > ? order by posting limit ?"
MEMBERS = f"""
select {", ".join(f"p.{name}" for name in dict.fromkeys(COLUMNS))}, s.kind
from postings p join sources s on s.name = p.source
where p.id in (select value from json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Work:
    """Hold what settling stands on, whichever postings it is about."""

    db: Database
    sketches: Sketches
    model: Model
    now: datetime
    summary: Summary
    last_posting: int | None = None  # there was when the walk began


def settle_all(work: Work, tell: Tell, processes: int | None = None) -> int:
    """Draw the offers of all that is unsettled, some thousand postings in a transaction each.

    A component is drawn whole or not at all. While one batch is written, the next are planned, and
    PROCESSES put the fields of their offers together; what somebody else changed in between is
    planned anew. Return how many postings were drawn.
    """
    waiting: deque[tuple[int, Plan]] = deque()
    done, of = 0, work.db.conn.execute(UNSETTLED).fetchone()[0]
    tell("settle", done, of)
    plans = _planned(work, waiting)
    with closing(each(elect, work.db, plans, processes)) as answers:
        for offers in answers:
            read, plan = waiting.popleft()
            with writing(work.db):
                if read != version(work.db):
                    _distrust(waiting)
                    plan = _plan(work, plan.starts)
                    offers = elect(work.db.conn, plan.parts)
                drawn_anew(work.db, _draw(work, plan, offers))
            done += len(plan.starts)
            tell("settle", done, of)
    return done


def _planned(work: Work, waiting: deque[tuple[int, Plan]]) -> Iterator[list[list[int]]]:
    """Plan batch after batch, put each plan in WAITING, and yield its parts."""
    after = 0
    while starts := [row[0] for row in work.db.conn.execute(NEXT, [after, AT_ONCE])]:
        after = starts[-1]
        ahead = {posting for _, plan in waiting for posting in plan.postings}
        if fresh := [posting for posting in starts if posting not in ahead]:
            waiting.append((version(work.db), _plan(work, fresh)))
            yield waiting[-1][1].parts


def _distrust(waiting: deque[tuple[int, Plan]]) -> None:
    """Let none of the plans WAITING be drawn as it is: what is planned anew may reach into it."""
    for at, (_, plan) in enumerate(waiting):
        waiting[at] = (-1, plan)


def settle(work: Work, postings: Sequence[int]) -> list[int]:
    """Draw the offers of POSTINGS and of all that stand with them, changed or not; return these offers.

    Call it inside a transaction.
    """
    plan = _plan(work, postings)
    return _draw(work, plan, elect(work.db.conn, plan.parts))


def elect(connection: sqlite3.Connection, parts: Sequence[Sequence[int]]) -> list[Offer]:
    """Read the postings of PARTS and put the fields of each offer together."""
    cursor = connection.execute(MEMBERS, [json.dumps([p for part in parts for p in part])])
    names = [column[0] for column in cursor.description]
    read = (dict(zip(names, row, strict=True)) for row in cursor)
    rows = {row["id"]: row for row in read}
    boilerplate = known(connection, {row["source"] for row in rows.values()})
    return [canonical([rows[posting] for posting in part], boilerplate) for part in parts]


def _plan(work: Work, starts: Sequence[int]) -> Plan:
    people = constraints(work.db)
    reached = reach(work.db, starts, people)
    parted = part(work.db, reached, people, work.sketches, work.model, work.summary)
    old = {posting: row["offer"] for posting, row in reached.rows.items() if row["offer"]}
    return Plan(starts, list(reached.rows), old, assign(parted.parts, old), parted)


def _draw(work: Work, plan: Plan, offers: Sequence[Offer]) -> list[int]:
    drop_inner(work.db, plan.postings)
    for judged, which in plan.parted.inner:
        write(work.db, links(judged, which), work.model, work.now, met=False)
    return draw(work.db, plan, offers, work.now, work.summary)
