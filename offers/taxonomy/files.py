"""The CSV files that vocabularies are kept in."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def read(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of NAME.csv, as strings.

    >>> read("work_modes")[0]["code"]
    'onsite'
    """
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
