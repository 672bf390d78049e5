"""CSV for spreadsheets: UTF-8 with a byte-order mark, commas, CRLF (RFC 4180), and no cell that is read as a formula."""

import csv
import re
from pathlib import Path
from typing import Any

from aggregator.exporting.batches import Batch
from aggregator.exporting.fields import Field, Resource
from aggregator.exporting.table_file import TableFile

#: Where a cell begins: French and Moroccan spreadsheets part cells at a semicolon, too, and some at a tab or a line.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[=+\-@\t\r＝＋－＠])")
_NUMBER = re.compile(r"[+-]\d+(?:[.,]\d+)?")


def defused(text: str | None) -> str | None:
    """Put an apostrophe before what a spreadsheet would work out; a number in words stays one.

    >>> [defused(t) for t in ("=1+1", "-5", "- Chef", "Chef;=1", "Chef (H/F)")]
    ["'=1+1", '-5', "'- Chef", "Chef;'=1", 'Chef (H/F)']
    """
    if text is None or not _FORMULA.search(text) or _NUMBER.fullmatch(text):
        return text
    return _FORMULA.sub(r"\1'", text)


class CommaSeparated(TableFile):
    """Write one table."""

    suffix = "csv"

    def __init__(self, path: Path, resource: Resource):
        # The mark tells Excel that é and ع are UTF-8; pandas, duckdb and Python's utf-8-sig pass over it.
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)
        self._words = [_is_words(field) for field in resource.fields]
        self._csv.writerow(resource.names)

    def close(self) -> None:
        self._file.close()

    def write(self, batch: Batch) -> None:
        cells: list[Any] = [
            map(defused, column) if words else column
            for column, words in zip(batch, self._words, strict=True)
        ]
        self._csv.writerows(zip(*cells, strict=True))


def _is_words(field: Field) -> bool:
    """Tell whether a cell of FIELD may begin with anything; numbers, days and codes of ours do not."""
    return field.type in ("string", "array", "object") and not field.refers
