"""What clusters are worth, against the truth of their world."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from bench.merge.stored import as_mapping
from bench.merge.stored import truth as truth_of
from dedupe.evaluate import bcubed, by_kind, pairwise


def judge(world: Path, clusters: Path) -> dict[str, Any]:
    """Measure CLUSTERS, which tell of the postings of the world in WORLD, or of the first of them."""
    found = as_mapping(np.load(clusters))
    vacancy, kind = (column[: len(found)] for column in truth_of(world))
    truth = as_mapping(vacancy)
    kinds = {at: k for at, k in enumerate(kind.tolist()) if k != "first"}
    pairs, posting = pairwise(truth, found), bcubed(truth, found)
    return {
        "postings": len(found),
        "precision": pairs.precision,
        "recall": pairs.recall,
        "f1": pairs.f1,
        "bcubed": posting.f1,
        "bcubed_precision": posting.precision,
        "bcubed_recall": posting.recall,
        "largest": max(Counter(found.values()).values(), default=0),
        "kinds": {kind: told.recall for kind, told in by_kind(kinds, truth, found).items()},
    }
