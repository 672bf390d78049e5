"""Rows of the snapshot, a few thousand at a time, as columns: no table is ever in memory."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from aggregator.exporting.fields import Resource

#: So many values are read at a time: a wide table in fewer rows than a narrow one.
VALUES = 200_000

Batch = list[tuple[Any, ...]]


def batches(db: sqlite3.Connection, resource: Resource) -> Iterator[Batch]:
    """Yield the rows of RESOURCE, some at a time, each batch as one tuple a column."""
    names = ", ".join(f'"{name}"' for name in resource.names)
    cursor = db.execute(f'select {names} from "{resource.name}"')
    while rows := cursor.fetchmany(size(resource.fields)):
        yield list(zip(*rows, strict=True))


def size(columns: Sequence[object]) -> int:
    """Say how many rows are read at a time of a table with these COLUMNS.

    >>> size(range(40)), size(range(2))
    (5000, 100000)
    """
    return max(1, VALUES // len(columns))
