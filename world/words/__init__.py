"""The words of the world: invented, and in files that a non-programmer may edit."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Read the rows of NAME.csv.

    >>> table("levels")[0]["fr"]
    'Junior'
    """
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def by_code(name: str) -> dict[str, dict[str, str]]:
    """Read NAME.csv as a dictionary from code to row."""
    return {row["code"]: row for row in table(name)}


@cache
def names() -> dict[str, Any]:
    """Read what the names of employers are made of."""
    return json.loads((HERE / "names.json").read_text("utf-8"))


def several(cell: str) -> tuple[str, ...]:
    """Cut a cell that holds several values; an empty cell holds none.

    >>> several("Casa|Sidi Maârouf"), several("")
    (('Casa', 'Sidi Maârouf'), ())
    """
    return tuple(cell.split("|")) if cell else ()


@cache
def labels(source: str, what: str) -> dict[str, str]:
    """Say how SOURCE prints each code of WHAT; as emploi_ma does, where it has no words of its own.

    >>> labels("rekrute", "diploma")["bac5"]
    'Bac +5 et plus'
    """
    site, rows = source.partition(".")[0], table("labels")  # a system's source names its tenant
    own = {r["code"]: r["label"] for r in rows if r["source"] == site and r["what"] == what}
    return own or labels("emploi_ma", what)
