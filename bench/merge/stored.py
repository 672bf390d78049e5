"""What stands in the folder of a world, for those who merge it: its rows, and the truth about them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from sqlite_utils import Database

from offers.clock import MOROCCO

#: When the worlds are merged: the day after their last.
NOW = datetime(2026, 10, 11, 9, tzinfo=MOROCCO)
ROWS = (
    "select id, title, company, city, description, published_on as date from postings order by id"
)


def truth(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Give the vacancy of each posting of the world in FOLDER, in the order of ids, and how it is told."""
    kept = np.load(folder / "truth.npz")
    return kept["vacancy"], kept["kind"]


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """Read what peers are given of each posting of the world in FOLDER, in the order of ids."""
    db = Database(folder / "aggregator.db")
    rows = list(db.query(ROWS))
    db.close()
    return rows


def as_mapping(numbers: np.ndarray) -> dict[int, Any]:
    """Give each number with its place, as the measures want it."""
    return dict(enumerate(numbers.tolist()))
