"""Why two postings are one offer or two: the judgement, what was compared, what people decided."""

from dataclasses import dataclass, replace

import numpy as np
from sqlite_utils import Database

from dedupe.block import INDEXES, blocks, name
from dedupe.deck import Pairs
from dedupe.overrides import Decision, decisions, said
from dedupe.paths import between, repeats
from dedupe.score import Model, judge, load_model
from dedupe.sketch import Sketch
from dedupe.sketching import sketches

OFFER = "select offer from postings where id = ?"


@dataclass(frozen=True)
class Explanation:
    """Hold all that is to be said of one pair; WHY is as dedupe.score writes it."""

    left: Sketch
    right: Sketch
    score: float
    verdict: str
    why: list[dict]
    same_from: float  # from this score on a pair is merged
    shared: list[str]  # the indexes in which they share a block, by name; none: never compared
    offers: tuple[int | None, int | None]
    people: list[Decision]
    through: list[
        int
    ]  # the postings between them, where no link does and yet they are in one offer
    repost: tuple[int, int] | None  # the offer that came back, and the older that it repeats

    @property
    def days(self) -> int | None:
        """Return how many days lie between the two publications."""
        ours, theirs = self.left.day, self.right.day
        return None if ours is None or theirs is None else abs(ours - theirs)

    @property
    def vetoed(self) -> bool:
        return any("veto" in reason for reason in self.why)

    @property
    def together(self) -> bool:
        return self.offers[0] is not None and self.offers[0] == self.offers[1]


def explain(db: Database, left: int, right: int, model: Model | None = None) -> Explanation:
    """Judge two postings now, and tell every reason, also of a score too low to be kept."""
    model = model or load_model()
    drawn = sketches(db, [left, right])
    ours, theirs = drawn[left], drawn[right]
    judged = judge(Pairs.between([ours], [theirs]), replace(model, perhaps=0.0))
    [judgement] = judged.judgements(np.arange(1))
    vetoed = any("veto" in reason for reason in judgement.why)
    offers = (_offer(db, left), _offer(db, right))
    return Explanation(
        ours,
        theirs,
        judgement.score,
        judgement.verdict if vetoed else model.verdict(judgement.score),
        judgement.why,
        model.same,
        _shared(ours, theirs),
        offers,
        said(decisions(db), (ours.source, ours.ref), (theirs.source, theirs.ref)),
        _through(db, offers, left, right),
        _repost(db, offers),
    )


def _through(
    db: Database, offers: tuple[int | None, int | None], left: int, right: int
) -> list[int]:
    one = offers[0] is not None and offers[0] == offers[1]
    return between(db, offers[0], left, right) if one and offers[0] else []


def _repost(db: Database, offers: tuple[int | None, int | None]) -> tuple[int, int] | None:
    for newer, older in (offers, offers[::-1]):
        if newer and older and newer != older and repeats(db, newer, older):
            return newer, older
    return None


def _shared(left: Sketch, right: Sketch) -> list[str]:
    """Name the indexes that bring the pair together; of the text's own, one block is too little."""
    found = [name(block) for block in sorted(set(blocks(left)) & set(blocks(right)))]
    enough = [n for n in found if n != INDEXES[0].name or found.count(n) >= 2]
    return [index.name for index in INDEXES if index.name in enough]


def _offer(db: Database, posting: int) -> int | None:
    return db.conn.execute(OFFER, [posting]).fetchone()[0]
