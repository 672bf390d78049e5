"""What every table, view and column holds, in what unit, and where that comes from: said once, for pages, docs and exports.

`tables.csv` has a row a table or view. `columns.csv` has a row a column; one that says the same in several tables
names them all, parted by `|`. `phrases.csv` says units and origins in three languages; one that ends in `{}` speaks
of another table.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Table:
    """Hold what a table or view is; an inner one is how we work, and Datasette's lists leave it out."""

    name: str
    audience: str  # public or inner
    exported: bool
    en: str
    fr: str
    ar: str


@dataclass(frozen=True, slots=True)
class Column:
    """Hold what a column of a table or view says; unit and origin are English phrases of phrases.csv."""

    table: str
    name: str
    unit: str
    comes_from: str
    exported: bool
    en: str
    fr: str
    ar: str


@cache
def tables() -> tuple[Table, ...]:
    """Return every table and view, in the order that a reader meets them.

    >>> tables()[0].name, tables()[0].audience
    ('offers', 'public')
    """
    return tuple(
        Table(
            name=row["name"],
            audience=row["audience"],
            exported=row["exported"] == "yes",
            en=row["en"],
            fr=row["fr"],
            ar=row["ar"],
        )
        for row in _rows("tables")
    )


@cache
def columns() -> tuple[Column, ...]:
    """Return every column of every table and view.

    >>> [column.unit for column in columns() if (column.table, column.name) == ("offers", "region_code")]
    ['code of regions']
    """
    return tuple(column for row in _rows("columns") for column in _columns(row))


def of_table(name: str) -> dict[str, Column]:
    """Return {column: what it says} of one table or view; nothing for one that is not known.

    >>> list(of_table("offer_skills"))
    ['offer', 'skill_code']
    """
    return {column.name: column for column in columns() if column.table == name}


def say(phrase: str, lang: str) -> str:
    """Say a unit or an origin in LANG; raise KeyError for one that phrases.csv does not have.

    >>> say("code of regions", "fr"), say("percent", "fr")
    ('code de regions', '%')
    """
    known = _phrases()
    if phrase in known:
        return known[phrase][lang]
    start, _, table = phrase.rpartition(" ")
    return known[f"{start} {{}}"][lang].format(table)


def _columns(row: dict[str, str]) -> Iterator[Column]:
    for table in row["table"].split("|"):
        yield Column(
            table=table,
            name=row["column"],
            unit=row["unit"],
            comes_from=row["comes_from"],
            exported=row["exported"] == "yes",
            en=row["en"],
            fr=row["fr"],
            ar=row["ar"],
        )


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return {row["en"]: row for row in _rows("phrases")}
