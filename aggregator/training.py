"""Learn the weights of the merge from pairs that people judged, and from seeded worlds beside them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from aggregator.evaluating import Roads, checksum, judged_pairs, sketches
from dedupe.candidates import candidates
from dedupe.evaluate import Measure
from dedupe.lay import lay
from dedupe.progress import silent
from dedupe.score import Model
from dedupe.sketching import draw_sketches
from dedupe.train import Labelled, cross_validate, train
from offers.database import connect, writing
from world.stream import postings

#: How many postings of each seed's world are read, and the last day of all of them.
SIZE, DAY = 2000, date(2026, 11, 2)


@dataclass(frozen=True)
class Trained:
    """Hold the model that was learnt from all pairs, and how well the folds' own models did."""

    model: Model
    measure: Measure
    beside: int
    broken: list[str]


def learn(
    pairs: Path, seeds: Iterable[int], now: datetime, version: str, also: Sequence[Path] = ()
) -> Trained:
    """Learn from PAIRS, from those of ALSO, and from the worlds of SEEDS; the same input gives the same model."""
    broken: list[str] = []
    labelled = _labelled([pairs, *also], now, broken)
    everything = [pair for found in labelled.values() for pair in found]
    beside = [pair for seed in seeds for pair in _of_world(seed, now)]
    measure = cross_validate(everything, beside=beside)
    model = train(everything, version, beside)
    counts = {checksum(file): len(found) for file, found in labelled.items()}
    return Trained(replace(model, trained_on=counts), measure, len(beside), broken)


def _labelled(
    files: Sequence[Path], now: datetime, broken: list[str]
) -> dict[Path, list[Labelled]]:
    """Send the postings of FILES down the road; list for each the pairs that both arrived."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "aggregator.db"
        with ExitStack() as stack:
            roads = Roads(stack, {"DATABASE": str(database), "NOW": now.isoformat()})
            judged = {file: judged_pairs(file, roads, broken)[0] for file in files}
        db = connect(database)
        drawn = sketches(db)
        db.close()
    return {
        file: [
            (same, drawn[left], drawn[right])
            for same, left, right in pairs
            if left in drawn and right in drawn
        ]
        for file, pairs in judged.items()
    }


def _of_world(seed: int, now: datetime) -> Iterator[Labelled]:
    """Yield the pairs that the merge would compare in the world of SEED, with the truth of each."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "aggregator.db"
        with ExitStack() as stack:
            roads = Roads(stack, {"DATABASE": str(database), "NOW": now.isoformat()})
            truth = {roads.take(row): row["vacancy"] for row in postings(seed, SIZE, DAY)}
        db = connect(database)
        drawn = {one.id: one for one in sketches(db).values()}
        draw_sketches(db, silent)
        with writing(db):
            lay(db)
        pairs = candidates(db, drawn).pairs()
        db.close()
    for left, right in ((drawn[a], drawn[b]) for a, b in pairs.tolist()):
        yield truth[left.source, left.ref] == truth[right.source, right.ref], left, right
