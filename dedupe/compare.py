"""Compare new and changed postings with those that share a block, and keep the answers."""

import json
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from sqlite_utils import Database

from dedupe.candidates import are_few, candidates
from dedupe.deck import Deck, Pairs
from dedupe.kind import kinds
from dedupe.mapped import opened, save
from dedupe.packing import Packed
from dedupe.progress import Tell
from dedupe.score import Judged, Model, judge
from dedupe.sketching import kept
from dedupe.summary import Summary
from dedupe.workers import each, several
from offers.clock import stamp
from offers.database import writing

#: So many postings are compared sooner here than processes start.
HERE = 200_000
#: So few chunks of their pairs are judged here as well: one takes seconds.
FEW = 1

TO_COMPARE = "select posting from uncompared order by posting"
ALL = "select posting, title, employer, numbers from sketches order by posting"
COMPARED = "delete from uncompared where posting in (select value from json_each(?))"
KEEP = """
insert or replace into links (left, right, score, verdict, why, kind, model, judged_at, met)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
UNSETTLE = "insert or ignore into unsettled (posting) values (?)"
DONE_GAINED = "delete from gained"


class Link(NamedTuple):
    """Hold what is kept of a pair that is the same, or perhaps, or shown as part of an offer."""

    left: int
    right: int
    score: float
    verdict: str
    why: str  # JSON
    kind: str


class Answers(NamedTuple):
    """Hold how many pairs were judged, how many are the same, and the links that are kept of them."""

    pairs: int
    same: int
    links: list[Link]


class Sketches:
    """Read the sketches of the postings of DB."""

    def __init__(self, db: Database):
        self.db = db
        self._all: Deck | None = None

    def deck(self, pairs: np.ndarray) -> Deck:
        """Lay the sketches of the postings in PAIRS side by side."""
        return self._all or Deck.of(kept(self.db, np.unique(pairs).tolist()))

    def everything(self) -> Deck:
        """Lay all sketches side by side: about a gigabyte a million."""
        return Deck.of([Packed(*row) for row in self.db.conn.execute(ALL)])

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep all sketches in memory meanwhile."""
        self._all = self.everything()
        try:
            yield
        finally:
            self._all = None

    @contextmanager
    def shared(self) -> Iterator[Path]:
        """Lay all sketches in a folder meanwhile, for other processes: about a gigabyte a million.

        It stands where temporary files do (TMPDIR), and goes whatever happens.
        """
        with TemporaryDirectory(prefix="sketches-") as name:
            save(self.everything(), Path(name))
            try:
                yield Path(name)
            finally:
                opened.cache_clear()  # where this process opened it: a file still mapped keeps its room


def compare(
    db: Database,
    sketches: Sketches,
    model: Model,
    now: datetime,
    summary: Summary,
    tell: Tell,
    processes: int | None = None,
) -> None:
    """Judge every posting not judged yet against whom it meets in the index, which was laid.

    Where they are many, PROCESSES judge, and this one finds the pairs and writes. A walk that was
    killed in the middle keeps the answers it wrote, and begins again.
    """
    postings = [row[0] for row in db.conn.execute(TO_COMPARE)]
    tell("compare", 0, 0)
    with _judging(db, sketches, model, len(postings), processes) as judging:
        found = candidates(db, postings)
        with closing(judging(found.chunks)) as answers:
            for some in answers:
                with writing(db):
                    _count(summary, some)
                    write(db, some.links, model, now)
                tell("compare", summary.pairs, 0)
    with writing(db):
        db.conn.execute(COMPARED, [json.dumps(postings)])
        db.conn.execute(DONE_GAINED)
    summary.postings += len(postings)
    summary.capped.update(found.capped)


@contextmanager
def _judging(
    db: Database, sketches: Sketches, model: Model, count: int, processes: int | None
) -> Iterator[Callable[[Iterator[np.ndarray]], Generator[Answers, None, None]]]:
    """Have at hand what judging the pairs of COUNT postings takes; yield what judges chunks of them."""

    def here(chunks: Iterator[np.ndarray]) -> Generator[Answers, None, None]:
        yield from (_answers(judge_all(pairs, sketches, model)) for pairs in chunks)

    if are_few(db, count):
        yield here
    elif count <= HERE or not several(db, processes):
        with sketches.held():
            yield here
    else:
        with sketches.shared() as folder:
            task = partial(_judge_there, folder, model)
            yield lambda chunks: each(task, db, chunks, processes, FEW)


def _judge_there(
    folder: Path, model: Model, connection: sqlite3.Connection, pairs: np.ndarray
) -> Answers:
    return _answers(_judge(opened(folder), pairs, model))


def judge_all(pairs: np.ndarray, sketches: Sketches, model: Model) -> Judged:
    """Judge pairs of posting ids, a row each."""
    return _judge(sketches.deck(pairs), pairs, model)


def _judge(deck: Deck, pairs: np.ndarray, model: Model) -> Judged:
    return judge(Pairs(deck, deck.rows(pairs[:, 0]), deck.rows(pairs[:, 1])), model)


def _answers(judged: Judged) -> Answers:
    same = int((judged.scores >= judged.model.same).sum())
    return Answers(len(judged.pairs), same, links(judged, judged.told()))


def _count(summary: Summary, some: Answers) -> None:
    summary.pairs += some.pairs
    summary.same += some.same
    summary.perhaps += len(some.links) - some.same


def links(judged: Judged, which: np.ndarray) -> list[Link]:
    """Say of the judged pairs WHICH what is kept: with their reasons and kinds."""
    named = kinds(judged.pairs.take(which))
    return [
        Link(j.left, j.right, j.score, j.verdict, json.dumps(j.why), kind)
        for j, kind in zip(judged.judgements(which), named, strict=True)
    ]


def write(
    db: Database, found: Sequence[Link], model: Model, now: datetime, met: bool = True
) -> None:
    """Write the links FOUND, that MODEL judged; MET: in a block."""
    said = (model.version, stamp(now), met)
    db.conn.executemany(KEEP, ((*link, *said) for link in found))
    ends = {
        end for link in found if met and link.verdict == "same" for end in (link.left, link.right)
    }
    db.conn.executemany(UNSETTLE, [(end,) for end in sorted(ends)])
