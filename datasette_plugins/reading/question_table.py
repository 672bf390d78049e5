"""The answer of a prepared question as a table for people: days, numbers and links as the reader writes them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal

from datasette_plugins.reading.reader import LOCALES, Reader, read_day
from datasette_plugins.reading.shown import cut

#: Shares and changes, in percent.
PERCENT = ("share", "change")


class Cell(NamedTuple):
    """Hold what a cell shows, where it leads, and what it is: "n" a number, "foreign" the words of others."""

    words: str
    link: str | None = None
    kind: str = ""


class Head(NamedTuple):
    """Hold the name of a column in the answer, and in words."""

    name: str
    words: str
    kind: str


def shown(columns: Sequence[str]) -> list[str]:
    """Leave out codes and ids where their words stand beside them.

    >>> shown(["city_code", "town", "employer_id", "employer", "offer", "title", "open"])
    ['town', 'employer', 'title', 'open']
    """
    return [
        name
        for name in columns
        if not name.endswith(("_code", "_id")) and (name != "offer" or "title" not in columns)
    ]


def heads(columns: Sequence[str], reader: Reader) -> list[Head]:
    """Name the COLUMNS that are shown."""
    return [Head(name, reader.say(f"question_col_{name}"), _kind(name)) for name in shown(columns)]


def lines(columns: Sequence[str], rows: Sequence[Any], reader: Reader) -> list[list[Cell]]:
    """Write the ROWS as cells."""
    names = shown(columns)
    return [_line(names, dict(zip(columns, row, strict=True)), reader) for row in rows]


def _line(names: Sequence[str], row: Mapping[str, Any], reader: Reader) -> list[Cell]:
    return [_cell(name, row, reader) for name in names]


def _cell(name: str, row: Mapping[str, Any], reader: Reader) -> Cell:
    value = row[name]
    if name == "title":
        return Cell(cut(value, 120), reader.link(f"/offer/{row['offer']}"), "foreign")
    if name == "employer" and isinstance(value, str):
        return Cell(cut(value, 80), reader.link(f"/employer/{row['employer_id']}"), "foreign")
    if name == "is_agency":
        return Cell(reader.say("question_yes") if value else "")
    if value is None:
        return Cell(
            "–" if _kind(name) == "n" else reader.say("question_unstated"), None, _kind(name)
        )
    if isinstance(value, int | float):
        return Cell(_number(name, value, reader), None, _kind(name))
    return Cell(_text(name, str(value), reader), None, _kind(name))


def _kind(name: str) -> str:
    told = (
        "town",
        "contract",
        "sector",
        "region",
        "occupation",
        "diploma",
        "skill",
        "beside",
        "group",
    )
    named = (*told, "language", "employer", "source", "other_source", "title", "weekday", "changed")
    is_text = name in named or name in ("day", "month", "is_agency") or name.endswith("_on")
    return (
        "foreign"
        if name in ("title", "source", "other_source", "changed")
        else ""
        if is_text
        else "n"
    )


def _number(name: str, value: float, reader: Reader) -> str:
    if name == "weekday":
        return str(get_day_names("wide", locale=LOCALES[reader.lang])[int(value) - 1])
    sign = "+" if name in ("change", "points") and value > 0 else ""
    return sign + str(format_decimal(value, format="#,##0.##", locale=LOCALES[reader.lang]))


def _text(name: str, value: str, reader: Reader) -> str:
    if name == "day" or name.endswith("_on"):
        return reader.day(value) or value
    first = read_day(f"{value}-01") if name == "month" else None
    return _month(first, reader) if first else cut(value, 120)


def _month(first: date, reader: Reader) -> str:
    return str(format_date(first, "LLLL y", locale=LOCALES[reader.lang]))
