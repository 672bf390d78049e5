"""A chart as the page says it: a title, a sentence, and the table that the drawing is read from."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from babel.dates import format_date
from babel.numbers import format_decimal

from datasette_plugins.reading.reader import LOCALES, Reader
from datasette_plugins.reading.trend_asked import Question

#: A text that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Cell(NamedTuple):
    """Hold a figure, and how it is written; no value where nothing is known."""

    value: str | float | None
    text: str
    url: str | None = None
    percent: int | None = None  # of the longest bar of its column


@dataclass(frozen=True)
class Chart:
    """Hold a chart: KIND says how it is drawn, COLUMNS are keys and labels, the first cell of a row names it."""

    name: str
    kind: str
    title: str
    said: list[str]
    columns: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: What the drawing says beside the figures, by name.
    words: dict[str, str] = field(default_factory=dict)
    #: The table or view that the figures are counted from, and the filters of its page.
    view: str = ""
    where: list[tuple[str, str]] = field(default_factory=list)
    #: The first and last day; whether what was chosen changes it.
    days: tuple[date, date] | None = None
    filtered: bool = True

    @property
    def is_drawn(self) -> bool:
        return bool(self.rows)


def number(n: int, reader: Reader) -> Cell:
    """Write a count."""
    return Cell(n, reader.number(n))


def decimal(n: float | None, reader: Reader, sign: bool = False) -> Cell:
    """Write N with one digit behind the point; a dash where there is none.

    >>> decimal(12.345, Reader(lang="fr", today=date(2026, 11, 21)))
    Cell(value=12.3, text='12,3', url=None, percent=None)
    """
    if n is None:
        return Cell(None, "—")
    form = "+#,##0.0;−#,##0.0" if sign else "#,##0.0"
    return Cell(round(n, 1), format_decimal(n, form, locale=LOCALES[reader.lang]))


def apart(name: str) -> str:
    """Set a foreign NAME apart, so that it does not turn the sentence round it (Unicode's first strong isolate)."""
    return f"\u2068{name}\u2069"


def day(found: date, reader: Reader) -> Cell:
    """Write a day."""
    return Cell(found.isoformat(), reader.day(found.isoformat()))


def month(found: str, reader: Reader) -> str:
    """Name a month that is written 2026-11.

    >>> month("2026-11", Reader(lang="fr", today=date(2026, 11, 21)))
    'novembre 2026'
    """
    return format_date(date.fromisoformat(f"{found}-01"), "MMMM y", locale=LOCALES[reader.lang])


def as_csv(chart: Chart) -> str:
    """Write the table of CHART, its values as they are; what a spreadsheet would run is quoted.

    >>> chart = Chart("x", "bars", "X", [], [("name", "Name"), ("n", "N")], [[Cell("=1", "=1"), Cell(-2, "-2")]])
    >>> as_csv(chart).split()
    ['name,n', "'=1,-2"]
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([key for key, _ in chart.columns])
    writer.writerows([_plain(cell.value) for cell in row] for row in chart.rows)
    return out.getvalue()


def _plain(value: str | float | None) -> str | float:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return "" if value is None else value


def links(chart: Chart, question: Question) -> dict[str, str]:
    """Return where the figures of CHART are: its table, its CSV, and the address that is cited."""
    reader, params = question.reader, question.chosen.params() if chart.filtered else []
    where = [*chart.where, *([("_lang", reader.lang)] if reader.named else [])]
    asked = f"?{urlencode(params)}" if params else ""
    return {
        "table": f"{question.tables}/{chart.view}" + (f"?{urlencode(where)}" if where else ""),
        "csv": reader.link(f"/trends/{chart.name}.csv", params),
        "cited": f"{question.site}/trends{asked}#{chart.name}",
    }


def longest(rows: Sequence[Sequence[Cell]], column: int) -> list[list[Cell]]:
    """Give the cells of COLUMN their bar, as long as they are to the longest."""
    most = max((float(row[column].value or 0) for row in rows), default=0) or 1
    return [
        [
            cell._replace(percent=round(100 * float(cell.value or 0) / most))
            if place == column and cell.value is not None
            else cell
            for place, cell in enumerate(row)
        ]
        for row in rows
    ]
