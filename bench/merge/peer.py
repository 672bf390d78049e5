"""A peer on a world, in a process that does nothing else.

Run ``python -m bench.merge.peer tune PEER WORLD`` or ``… merge PEER WORLD CLUSTERS THRESHOLD``, with
WORLD a folder; usually ``Suite`` does. CLUSTERS is written: for each posting, in the order of ids, the
number of its cluster; and a line of JSON tells what it took.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.merge.process import counted
from bench.merge.stored import as_mapping, rows_of, truth
from bench.peers import load
from dedupe.evaluate import pairwise


def tune(name: str, world: str) -> dict[str, Any]:
    """Find the threshold of the peer's grid that does best on WORLD, by the F1 of pairs."""
    method, rows = load(name), rows_of(Path(world))
    vacancy = as_mapping(truth(Path(world))[0])
    with counted() as told:
        edges = method.edges(rows)
        curve = {float(t): pairwise(vacancy, as_mapping(edges.clusters(t))).f1 for t in method.GRID}
    best = max(curve, key=lambda t: (curve[t], t))
    return told | {"threshold": best, "tuned_f1": curve[best], "curve": list(curve.items())}


def merge(name: str, world: str, clusters: str, threshold: str) -> dict[str, Any]:
    """Let the peer NAME merge WORLD at THRESHOLD."""
    method, rows = load(name), rows_of(Path(world))
    with counted() as told:
        edges = method.edges(rows)
        found = edges.clusters(float(threshold))
    np.save(clusters, found)
    return told | {"pairs": len(edges.left)}


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    doing: dict[str, Callable[..., dict[str, Any]]] = {"tune": tune, "merge": merge}
    print(json.dumps(doing[what](*words)))
