"""Learn the weights of the merge from pairs that people judged, and from seeded worlds beside them."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from aggregator.evaluating import Key, Roads, judged_pairs
from dedupe.block import candidates, lay
from dedupe.evaluate import Measure
from dedupe.score import Model
from dedupe.sketch import COLUMNS, Sketch, sketch
from dedupe.train import Labelled, cross_validate, train
from offers.database import connect, writing
from world.stream import postings

#: How many postings of each seed's world are read, and the last day of all of them.
SIZE, DAY = 2000, date(2026, 11, 2)

ROWS = f"select {', '.join(COLUMNS)} from postings"


@dataclass(frozen=True)
class Trained:
    """Hold the model that was learnt from all pairs, and how well the folds' own models did."""

    model: Model
    measure: Measure
    beside: int
    broken: list[str]


def learn(pairs: Path, seeds: Iterable[int], now: datetime, version: str) -> Trained:
    """Learn from PAIRS and from the worlds of SEEDS; the same input gives the same model."""
    broken: list[str] = []
    labelled = list(_labelled(pairs, now, broken))
    beside = [pair for seed in seeds for pair in _of_world(seed, now)]
    measure = cross_validate(labelled, beside=beside)
    return Trained(train(labelled, version, beside), measure, len(beside), broken)


def _labelled(pairs: Path, now: datetime, broken: list[str]) -> Iterator[Labelled]:
    """Send the postings of PAIRS down the road, and yield the pairs that both arrived."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "aggregator.db"
        with ExitStack() as stack:
            roads = Roads(stack, {"DATABASE": str(database), "NOW": now.isoformat()})
            judged, _ = judged_pairs(pairs, roads, broken)
        db = connect(database)
        drawn = _sketches(db)
        db.close()
    for same, left, right in judged:
        if left in drawn and right in drawn:
            yield same, drawn[left], drawn[right]


def _of_world(seed: int, now: datetime) -> Iterator[Labelled]:
    """Yield the pairs that the merge would compare in the world of SEED, with the truth of each."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "aggregator.db"
        with ExitStack() as stack:
            roads = Roads(stack, {"DATABASE": str(database), "NOW": now.isoformat()})
            truth = {roads.take(row): row["vacancy"] for row in postings(seed, SIZE, DAY)}
        db = connect(database)
        drawn = {one.id: one for one in _sketches(db).values()}
        with writing(db):
            found = candidates(db, lay(db, drawn.values()))
        db.close()
    for left, right in ((drawn[a], drawn[b]) for a, b in found.pairs):
        yield truth[_key(left)] == truth[_key(right)], left, right


def _sketches(db: Database) -> dict[Key, Sketch]:
    drawn = (sketch(row) for row in db.query(ROWS))
    return {_key(one): one for one in drawn}


def _key(one: Sketch) -> Key:
    return one.source, one.ref
