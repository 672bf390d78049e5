"""Splink on DuckDB: a Fellegi-Sunter model whose weights are learnt without labels, by EM.

Of five choices of blocks to learn from, title and town, then employer and town did best on the
development world; titles compared by words did better than by Jaro-Winkler.
"""

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any
from zlib import crc32

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.peers.edges import Edges
from bench.peers.text import Row, field, shingles

TITLE = "Splink on DuckDB"
NEEDS = ("splink", "duckdb", "pyarrow")
#: In match weights, the binary logarithm of the odds.
LOWEST = -6
GRID = np.arange(LOWEST, 30.5, 0.5)
#: The seed of the sample, and how many pairs it has.
SEED, SAMPLE = 1, 1e6
BLOCKS = (
    block_on("title", "city"),
    block_on("title", "company"),
    block_on("company", "city", "start"),
    block_on("opening"),
    block_on("city", "start", "published"),
)
#: Of each text's shingles those of the smallest hashes are compared: all of them took minutes at 3,000.
KEPT = 32
#: How many of the fewer are among the others.
CONTAINED = "len(list_intersect({0}_l, {0}_r)) >= {1} * least(len({0}_l), len({0}_r))"


def _contained(column: str, *shares: float) -> cl.CustomComparison:
    """Compare two lists by how much of the shorter is in the longer."""
    levels = [cll.CustomLevel(CONTAINED.format(column, share)) for share in shares]
    return cl.CustomComparison([cll.NullLevel(column), *levels, cll.ElseLevel()], column)


COMPARISONS = (
    _contained("words", 1, 0.66, 0.33),
    cl.JaroWinklerAtThresholds("company", [0.92, 0.8]).configure(term_frequency_adjustments=True),
    cl.JaroWinklerAtThresholds("city", [0.9]).configure(term_frequency_adjustments=True),
    _contained("shingles", 0.95, 0.8, 0.5, 0.2),
    cl.AbsoluteDateDifferenceAtThresholds(
        "published", input_is_string=False, metrics=["day", "day"], thresholds=[1, 7]
    ),
)


def edges(rows: Sequence[Row]) -> Edges:
    """Weigh the pairs of each block."""
    linker = _trained([_record(at, row) for at, row in enumerate(rows)])
    said = linker.inference.predict(threshold_match_weight=LOWEST).as_duckdbpyrelation()
    found = said.select("unique_id_l, unique_id_r, match_weight").fetchnumpy()
    return Edges(len(rows), *(np.asarray(column) for column in found.values()))


def scores(rows: Sequence[Row], pairs: np.ndarray) -> np.ndarray:
    """Weigh PAIRS of ROWS, by a model that all ROWS trained: each pair becomes a block of its own."""
    records = [_record(at, row) for at, row in enumerate(rows)]
    model = _trained(records).misc.save_model_to_json()
    model["blocking_rules_to_generate_predictions"] = ["l.pair = r.pair"]
    twos = [
        records[one] | {"unique_id": 2 * at + side, "pair": at}
        for at, pair in enumerate(pairs.tolist())
        for side, one in enumerate(pair)
    ]
    said = _linker(twos, model).inference.predict().as_duckdbpyrelation()
    found = dict(said.select("least(unique_id_l, unique_id_r) // 2, match_weight").fetchall())
    return np.array([found[at] for at in range(len(pairs))])


def _trained(records: list[dict[str, Any]]) -> Linker:
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(COMPARISONS),
        blocking_rules_to_generate_predictions=list(BLOCKS),
        retain_matching_columns=False,
    )
    linker = _linker(records, settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("title", "company", "city")], recall=0.4
    )
    training.estimate_u_using_random_sampling(max_pairs=SAMPLE, seed=SEED)
    for rule in (block_on("title", "city"), block_on("company", "city")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def _linker(records: list[dict[str, Any]], settings: SettingsCreator | dict[str, Any]) -> Linker:
    table = pa.Table.from_pylist(records)
    return Linker(DuckDBAPI(duckdb.connect()).register(table), settings, log_level=logging.ERROR)


def _record(at: int, row: Row) -> dict[str, Any]:
    """Write ROW as Splink's records are: no empty words, but nulls."""
    title, text = field(row, "title"), field(row, "description")
    return {
        "unique_id": at,
        "title": title,
        "words": sorted(set(title.split())) or None,
        "start": title[:6],
        "company": field(row, "company") or None,
        "city": field(row, "city") or None,
        "shingles": sorted(crc32(s.encode()) for s in shingles(text))[:KEPT] if text else None,
        "opening": text[:80] or None,
        "published": row["date"] and date.fromisoformat(row["date"]),
    }
