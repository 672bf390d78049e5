"""What is taken away: the tables, views and columns that the dictionary calls exported, with their types and keys."""

import re
import sqlite3
from dataclasses import dataclass, replace

from offers.dictionary import Column, of_table, tables

#: Units of whole numbers and of others; what has none of them is a word, a day or JSON.
WHOLE = (
    "id", "0 or 1", "days", "order", "people", "inhabitants", "offers", "postings", "sources", "runs",
    "requests", "bits", "bytes", "number",
)  # fmt: skip
NUMBERS = (
    "years", "hours", "percent", "percentage points", "probability", "MAD a month", "degrees",
    "amount in salary_currency per salary_period",
)  # fmt: skip
DAYS = {"day": "date", "moment UTC": "datetime", "month": "yearmonth"}
#: What sources wrote in words of their own, or what quotes them; codes and days hold no contacts.
FREE = ("text", "JSON", "JSON list", "JSON: column to pairs of id of postings and value")
#: What a word of Table Schema is called in SQL.
IN_SQL = {"integer": "integer", "number": "real"}
_REFERS = re.compile(r"(id|code|name) of (\w+)")
UNIQUE = """
select l.name, i.name
from pragma_index_list(?, ?) l, pragma_index_info(l.name, ?) i
where l.origin = 'u'
order by l.name, i.seqno
"""
#: Views whose rows have a key of their own, though they have no table behind them.
VIEW_KEYS = {"employers": ("id",)}


@dataclass(frozen=True, slots=True)
class Field:
    """Hold one column: its type is a word of Table Schema; free words and links may hold contacts."""

    name: str
    type: str
    said: Column
    refers: tuple[str, str] | None
    free: bool

    @property
    def link(self) -> bool:
        """Tell whether it holds addresses of the web."""
        return self.said.unit == "address"


@dataclass(frozen=True, slots=True)
class Resource:
    """Hold one table or view; its key is empty where rows have none."""

    name: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    is_view: bool

    @property
    def names(self) -> list[str]:
        """Return the names of its columns, in order."""
        return [field.name for field in self.fields]


def type_of(unit: str) -> str:
    """Name the type of what is told in UNIT, as Table Schema does.

    >>> [type_of(u) for u in ("id of offers", "code of cities", "day", "percent", "JSON list of codes of skills")]
    ['integer', 'string', 'date', 'number', 'array']
    """
    if unit.startswith("JSON"):
        return "array" if unit.startswith("JSON list") else "object"
    if unit in WHOLE or unit.startswith("id of "):
        return "integer"
    return "number" if unit in NUMBERS else DAYS.get(unit, "string")


def resources(db: sqlite3.Connection, schema: str = "main") -> tuple[Resource, ...]:
    """Return what is taken away of the database that DB calls SCHEMA, in the dictionary's order."""
    views = {
        name
        for (name,) in db.execute(f"select name from {schema}.sqlite_master where type = 'view'")
    }
    drawn = [
        _resource(db, schema, table.name, table.en, table.name in views)
        for table in tables()
        if table.exported
    ]
    keys = {(resource.name, resource.key) for resource in drawn}
    return tuple(_with_known_references(resource, keys) for resource in drawn)


def _resource(
    db: sqlite3.Connection, schema: str, name: str, description: str, is_view: bool
) -> Resource:
    said = of_table(name)
    found = "select name, pk from pragma_table_xinfo(?, ?)"
    columns = db.execute(found, [name, schema]).fetchall()
    key = tuple(column for _, column in sorted((pk, column) for column, pk in columns if pk))
    unique = _unique(db, schema, name)
    known_by = {column for columns in (key, *unique) for column in columns}
    fields = tuple(
        _field(said[column], column in known_by) for column, _ in columns if said[column].exported
    )
    return Resource(name, description, fields, VIEW_KEYS.get(name, key), unique, is_view)


def _unique(db: sqlite3.Connection, schema: str, table: str) -> tuple[tuple[str, ...], ...]:
    """Return which columns of TABLE no two rows may share, beside its key."""
    found = db.execute(UNIQUE, [table, schema, schema]).fetchall()
    names = sorted({index for index, _ in found})
    return tuple(tuple(column for index, column in found if index == name) for name in names)


def _field(said: Column, names_rows: bool) -> Field:
    """Draw a column; what rows are known by is not masked: two of them would become one."""
    kind, refers = type_of(said.unit), _REFERS.fullmatch(said.unit)
    free = said.unit in FREE
    return Field(
        said.name, kind, said, (refers[2], refers[1]) if refers else None, free and not names_rows
    )


def _with_known_references(resource: Resource, keys: set[tuple[str, tuple[str, ...]]]) -> Resource:
    """Leave out of RESOURCE the references to what is not taken away."""
    fields = (
        field
        if field.refers and (field.refers[0], (field.refers[1],)) in keys
        else replace(field, refers=None)
        for field in resource.fields
    )
    return replace(resource, fields=tuple(fields))
