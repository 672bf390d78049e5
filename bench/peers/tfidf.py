"""JobFunnel's measure: the cosine of TF-IDF vectors of descriptions, titles and employers unseen.

JobFunnel multiplies dense matrices (80 GB at 100,000 postings) and keeps the best match of each; here
the product is sparse and the best fifty are kept, so that it runs at all.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn

from bench.peers.edges import Edges
from bench.peers.text import Row, field

TITLE = "JobFunnel's TF-IDF"
NEEDS = ("scikit-learn", "sparse_dot_topn")
LOWEST, BEST = 0.5, 50
GRID = np.round(np.arange(LOWEST, 1.0, 0.01), 2)


def edges(rows: Sequence[Row]) -> Edges:
    """Weigh each posting with those nearest to it."""
    vectors = _vectors(rows)
    near = sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=BEST, threshold=LOWEST).tocoo()
    once = near.row < near.col
    return Edges(len(rows), near.row[once], near.col[once], near.data[once])


def scores(rows: Sequence[Row], pairs: np.ndarray) -> np.ndarray:
    """Weigh PAIRS of ROWS."""
    vectors = _vectors(rows)
    left, right = vectors[pairs[:, 0]], vectors[pairs[:, 1]]
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()


def _vectors(rows: Sequence[Row]) -> csr_matrix:
    reader = TfidfVectorizer(strip_accents="unicode", stop_words="english", dtype=np.float32)
    return reader.fit_transform([field(row, "description") for row in rows]).tocsr()
