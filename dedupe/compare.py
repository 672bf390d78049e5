"""Compare new and changed postings with those that share a block, and keep the answers."""

import json
from datetime import datetime

import numpy as np
from sqlite_utils import Database

from dedupe.candidates import are_few, candidates
from dedupe.deck import Deck, Pairs
from dedupe.kind import kinds
from dedupe.packing import Packed
from dedupe.progress import Tell
from dedupe.score import Judged, Model, judge
from dedupe.sketching import kept
from dedupe.summary import Summary
from offers.clock import stamp
from offers.database import writing

TO_COMPARE = "select posting from uncompared order by posting"
ALL = "select posting, title, employer, numbers from sketches order by posting"
COMPARED = "delete from uncompared where posting in (select value from json_each(?))"
KEEP = """
insert or replace into links (left, right, score, verdict, why, kind, model, judged_at, met)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
UNSETTLE = "insert or ignore into unsettled (posting) values (?)"
DONE_GAINED = "delete from gained"


class Sketches:
    """Read the sketches of the postings of DB."""

    def __init__(self, db: Database):
        self.db = db
        self._all: Deck | None = None

    def deck(self, postings: np.ndarray) -> Deck:
        """Lay the sketches of POSTINGS, sorted and each once, side by side."""
        return self._all or Deck.of(kept(self.db, postings.tolist()))

    def hold_all(self) -> None:
        """Keep all sketches in memory from now on: about a gigabyte a million."""
        self._all = Deck.of([Packed(*row) for row in self.db.conn.execute(ALL)])

    def let_go(self) -> None:
        """Keep none in memory any more."""
        self._all = None


def compare(
    db: Database, sketches: Sketches, model: Model, now: datetime, summary: Summary, tell: Tell
) -> None:
    """Judge every posting not judged yet against whom it meets in the index, which was laid.

    A walk that was killed in the middle keeps the answers it wrote, and begins again.
    """
    postings = [row[0] for row in db.conn.execute(TO_COMPARE)]
    found = candidates(db, postings)
    if not are_few(db, len(postings)):
        sketches.hold_all()
    tell("compare", 0, 0)
    for pairs in found.chunks:
        judged = judge_all(pairs, sketches, model)
        with writing(db):
            _count(summary, judged)
            write(db, judged, judged.told(), now)
        tell("compare", summary.pairs, 0)
    sketches.let_go()
    with writing(db):
        db.conn.execute(COMPARED, [json.dumps(postings)])
        db.conn.execute(DONE_GAINED)
    summary.postings += len(postings)
    summary.capped.update(found.capped)


def _count(summary: Summary, judged: Judged) -> None:
    same = int((judged.scores >= judged.model.same).sum())
    summary.pairs += len(judged.pairs)
    summary.same += same
    summary.perhaps += len(judged.told()) - same


def judge_all(pairs: np.ndarray, sketches: Sketches, model: Model) -> Judged:
    """Judge pairs of posting ids, a row each."""
    deck = sketches.deck(np.unique(pairs))
    return judge(Pairs(deck, deck.rows(pairs[:, 0]), deck.rows(pairs[:, 1])), model)


def write(db: Database, judged: Judged, which: np.ndarray, now: datetime, met: bool = True) -> None:
    """Write the links of the judged pairs WHICH, with their reasons and kinds; MET: in a block."""
    named, at = kinds(judged.pairs.take(which)), stamp(now)
    links = list(zip(judged.judgements(which), named, strict=True))
    version = judged.model.version
    rows = (
        (j.left, j.right, j.score, j.verdict, json.dumps(j.why), kind, version, at, met)
        for j, kind in links
    )
    db.conn.executemany(KEEP, rows)
    ends = {end for j, _ in links if met and j.verdict == "same" for end in (j.left, j.right)}
    db.conn.executemany(UNSETTLE, [(end,) for end in sorted(ends)])
