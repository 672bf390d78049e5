"""Blocks and a fixed sum of RapidFuzz ratios, as aggregators of one person have it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from bench.peers.edges import Edges, as_pairs, weighed
from bench.peers.text import Row, field

TITLE = "blocks and weighted RapidFuzz"
NEEDS = ("RapidFuzz",)
WEIGHTS = {"title": 0.30, "company": 0.25, "city": 0.15, "description": 0.20, "date": 0.10}
SCORERS: dict[str, Callable] = {
    "title": fuzz.token_set_ratio,
    "company": fuzz.token_set_ratio,
    "city": fuzz.ratio,
    "description": fuzz.token_set_ratio,
}
GRID = np.round(np.arange(0.5, 1.0, 0.01), 2)
#: A block of more postings than this compares nothing: it would take the square of them.
LARGEST = 200
#: How much of a text is compared, in letters; how many days apart are no longer near.
TEXT, DAYS = 500, 30


def edges(rows: Sequence[Row]) -> Edges:
    """Weigh the pairs of each block."""
    fields = _fields(rows)
    return weighed(len(rows), _candidates(fields), lambda a, b: _weights(fields, a, b))


def scores(rows: Sequence[Row], pairs: np.ndarray) -> np.ndarray:
    """Weigh PAIRS of ROWS."""
    return _weights(_fields(rows), pairs[:, 0], pairs[:, 1])


def _fields(rows: Sequence[Row]) -> dict[str, np.ndarray]:
    said = {name: [field(row, name)[:TEXT] for row in rows] for name in SCORERS}
    fields = {name: np.array(words, dtype=object) for name, words in said.items()}
    days = (row["date"] and date.fromisoformat(row["date"]).toordinal() for row in rows)
    return fields | {"date": np.array([np.nan if day is None else day for day in days], float)}


def _candidates(fields: dict[str, np.ndarray]) -> np.ndarray:
    """Pair what begins alike in one town, or is of one employer, or is titled alike."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    names = zip(fields["title"], fields["company"], fields["city"], strict=True)
    for at, (title, company, city) in enumerate(names):
        for block in _blocks(title, company, city):
            blocks[block].append(at)
    kept = (members for members in blocks.values() if len(members) <= LARGEST)
    return as_pairs(sorted({pair for members in kept for pair in combinations(members, 2)}))


def _blocks(title: str, company: str, city: str) -> Iterable[tuple[str, ...]]:
    yield "title", title
    if company:
        yield "company", company
    if city:
        yield "town", title[:4], city


def _weights(fields: dict[str, np.ndarray], left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Sum what is alike, over the weights of what both say."""
    total, known = np.zeros(len(left)), np.zeros(len(left))
    for name, scorer in SCORERS.items():
        a, b = fields[name][left], fields[name][right]
        said = (a != "") & (b != "")
        alike = cpdist(a, b, scorer=scorer, workers=1) / 100
        total += np.where(said, WEIGHTS[name] * alike, 0)
        known += np.where(said, WEIGHTS[name], 0)
    apart = np.abs(fields["date"][left] - fields["date"][right])
    total += np.nan_to_num(WEIGHTS["date"] * np.clip(1 - apart / DAYS, 0, 1))
    known += np.where(np.isnan(apart), 0, WEIGHTS["date"])
    return total / np.maximum(known, WEIGHTS["date"])
