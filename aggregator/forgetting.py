"""Carry out who is to be left out: what we hold of them is removed, what is read later is refused."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from dedupe.forget import Removed, foreseen, remove
from offers.clock import stamp
from offers.database import writing
from pipelines.forgotten import (
    Request,
    Requests,
    concerned,
    offer_named,
    request_of,
    sources_within,
)

KNOWN = "select id from forgotten where kind = :kind and value = :value"
ASK = """
insert into forgotten (kind, value, why, who, forgotten_at) values (:kind, :value, :why, :who, :at) returning id
"""
COUNTED = "update forgotten set postings = postings + :n where id = :id"
PASS_OVER = """
insert or replace into elsewhere (source, ref, listed_hash, seen_on, forgotten)
select source, ref, listed_hash, :day, :id from postings where id in (select value from json_each(:postings))
"""
OUR_OFFER = """
select url from postings
where offer in (select :id union select offer from offer_aliases where id = :id) order by url
"""
EVER = "select coalesce((select seq from sqlite_sequence where name = 'offers'), 0)"
#: What a refused posting said, where its payload was not cut in the middle.
REJECTS = """
select id, source, url, json_extract(told, '$.apply_url') as apply_url,
  json_extract(told, '$.company') as company, json_extract(told, '$.employer') as employer
from (select id, source, url, case when json_valid(payload) then payload else '{}' end as told from rejects)
"""
UNREJECT = "delete from rejects where id in (select value from json_each(:ids))"
TAKEN_BACK = (
    "delete from elsewhere where forgotten in (select value from json_each(:ids))",
    "delete from forgotten where id in (select value from json_each(:ids))",
)
LOG = "select id, kind, value, why, who, forgotten_at, postings from forgotten order by id"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what, and why, as the log keeps it."""

    requests: tuple[Request, ...]
    why: str | None
    who: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was removed, or would be; and how much had been refused before."""

    removed: Removed
    rejects: int
    known: bool  # all of it had been asked for before


def requests_of(db: Database, kind: str, said: str) -> tuple[Request, ...]:
    """Read what somebody typed; an offer of ours stands for the addresses of all its postings.

    Raises ValueError where it names nobody, or an offer that never was.
    """
    id = offer_named(said) if kind == "url" else None
    if id is None:
        return (request_of(kind, said),)
    if id > db.conn.execute(EVER).fetchone()[0]:
        raise ValueError(f"there is no offer {id}")
    urls = dict.fromkeys(row[0] for row in db.conn.execute(OUR_OFFER, {"id": id}))
    return tuple(request_of("url", url) for url in urls)


def forget(db: Database, asked: Asked, now: datetime, dry: bool = False) -> Done:
    """Log what is ASKED, remove what we hold of it, and refuse it from now on, all or nothing.

    What was asked before is carried out again, which finds what came in between. DRY: only say how much.
    """
    db.conn.execute("pragma secure_delete = on")  # what is deleted is overwritten
    known = all(db.conn.execute(KNOWN, _bound(one)).fetchone() for one in asked.requests)
    if dry:
        chosen = sorted({id for one in asked.requests for id in concerned(db, one)})
        return Done(foreseen(db, chosen), len(_rejects(db, asked.requests)), known)
    with writing(db):
        chosen = sorted({id for one in asked.requests for id in _ask(db, one, asked, now)})
        rejects = _rejects(db, asked.requests)
        db.conn.execute(UNREJECT, {"ids": json.dumps(rejects)})
        return Done(remove(db, chosen, now), len(rejects), known)


def take_back(db: Database, requests: Iterable[Request]) -> int:
    """Take REQUESTS back, and count those that stood: the next crawls read again what they were about."""
    with writing(db):
        rows = (db.conn.execute(KNOWN, _bound(one)).fetchone() for one in requests)
        ids = [row[0] for row in rows if row]
        for sql in TAKEN_BACK:
            db.conn.execute(sql, {"ids": json.dumps(ids)})
    return len(ids)


def log(db: Database) -> list[dict[str, str | int | None]]:
    """List the requests that stand, the oldest first."""
    return list(db.query(LOG))


def _ask(db: Database, request: Request, asked: Asked, now: datetime) -> list[int]:
    """Log REQUEST, and pass over what it is about; return these postings."""
    found = db.conn.execute(KNOWN, _bound(request)).fetchone()
    told = {"why": asked.why, "who": asked.who, "at": stamp(now), **_bound(request)}
    [id] = found or db.conn.execute(ASK, told).fetchone()
    chosen = concerned(db, request)
    day, postings = now.date().isoformat(), json.dumps(chosen)
    db.conn.execute(PASS_OVER, {"postings": postings, "day": day, "id": id})
    db.conn.execute(COUNTED, {"n": len(chosen), "id": id})
    return chosen


def _rejects(db: Database, requests: Sequence[Request]) -> list[int]:
    """List what had been refused for other reasons, and is about one of REQUESTS."""
    asked = Requests(dict.fromkeys(requests, 0))
    within = {name for d in asked.domains for name in sources_within(db, d)}
    rows = db.query(REJECTS)
    return [row["id"] for row in rows if row["source"] in within or asked.about(row) == 0]


def _bound(request: Request) -> dict[str, str]:
    return {"kind": request.kind, "value": request.value}
