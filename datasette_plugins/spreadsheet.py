"""The rows of a table, a view or a query as a spreadsheet: no more than a page may have, and no cell a formula.

Nor is one in the CSV that Datasette writes: it is looked through on its way.
"""

import asyncio
import io
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.guarding.formulas import plain_csv
from datasette_plugins.reading.reader import reader_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What Excel takes: so many letters a cell and a sheet's name, whole numbers that it shows to the last digit.
CELL, SHEET, WHOLE = 32_767, 31, 10**15
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    return {"extension": "xlsx", "render": spreadsheet}


@hookimpl
def asgi_wrapper() -> Callable:
    def wrap(app: Callable) -> Callable:
        async def answer(scope: dict, receive: Callable, send: Callable) -> None:
            named = scope.get("path", "").endswith(".csv")
            await app(scope, receive, plain_csv(send) if named else send)

        return answer

    return wrap


async def spreadsheet(
    datasette: Any,
    request: Any,
    table: str | None,
    query_name: str | None,
    columns: list[str],
    rows: list[Any],
) -> Response:
    """Write the rows that were asked for already; the query is not run again."""
    say = reader_of(datasette, request).say
    name = table or query_name or "sql"
    about = (
        (say("spreadsheet_of"), name),
        (say("spreadsheet_address"), request.url.replace(".xlsx", "", 1)),
        (say("spreadsheet_day"), str(reader_of(datasette, request).today)),
        (say("spreadsheet_rows"), len(rows)),
        (say("spreadsheet_licence"), LICENCE),
    )
    values = [list(row.values()) if isinstance(row, dict) else list(row) for row in rows]
    sheets: dict[str, Iterable[Sequence[Any]]] = {
        name: [columns, *values],
        say("spreadsheet_about"): about,
    }
    body = await asyncio.to_thread(workbook, sheets)
    headers = {"content-disposition": f'attachment; filename="{_plain(name)}.xlsx"'}
    return Response(body, headers=headers, content_type=EXCEL)


def workbook(sheets: Mapping[str, Iterable[Sequence[Any]]]) -> bytes:
    """Return a file of Excel's with SHEETS: {name: rows}."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(
            "".join("_" if sign in "[]:*?/\\" else sign for sign in name)[:SHEET]
        )
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    """Return VALUE as a cell: numbers as numbers, all else as text, whatever it begins with."""
    if isinstance(value, dict):  # a code with its label
        value = value.get("label") or value.get("value")
    if value is None or isinstance(value, float) or (isinstance(value, int) and abs(value) < WHOLE):
        return value
    text = f"{len(value)} bytes" if isinstance(value, bytes) else str(value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL])
    cell.data_type = "s"
    return cell


def _plain(name: str) -> str:
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "_" for sign in name
    )
