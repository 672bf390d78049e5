"""One request to Datasette's own pages: what it asks with, how long it may take, and who works for it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from datasette_plugins.guarding.places import Places
from datasette_plugins.guarding.worker import Job, Worker

#: Seconds that a request waits for a place before it is told to come back.
PATIENCE = 0.4
#: A longer query string is refused: Datasette looks through it with patterns whose time grows by its square.
LONGEST_QUERY, LONGEST_SQL = 20_000, 8_000
#: Rows on a page and values of a facet: each cell takes twenty microseconds of everybody's time to lay out.
MOST_ROWS = 50
MOST_CELLS_SHOWN, MOST_CELLS = 7_000, 200_000


@dataclass
class Visit:
    """Hold one request while it is answered: who works for it, the SECONDS of work it has left, and until when."""

    worker: Worker
    seconds: float
    until: float
    cells: int

    async def ask(self, job: Job) -> tuple:
        """Let the worker do JOB within what is left."""
        wait = self.until - time.monotonic()
        bounded = replace(job, seconds=min(job.seconds, self.seconds), wait=wait)
        loop = asyncio.get_running_loop()
        said, worked = await loop.run_in_executor(self.worker.thread, self.worker.ask, bounded)
        self.seconds -= worked
        return said


#: Set while one of Datasette's own pages is answered; our pages ask in Datasette's threads.
VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)


@dataclass
class Lane:
    """Let requests into PLACES, each for SECONDS of a processor, and no longer than it may WAIT for it."""

    places: Places
    seconds: float
    wait: float
    idle: list[Worker] = field(default_factory=list)

    @asynccontextmanager
    async def visit(self, cells: int, client: str | None) -> AsyncIterator[None]:
        """Hold a place, with a worker, while the block lasts; Busy where none comes free in time."""
        async with self.places.place(client, PATIENCE):
            worker = self.idle.pop() if self.idle else Worker()
            try:
                # The clock of the request does not run while its process starts.
                await asyncio.get_running_loop().run_in_executor(worker.thread, worker.started)
                token = VISIT.set(Visit(worker, self.seconds, time.monotonic() + self.wait, cells))
                try:
                    yield
                finally:
                    VISIT.reset(token)
            finally:
                if (
                    self.idle
                ):  # one that waits is ready at once; more of them would only hold memory
                    worker.retire()
                else:
                    self.idle.append(worker)


@dataclass(frozen=True)
class Asked:
    """Hold what a request to Datasette's pages asks: its path, and its parameters."""

    path: str
    query: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query, keep_blank_values=True)

    @property
    def sql(self) -> list[str]:
        """The SQL that the visitor wrote.

        >>> Asked("/jobs/offers", "_where=1&_sort=id").sql
        ['1']
        """
        return [value for name, value in self.pairs if name in ("sql", "_where")]

    @property
    def table(self) -> str:
        """The table, view or prepared question that is asked.

        >>> Asked("/jobs/top_employers.json", "").table
        'top_employers'
        """
        return self.path.split("/")[-1].partition(".")[0]

    @property
    def streams(self) -> bool:
        return any(name == "_stream" for name, _ in self.pairs)

    @property
    def shown(self) -> bool:
        """Tell whether a page is asked for, not data."""
        return not self.path.endswith((".json", ".csv", ".jsono", ".blob", ".xlsx"))

    @property
    def nothing(self) -> bool:
        """Tell whether rows are asked for, but neither a table nor SQL that has any.

        >>> Asked("/jobs.csv", "sql=").nothing, Asked("/jobs.csv", "sql=select+1").nothing
        (True, False)
        """
        rows = self.path.count("/") == 1 and self.path.endswith((".csv", ".xlsx", ".blob"))
        return rows and not any(self.sql)

    @property
    def too_long(self) -> bool:
        return len(self.query) > LONGEST_QUERY or sum(map(len, self.sql)) > LONGEST_SQL

    def bounded(self) -> str:
        """Return the query with no more rows or values of a facet than a page may have.

        >>> Asked("/jobs/offers", "_size=max&_facet_size=500").bounded()
        '_size=50&_facet_size=50'
        >>> Asked("/jobs/offers.json", "_size=max&_facet_size=max&q=a+b").bounded()
        '_size=max&_facet_size=50&q=a+b'
        """
        capped = {"_facet_size", *(("_size",) if self.shown else ())}
        if not any(name in capped for name, _ in self.pairs):
            return self.query
        return urlencode(
            [(k, str(MOST_ROWS) if k in capped and _many(v) else v) for k, v in self.pairs]
        )


def _many(size: str) -> bool:
    return size == "max" or (size.isdecimal() and (len(size) > 3 or int(size) > MOST_ROWS))
