"""Compare new and changed postings with those that share a block, and keep the answers."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from dedupe.block import candidates, lay
from dedupe.kind import kind
from dedupe.score import Judgement, Model, judge
from dedupe.sketch import COLUMNS, Sketch, sketch
from dedupe.summary import Summary
from offers.clock import stamp

#: Sketches kept in memory, at about 2 kB each.
KEPT = 60_000
#: Pairs judged at once: enough for the batch to pay, little memory.
PAIRS = 20_000

ROWS = f"select {', '.join(COLUMNS)} from postings where id in (select value from json_each(?))"
TOUCHED = """
insert or ignore into unsettled
select value from json_each(:postings)
union select left from links where right in (select value from json_each(:postings))
union select right from links where left in (select value from json_each(:postings))
"""
FORGET = """
delete from links where left in (select value from json_each(:postings))
or right in (select value from json_each(:postings))
"""
JUDGED = """
insert or replace into judged (posting, content_hash)
select id, content_hash from postings where id in (select value from json_each(?))
"""
KEEP = """
insert or replace into links (left, right, score, verdict, why, kind, model, judged_at)
values (?, ?, ?, ?, ?, ?, ?, ?)
"""


class Sketches:
    """Draw sketches of the postings of DB, and keep those used last."""

    def __init__(self, db: Database):
        self.db = db
        self._kept: OrderedDict[int, Sketch] = OrderedDict()

    def of(self, postings: Iterable[int]) -> dict[int, Sketch]:
        """Return the sketches of POSTINGS by id."""
        wanted = sorted(set(postings))
        found = {posting: self._kept[posting] for posting in wanted if posting in self._kept}
        missing = json.dumps([posting for posting in wanted if posting not in found])
        cursor = self.db.conn.execute(ROWS, [missing])
        for row in cursor:
            drawn = sketch(dict(zip(COLUMNS, row, strict=True)))
            found[drawn.id] = self._kept[drawn.id] = drawn
        for posting in found:
            self._kept.move_to_end(posting)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def forget(self, postings: Iterable[int]) -> None:
        """Drop the sketches of postings that changed."""
        for posting in postings:
            self._kept.pop(posting, None)


def compare(
    db: Database,
    postings: Sequence[int],
    sketches: Sketches,
    model: Model,
    now: datetime,
    summary: Summary,
) -> None:
    """Judge POSTINGS against the index and each other; call it inside a transaction."""
    chosen = json.dumps(postings)
    db.conn.execute(TOUCHED, {"postings": chosen})
    db.conn.execute(FORGET, {"postings": chosen})
    sketches.forget(postings)
    found = candidates(db, lay(db, sketches.of(postings).values()))
    for start in range(0, len(found.pairs), PAIRS):
        judgements = judge_pairs(found.pairs[start : start + PAIRS], sketches, model)
        keep(db, [j for j in judgements if j.verdict != "different"], sketches, model, now)
        summary.same += sum(j.verdict == "same" for j in judgements)
        summary.perhaps += sum(j.verdict == "perhaps" for j in judgements)
    db.conn.execute(JUDGED, [chosen])
    summary.postings += len(postings)
    summary.pairs += len(found.pairs)
    summary.capped.update(found.capped)


def judge_pairs(
    pairs: Sequence[tuple[int, int]], sketches: Sketches, model: Model
) -> list[Judgement]:
    """Judge pairs of posting ids."""
    drawn = sketches.of(posting for pair in pairs for posting in pair)
    return judge([(drawn[left], drawn[right]) for left, right in pairs], model)


def keep(
    db: Database, judgements: Sequence[Judgement], sketches: Sketches, model: Model, now: datetime
) -> None:
    """Write links, each with its reasons and its kind."""
    drawn = sketches.of(posting for j in judgements for posting in (j.left, j.right))
    db.conn.executemany(
        KEEP,
        [
            (
                *(j.left, j.right, j.score, j.verdict, json.dumps(j.why)),
                *(kind(drawn[j.left], drawn[j.right]), model.version, stamp(now)),
            )
            for j in judgements
        ],
    )
