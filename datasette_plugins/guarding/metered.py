"""A database whose SQL is run by a worker where one of Datasette's own pages asks."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

from datasette.database import AttachedDatabase, Database, QueryInterrupted, Results

from datasette_plugins.guarding.visits import VISIT
from datasette_plugins.guarding.worker import Job, sent
from datasette_plugins.reading.asked import LONGEST
from offers.search import question

log = logging.getLogger(__name__)

#: What SQLite says where the file's shape changes while a question is put, as an update of this program
#: does under a server that runs. It is put so many times in all, so many seconds apart.
HALFWAY = ("vtable constructor failed", "database schema has changed")
TIMES, WAIT = 3, 0.05
#: Seconds for what stands beside the rows of a page, as their number.
BESIDE = 0.3


def escape_fts(asked: str | None) -> str:
    """Cut a question as the index was cut: Datasette's own search box asks through this, too.

    >>> escape_fts("*")
    '""'
    """
    return question((asked or "")[:LONGEST]) or '""'


async def _again(ask: Callable[[], Awaitable[Results]]) -> Results:
    """Do ASK, and again where it met a writer halfway: a moment later the file is whole to it, too."""
    for _ in range(TIMES - 1):
        try:
            return await ask()
        except sqlite3.OperationalError as error:
            if not any(said in str(error) for said in HALFWAY):
                raise
            log.warning("asked again: %s (%s)", error, getattr(error, "sqlite_errorname", "?"))
            await asyncio.sleep(WAIT)
    return await ask()


class Metered(Database):
    """Ask a worker for what Datasette's own pages ask; our pages go on asking in threads."""

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        visit = VISIT.get()
        if visit is None:
            return await _again(
                partial(
                    super().execute,
                    sql, params, truncate, custom_time_limit, page_size, log_sql_errors,
                )
            )  # fmt: skip
        sql_sent, params_sent = sent(sql, params, escape_fts)
        job = Job(
            path=str(self.path),
            sql=sql_sent,
            params=params_sent,
            seconds=self._seconds(truncate, custom_time_limit),
            rows=self._most_rows(page_size) if truncate else None,
            cells=visit.cells,
        )
        return _results(await visit.ask(job), sql, params)

    def _seconds(self, rows: bool, custom: int | None) -> float:
        usual = self.ds.sql_time_limit_ms / 1000
        if custom and custom > 0:
            return min(custom / 1000, usual)
        return usual if rows else min(BESIDE, usual)

    def _most_rows(self, page_size: int | None) -> int:
        most = self.ds.max_returned_rows
        return most + 1 if most == (page_size or self.ds.page_size) else most

    async def get_table_definition(self, table: str, type_: str = "table") -> str | None:
        with of_our_own():
            return await super().get_table_definition(table, type_)

    async def hidden_table_names(self) -> list[str]:
        with of_our_own():
            return await super().hidden_table_names()

    async def table_names(self) -> list[str]:
        with of_our_own():
            return await super().table_names()

    async def view_names(self) -> list[str]:
        with of_our_own():
            return await super().view_names()

    async def table_exists(self, table: str) -> bool:
        with of_our_own():
            return await super().table_exists(table)

    async def attached_databases(self) -> list[AttachedDatabase]:
        """Name none: the pragma that would tells where the file lies."""
        return []


@contextmanager
def of_our_own() -> Iterator[None]:
    """Ask in Datasette's threads while the block lasts: what a table looks like is small, and needed.

    A page whose facets took all its time is shown without them; without this it would not be shown at all.
    """
    token = VISIT.set(None)
    try:
        yield
    finally:
        VISIT.reset(token)


def _results(answer: tuple, sql: str, params: Any) -> Results:
    """Return what a worker answered as Datasette would have read it itself, or raise as it would."""
    match answer:
        case ("rows", names, rows, more):
            description, made = _made(names, rows)
            return Results(made, more, description)
        case ("error", why):
            raise sqlite3.OperationalError(why)
        case _:
            raise QueryInterrupted(sqlite3.OperationalError("interrupted"), sql, params)


def _made(names: list[str], rows: list[tuple]) -> tuple[Any, list[sqlite3.Row]]:
    """Make rows as SQLite makes them: a row takes its names from a cursor."""
    columns = ", ".join('null as "' + name.replace('"', '""') + '"' for name in names)
    with closing(sqlite3.connect(":memory:")) as conn:
        cursor = conn.execute(f"select {columns or 'null'}")
        return cursor.description, [sqlite3.Row(cursor, row) for row in rows]
