"""Parquet: typed columns with what they hold told within, compressed with zstd."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from aggregator.exporting.batches import Batch
from aggregator.exporting.fields import Field, Resource
from aggregator.exporting.table_file import TableFile

#: So many rows stand together: what a reader skips or reads as a whole, and what is in memory while we write.
ROWS = 50_000
TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("s", "UTC"),
}


class Parquet(TableFile):
    """Write one table."""

    suffix = "parquet"

    def __init__(self, path: Path, resource: Resource):
        self._schema = schema(resource)
        self._file = ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []

    def close(self) -> None:
        self._let_go()
        self._file.close()

    def write(self, batch: Batch) -> None:
        columns = [_array(values, f.type) for values, f in zip(batch, self._schema, strict=True)]
        self._waiting.append(pa.record_batch(columns, schema=self._schema))
        if sum(map(len, self._waiting)) >= ROWS:
            self._let_go()

    def _let_go(self) -> None:
        if self._waiting:
            self._file.write_table(pa.Table.from_batches(self._waiting))
            self._waiting = []


def schema(resource: Resource) -> pa.Schema:
    """Return the columns of RESOURCE as Arrow knows them, each with what it holds."""
    return pa.schema(map(_column, resource.fields), {"description": resource.description})


def _column(field: Field) -> pa.Field:
    told = {"description": field.said.en, "unit": field.said.unit}
    return pa.field(field.name, TYPES.get(field.type, pa.string()), metadata=told)


def _array(values: tuple[Any, ...], wanted: pa.DataType) -> pa.Array:
    """Return VALUES as Arrow's; days and moments are written in ISO 8601 in our file."""
    if not pa.types.is_temporal(wanted):
        return pa.array(values, wanted)
    try:
        return pa.array(values, pa.string()).cast(wanted)
    except pa.ArrowInvalid:  # a moment without a zone, or told by its day alone: UTC's
        return pa.array([value and moment(value) for value in values], wanted)


def moment(said: str) -> datetime:
    """Return the moment SAID in ISO 8601; without a zone it is UTC's.

    >>> moment("2026-11-21").isoformat()
    '2026-11-21T00:00:00+00:00'
    """
    read = datetime.fromisoformat(said)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
