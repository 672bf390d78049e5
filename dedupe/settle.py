"""Draw the offers again where links changed, and nowhere else."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlite_utils import Database

from dedupe.canonical import canonical
from dedupe.compare import Sketches, judge_pairs, keep
from dedupe.constraints import Constraints, constraints
from dedupe.identity import assign
from dedupe.reposts import part_reposts
from dedupe.score import Model
from dedupe.summary import Summary
from offers.clock import stamp
from offers.search import index_offers

#: In a larger component only the pairs found by blocking count: the others would be too many.
LARGEST = 250
#: Postings settled in one transaction, about.
AT_ONCE = 2000

NEXT = "select posting from unsettled order by posting limit ?"
REACHED = """
select left from links where right = :posting and verdict = 'same'
union select right from links where left = :posting and verdict = 'same'
union select b.id from postings a join postings b on b.offer = a.offer where a.id = :posting
"""
MEMBERS = """
select p.*, s.kind from postings p join sources s on s.name = p.source
where p.id in (select value from json_each(?)) order by p.id
"""
SCORES = """
select left, right, score, verdict from links
where left in (select value from json_each(:postings)) and right in (select value from json_each(:postings))
"""
SETTLED = "delete from unsettled where posting in (select value from json_each(?))"
REPOST = """
update offers set repost_of = :older, updated_at = :now where id = :offer and repost_of is not :older
"""
ALIAS = "insert or replace into offer_aliases (id, offer, since) values (?, ?, ?)"

Row = dict[str, Any]


def settle(
    db: Database,
    sketches: Sketches,
    model: Model,
    now: datetime,
    summary: Summary,
    only: Sequence[int] = (),
) -> int:
    """Draw the offers of the next components that changed; return how many postings were settled.

    With ONLY, those of these postings, changed or not. Call it inside a transaction: a component is
    drawn whole or not at all.
    """
    settled = 0
    changed: list[int] = []
    people = constraints(db)
    starts = only or [row[0] for row in db.conn.execute(NEXT, [AT_ONCE])]
    for component in _components(db, starts, people):
        rows = _rows(db, component)
        parts, older = _parts(db, rows, people, sketches, model, now, summary)
        ids = _draw(db, rows, parts, now, summary)
        _follow(db, ids, older, now)
        changed += ids
        db.conn.execute(SETTLED, [json.dumps(component)])
        settled += len(component)
        if settled >= AT_ONCE:
            break
    index_offers(db, changed)
    return settled


def _components(db: Database, starts: Sequence[int], people: Constraints) -> Iterator[list[int]]:
    """Find, from each posting of STARTS, all that stand together with it, now or until now."""
    done: set[int] = set()
    for posting in starts:
        if posting in done:
            continue
        reached, edge = {posting}, [posting]
        while edge:
            posting = edge.pop()
            found = db.conn.execute(REACHED, {"posting": posting}).fetchall()
            fresh = {row[0] for row in found}.union(people.together(posting)) - reached
            reached |= fresh
            edge += sorted(fresh)
        done |= reached
        yield sorted(reached)


def _rows(db: Database, postings: Sequence[int]) -> dict[int, Row]:
    cursor = db.conn.execute(MEMBERS, [json.dumps(postings)])
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def _parts(
    db: Database,
    rows: dict[int, Row],
    people: Constraints,
    sketches: Sketches,
    model: Model,
    now: datetime,
    summary: Summary,
) -> tuple[list[list[int]], dict[int, int]]:
    """Cluster one component, and tell which part is a repost of which.

    Pairs that share no block are judged too, so that none is in conflict.
    """
    if len(rows) == 1:
        return [list(rows)], {}
    cursor = db.conn.execute(SCORES, {"postings": json.dumps(list(rows))})
    scores = {(left, right): score for left, right, score, _ in cursor}
    unjudged = [pair for pair in combinations(sorted(rows), 2) if pair not in scores]
    if len(rows) > LARGEST:
        summary.capped["component"] += 1
        unjudged = []
    judgements = judge_pairs(unjudged, sketches, model) if unjudged else []
    scores |= {(j.left, j.right): j.score for j in judgements}
    keys = {id: (row["source"], row["ref"]) for id, row in rows.items()}
    found = people.clusters(keys, scores, model.same)
    parts, older = part_reposts(found, rows, people.together)
    home = {posting: at for at, part in enumerate(parts) for posting in part}
    # Whoever stands in one offer has a link with its reasons, also where no block was shared.
    keep(db, [j for j in judgements if home[j.left] == home[j.right]], sketches, model, now)
    return parts, older


def _draw(
    db: Database, rows: dict[int, Row], parts: list[list[int]], now: datetime, summary: Summary
) -> list[int]:
    """Write the offers of PARTS under the ids they keep; return those that changed."""
    old = {id: row["offer"] for id, row in rows.items() if row["offer"]}
    assigned = assign(parts, old)
    ids = []
    for part, offer in zip(parts, assigned.kept, strict=True):
        fields = canonical([rows[posting] for posting in part])
        id = _write(db, offer, fields, now, summary)
        moved = [posting for posting in part if old.get(posting) != id]
        db.conn.executemany("update postings set offer = ? where id = ?", [(id, p) for p in moved])
        ids.append(id)

    for gone, at in sorted(assigned.merged.items()):
        db.conn.execute("update offer_aliases set offer = ? where offer = ?", [ids[at], gone])
        db.conn.execute("update offers set repost_of = null where repost_of = ?", [gone])
        db.conn.execute("delete from offers where id = ?", [gone])
        db.conn.execute(ALIAS, [gone, ids[at], stamp(now)])
        summary.merged += 1
    return ids


def _follow(db: Database, ids: list[int], older: dict[int, int], now: datetime) -> None:
    """Name for each offer the one it is a repost of, or none any more."""
    for at, offer in enumerate(ids):
        named = ids[older[at]] if at in older else None
        db.conn.execute(REPOST, {"offer": offer, "older": named, "now": stamp(now)})


def _write(db: Database, offer: int | None, fields: Row, now: datetime, summary: Summary) -> int:
    names = sorted(fields)
    if offer is None:
        marks = ", ".join(f":{name}" for name in names)
        cursor = db.conn.execute(
            f"insert into offers ({', '.join(names)}, updated_at) values ({marks}, :now)",
            fields | {"now": stamp(now)},
        )
        summary.created += 1
        return int(cursor.lastrowid or 0)
    # A row that would say the same is left alone, its updated_at too.
    unlike = " or ".join(f"{name} is not :{name}" for name in names)
    cursor = db.conn.execute(
        f"update offers set {', '.join(f'{n} = :{n}' for n in names)}, updated_at = :now "
        f"where id = :offer and ({unlike})",
        fields | {"now": stamp(now), "offer": offer},
    )
    summary.changed += cursor.rowcount
    return offer
