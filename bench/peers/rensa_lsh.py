"""rensa: MinHash and LSH in Rust, over the same shingles; estimated Jaccard for a weight."""

from collections.abc import Sequence

import numpy as np
from rensa import RMinHash, RMinHashLSH

from bench.peers.edges import Edges, as_pairs, weighed
from bench.peers.text import Row, field, shingles

TITLE = "rensa MinHash LSH"
NEEDS = ("rensa",)
PERMUTATIONS, BANDS, SEED = 128, 16, 42
#: Sixteen bands of eight find half of the pairs that are alike by 0.7, and nearly all by 0.9.
LOWEST = 0.5
GRID = np.round(np.arange(LOWEST, 1.01, 0.02), 2)


def edges(rows: Sequence[Row]) -> Edges:
    """Weigh the pairs that share a band."""
    signed = _signed(rows)
    index = RMinHashLSH(LOWEST, PERMUTATIONS, BANDS)
    index.insert_many(signed)
    near = index.query_all(signed)
    found = [(other, at) for at, others in enumerate(near) for other in others if other < at]
    table = _table(signed)
    return weighed(len(rows), as_pairs(found), lambda a, b: (table[a] == table[b]).mean(axis=1))


def scores(rows: Sequence[Row], pairs: np.ndarray) -> np.ndarray:
    """Weigh PAIRS of ROWS."""
    table = _table(_signed(rows))
    return (table[pairs[:, 0]] == table[pairs[:, 1]]).mean(axis=1)


def _signed(rows: Sequence[Row]) -> list[RMinHash]:
    return RMinHash.from_token_sets(
        [shingles(field(row, "description")) for row in rows], PERMUTATIONS, SEED
    )


def _table(signed: list[RMinHash]) -> np.ndarray:
    return np.array([one.digest() for one in signed], dtype=np.uint32)
