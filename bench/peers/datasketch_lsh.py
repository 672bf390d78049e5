"""datasketch: MinHash of descriptions' three-word shingles, LSH for candidates, estimated Jaccard for a weight.

Of the texts that one may hash (all fields, title and description, description), the last did best on the
development world, and three words did as well as one, two or five.
"""

from collections.abc import Sequence

import numpy as np
from datasketch import MinHash, MinHashLSH

from bench.peers.edges import Edges, as_pairs, weighed
from bench.peers.text import Row, field, shingles

TITLE = "datasketch MinHash LSH"
NEEDS = ("datasketch",)
PERMUTATIONS = 128
#: The index is laid for the lowest threshold of the grid; candidates are verified, which helps precision.
LOWEST = 0.5
GRID = np.round(np.arange(LOWEST, 1.01, 0.02), 2)


def edges(rows: Sequence[Row]) -> Edges:
    """Weigh the pairs that share a band."""
    signed = _signed(rows)
    index = MinHashLSH(threshold=LOWEST, num_perm=PERMUTATIONS)
    found: list[tuple[int, int]] = []
    for at, one in enumerate(signed):
        found += ((other, at) for other in index.query(one))
        index.insert(at, one)
    table = np.array([one.hashvalues for one in signed])
    return weighed(len(rows), as_pairs(found), lambda a, b: (table[a] == table[b]).mean(axis=1))


def scores(rows: Sequence[Row], pairs: np.ndarray) -> np.ndarray:
    """Weigh PAIRS of ROWS."""
    table = np.array([one.hashvalues for one in _signed(rows)])
    return (table[pairs[:, 0]] == table[pairs[:, 1]]).mean(axis=1)


def _signed(rows: Sequence[Row]) -> list[MinHash]:
    sets = ([s.encode() for s in shingles(field(row, "description"))] for row in rows)
    return list(MinHash.generator(sets, num_perm=PERMUTATIONS))
