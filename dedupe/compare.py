"""Compare new and changed postings with those that share a block, and keep the answers."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
from sqlite_utils import Database

from dedupe.block import candidates, lay
from dedupe.deck import Deck, Pairs
from dedupe.kind import kinds
from dedupe.packing import pack
from dedupe.score import Judged, Judgement, Model, judge
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
        judged = judge_all(found.pairs[start : start + PAIRS], sketches, model)
        write(db, judged, judged.told(), now)
        summary.same += int((judged.scores >= model.same).sum())
        summary.perhaps += len(judged.told()) - int((judged.scores >= model.same).sum())
    db.conn.execute(JUDGED, [chosen])
    summary.postings += len(postings)
    summary.pairs += len(found.pairs)
    summary.capped.update(found.capped)


def judge_all(pairs: Sequence[tuple[int, int]], sketches: Sketches, model: Model) -> Judged:
    """Judge pairs of posting ids."""
    drawn = sketches.of(posting for pair in pairs for posting in pair)
    deck = Deck.of([pack(drawn[posting]) for posting in sorted(drawn)])
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return judge(Pairs(deck, deck.rows(ends[:, 0]), deck.rows(ends[:, 1])), model)


def judge_pairs(
    pairs: Sequence[tuple[int, int]], sketches: Sketches, model: Model
) -> list[Judgement]:
    """Judge pairs of posting ids, one judgement each."""
    judged = judge_all(pairs, sketches, model)
    return list(judged.judgements(np.arange(len(pairs))))


def keep(
    db: Database, judgements: Sequence[Judgement], sketches: Sketches, model: Model, now: datetime
) -> None:
    """Write links, each with its reasons and its kind."""
    if judgements:
        judged = judge_all([(j.left, j.right) for j in judgements], sketches, model)
        write(db, judged, np.arange(len(judgements)), now)


def write(db: Database, judged: Judged, which: np.ndarray, now: datetime) -> None:
    """Write the links of the judged pairs WHICH, each with its reasons and its kind."""
    named = kinds(judged.pairs.take(which))
    rows = (
        (
            j.left,
            j.right,
            j.score,
            j.verdict,
            json.dumps(j.why),
            kind,
            judged.model.version,
            stamp(now),
        )
        for j, kind in zip(judged.judgements(which), named, strict=True)
    )
    db.conn.executemany(KEEP, rows)
