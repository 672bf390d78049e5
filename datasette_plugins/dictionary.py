"""What each table, view and column says, on Datasette's own pages: in the visitor's language, with unit and source."""

import sys
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils import parse_metadata, tilde_encode
from markupsafe import Markup

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.reader import Reader, labels, reader_of
from offers.dictionary import Column, Table, of_table, say, tables
from offers.taxonomy.tables import NAMES

SHOWN = Path(__file__).parents[1] / "datasette.yaml"
#: Numbers that one of our pages stands behind.
PAGES = {"id of offers": "/offer/{}", "id of employers": "/employer/{}"}
LINK = Markup('<a href="{address}">{label}</a>')
LABELLED = Markup('<a href="{address}"><bdi lang="{lang}">{label}</bdi></a> <small>{code}</small>')
VIEWS = ("database", "table", "row")


@hookimpl
def get_metadata(datasette: Any, key: str | None) -> dict[str, Any]:
    """Describe every table to who asks for data, in English; leave inner tables out of the lists.

    Datasette writes into what it is given: it gets dicts of its own. For another KEY it asks for a permission
    or a plugin's settings, fifty times a page, and copies all that it gets: there we have nothing to say.
    """
    if key not in (None, "databases"):
        return {}
    ours = [name for name in datasette.databases if not name.startswith("_")]
    return {
        "databases": {
            name: {"tables": {table: dict(said) for table, said in _described().items()}}
            for name in ours
        }
    }


@cache
def _described() -> dict[str, dict[str, Any]]:
    """Describe every table, as datasette.yaml has it shown: whatever name the file bears, for a table's search hangs on it."""
    shown = parse_metadata(SHOWN.read_text("utf-8"))["databases"]["aggregator"]["tables"]
    return {table.name: shown.get(table.name, {}) | _metadata(table) for table in tables()}


def _metadata(table: Table) -> dict[str, Any]:
    said = {
        "description": table.en,
        "columns": {
            column.name: f"{column.en} Unit: {column.unit}. Source: {column.comes_from}."
            for column in of_table(table.name).values()
        },
    }
    return said | ({"hidden": True} if table.audience == "inner" else {})


@hookimpl
def extra_template_vars(
    datasette: Any,
    request: Any,
    view_name: str | None,
    database: str | None,
    table: str | None,
    columns: list[str] | None,
) -> dict[str, Any]:
    if view_name not in VIEWS:
        return {}
    reader = reader_of(datasette, request)
    known = of_table(table or "")
    return {
        "sentences": {table.name: getattr(table, reader.lang) for table in tables()},
        "in_order": _in_order,
        "dictionary": _in_words(known, columns or known, reader.lang),
        "shown": Shown(known, reader, partial(_row, datasette, database)),
    }


def _in_words(
    known: dict[str, Column], columns: Iterable[str], lang: str
) -> list[tuple[str, str, str, str]]:
    """Say of each of COLUMNS its name, what it says, its unit and where it comes from."""
    return [
        (name, getattr(known[name], lang), say(known[name].unit, lang), say(known[name].comes_from, lang))
        for name in columns
        if name in known
    ]  # fmt: skip


def _in_order(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put what Datasette LISTED in the order that a reader meets it, what we do not know last."""
    order = {table.name: nth for nth, table in enumerate(tables())}
    return sorted(listed, key=lambda one: order.get(one["name"], len(order)))


class Shown:
    """Show the values of one table's columns: a code with its label, the number of an offer with its page."""

    def __init__(self, known: dict[str, Column], reader: Reader, row: Callable[[str, str], str]):
        self.known, self.reader, self.row = known, reader, row

    def label(self, column: str, value: Any) -> str | None:
        """Return the label of a code in the visitor's language; None where the column holds none."""
        vocabulary = self._vocabulary(column)
        return labels(vocabulary, self.reader.lang).get(str(value)) if vocabulary else None

    def cell(self, column: str, value: Any) -> Markup | None:
        """Return what a cell shows; None where Datasette's own way is good enough."""
        if value in (None, ""):
            return None
        if page := PAGES.get(self._unit(column)):
            return LINK.format(address=self.reader.link(page.format(value)), label=value)
        if label := self.label(column, value):
            address = self.row(self._vocabulary(column), str(value))
            return LABELLED.format(
                address=address, lang=self.reader.lang, label=label, code=str(value)
            )
        return None

    def _unit(self, column: str) -> str:
        return self.known[column].unit if column in self.known else ""

    def _vocabulary(self, column: str) -> str:
        start, _, name = self._unit(column).rpartition("code of ")
        return name if not start and name in NAMES else ""


def _row(datasette: Any, database: str | None, table: str, code: str) -> str:
    return datasette.urls.row(database, table, tilde_encode(code))
