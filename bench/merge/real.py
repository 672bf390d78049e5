"""The merge and its peers on pairs that people judged, in the same folds; numbers only.

Run ``python -m bench.merge.real PAIRS``. Ours learns its weights on four folds and is judged on the
fifth; a peer has its threshold found on four and is judged on the fifth.
"""

import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from aggregator.evaluating import Roads, judged_pairs, sketches
from bench.merge.process import counted
from bench.peers import NAMES, load
from dedupe.evaluate import Measure
from dedupe.train import Labelled, cross_validate, folds
from offers.clock import MOROCCO
from offers.database import connect

NOW = datetime(2026, 11, 21, 9, tzinfo=MOROCCO)
ROWS = "select source, ref, title, company, city, description, published_on as date from postings"

Pairs = list[tuple[bool, int, int]]


def main(pairs: Path) -> dict[str, Any]:
    """Judge all methods on PAIRS."""
    labelled, rows, judged = _arrived(pairs)
    with counted() as told:
        ours = cross_validate(labelled)
    peers = {name: _peer(name, rows, judged, folds(labelled)) for name in NAMES}
    same = sum(same for same, _, _ in judged)
    return told | {"pairs": len(judged), "same": same, "ours": _told(ours), "peers": peers}


def _arrived(pairs: Path) -> tuple[list[Labelled], list[dict[str, Any]], Pairs]:
    """Send PAIRS down the road; give those that arrived, as sketches, and as places among all rows."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "aggregator.db"
        with ExitStack() as stack:
            roads = Roads(stack, {"DATABASE": str(database), "NOW": NOW.isoformat()})
            judged, _ = judged_pairs(pairs, roads, [])
        db = connect(database)
        drawn, rows = sketches(db), list(db.query(ROWS))
        db.close()
    place = {(row["source"], row["ref"]): at for at, row in enumerate(rows)}
    both = [(same, a, b) for same, a, b in judged if a in drawn and b in drawn]
    labelled = [(same, drawn[a], drawn[b]) for same, a, b in both]
    return labelled, rows, [(same, place[a], place[b]) for same, a, b in both]


def _peer(name: str, rows: list[dict[str, Any]], judged: Pairs, held: list[list[int]]) -> Any:
    """Judge a peer; one that breaks on real rows says so and stops nobody."""
    try:
        weights = load(name).scores(rows, np.array([(a, b) for _, a, b in judged]))
    except Exception as error:
        return {"broke": f"{type(error).__name__}: {str(error).splitlines()[0]}"}
    return _told(in_folds(np.array([same for same, _, _ in judged]), weights, held))


def in_folds(same: np.ndarray, weights: np.ndarray, held: list[list[int]]) -> Measure:
    """Judge each fold by the threshold that is best for the others.

    >>> told = in_folds(np.array([True, True, False, False]), np.array([0.9, 0.8, 0.3, 0.2]), [[0, 2], [1, 3]])
    >>> told.precision, told.recall
    (1.0, 0.5)
    """
    said = np.zeros(len(same), dtype=bool)
    for fold in held:
        others = np.setdiff1d(np.arange(len(same)), fold)
        said[fold] = weights[fold] >= best_threshold(same[others], weights[others])
    return Measure.count(zip(same.tolist(), said.tolist(), strict=True))


def best_threshold(same: np.ndarray, weights: np.ndarray) -> float:
    """Give the weight from which on pairs are best called the same, by F1."""
    found = {
        w: Measure.count(zip(same.tolist(), (weights >= w).tolist(), strict=True)).f1
        for w in weights
    }
    return max(found, key=lambda w: (found[w], w))


def _told(measure: Measure) -> dict[str, Any]:
    return asdict(measure) | {
        "precision": measure.precision,
        "recall": measure.recall,
        "f1": measure.f1,
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
