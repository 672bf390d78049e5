"""Draw the sketches of new and changed postings, and keep them: a text is read once."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from sqlite_utils import Database

from dedupe.block import blocks, packed, rank
from dedupe.packing import Packed, pack
from dedupe.progress import Tell
from dedupe.sketch import COLUMNS, Sketch, sketch_all
from dedupe.workers import each
from offers.database import writing

#: Postings drawn in one batch and one transaction.
AT_ONCE = 2000
#: Postings whose texts are read together, step by step.
DRAWN_AT_ONCE = 1000

TO_DRAW = "select posting from undrawn order by posting"
# A posting that changed while it was drawn stays marked.
DRAWN = "delete from undrawn where posting = ? and content_hash = ?"
ROWS = f"""
select content_hash, {", ".join(COLUMNS)} from postings where id in (select value from json_each(?)) order by id
"""
KEPT = """
select posting, title, employer, numbers from sketches
where posting in (select value from json_each(?)) order by posting
"""
SAME = """
select posting, rank, title, employer, numbers, blocks from sketches
where posting in (select value from json_each(?))
"""
KEEP = """
insert into sketches (posting, rank, title, employer, numbers, blocks) values (?, ?, ?, ?, ?, ?)
on conflict (posting) do update set rank = excluded.rank, title = excluded.title,
  employer = excluded.employer, numbers = excluded.numbers, blocks = excluded.blocks
"""
TO_COMPARE = "insert or ignore into uncompared (posting) values (?)"
UNSETTLE = "insert or ignore into unsettled select value from json_each(?)"
# Whoever was linked to a posting that changed may stand elsewhere without it.
NEIGHBOURS = """
insert or ignore into unsettled
select left from links where right in (select value from json_each(:postings))
union select right from links where left in (select value from json_each(:postings))
"""
FORGET = """
delete from links where left in (select value from json_each(:postings))
or right in (select value from json_each(:postings))
"""


class Drawn(NamedTuple):
    """Hold a sketch as its row is written."""

    posting: int
    rank: int
    title: str
    employer: str
    numbers: bytes
    blocks: bytes
    content_hash: str  # of the posting as it was read


def draw_sketches(db: Database, tell: Tell, processes: int | None = None) -> int:
    """Draw the sketches of all new and changed postings, batch by batch; return how many there were."""
    pending = [row[0] for row in db.conn.execute(TO_DRAW)]
    batches = [pending[at : at + AT_ONCE] for at in range(0, len(pending), AT_ONCE)]
    done = 0
    tell("sketch", done, len(pending))
    with closing(each(_drawn, db, batches, processes)) as answers:
        for drawn in answers:
            with writing(db):
                _keep(db, drawn)
            done += len(drawn)
            tell("sketch", done, len(pending))
    return len(pending)


def kept(db: Database, postings: Sequence[int]) -> list[Packed]:
    """Read the sketches of POSTINGS, sorted by posting; those never drawn are drawn, and not kept."""
    wanted = json.dumps(postings)
    found = [Packed(*row) for row in db.conn.execute(KEPT, [wanted])]
    if len(found) == len(postings):
        return found
    known = {one.posting for one in found}
    missing = [posting for posting in postings if posting not in known]
    fresh = [Packed(d.posting, d.title, d.employer, d.numbers) for d in _drawn(db.conn, missing)]
    return sorted([*found, *fresh])


def sketches(db: Database, postings: Sequence[int]) -> dict[int, Sketch]:
    """Draw the sketches of POSTINGS now, to look at; nothing is kept."""
    rows = db.conn.execute(ROWS, [json.dumps(postings)])
    drawn = sketch_all([dict(zip(COLUMNS, row[1:], strict=True)) for row in rows])
    return {one.id: one for one in drawn}


def _drawn(connection: sqlite3.Connection, postings: Sequence[int]) -> list[Drawn]:
    return list(_draw(connection, postings))


def _draw(connection: sqlite3.Connection, postings: Sequence[int]) -> Iterator[Drawn]:
    cursor = connection.execute(ROWS, [json.dumps(postings)])
    while read := cursor.fetchmany(DRAWN_AT_ONCE):
        rows = [dict(zip(COLUMNS, values, strict=True)) for _, *values in read]
        for (content_hash, *_), one in zip(read, sketch_all(rows), strict=True):
            _, title, employer, numbers = pack(one)
            place = rank(one.source, one.ref, one.day)
            yield Drawn(one.id, place, title, employer, numbers, packed(blocks(one)), content_hash)


def _keep(db: Database, drawn: Sequence[Drawn]) -> None:
    """Write the sketches, and forget what was judged of those that are not what they were."""
    postings = json.dumps([one.posting for one in drawn])
    before = {row[0]: row for row in db.conn.execute(SAME, [postings])}
    fresh = [one[:-1] for one in drawn if before.get(one.posting) != one[:-1]]
    db.conn.executemany(KEEP, fresh)
    db.conn.executemany(TO_COMPARE, [(one[0],) for one in fresh])
    db.conn.execute(UNSETTLE, [postings])  # also where only what an offer shows has changed
    db.conn.executemany(DRAWN, [(one.posting, one.content_hash) for one in drawn])
    if changed := [one[0] for one in fresh if one[0] in before]:
        bound = {"postings": json.dumps(changed)}
        db.conn.execute(NEIGHBOURS, bound)
        db.conn.execute(FORGET, bound)
