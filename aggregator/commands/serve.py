import os
import sys
from contextlib import closing
from pathlib import Path

import click

from aggregator.doors import ANALYST, PUBLIC, datasette_arguments
from aggregator.options import database
from dedupe.indexing import UNINDEXED as WAITING
from dedupe.indexing import index_all
from dedupe.progress import silent
from offers.database import connect

EVERYBODYS, ANALYSTS = 8001, 8002
#: glibc keeps memory apart for each thread, and gives little of it back: two parts are enough.
ARENAS = {"MALLOC_ARENA_MAX": "2"}


@click.command()
@click.option(
    "--public",
    is_flag=True,
    help="The site for everybody: pages, tables, prepared queries; no SQL of a visitor's own. The default.",
)
@click.option(
    "--analyst",
    is_flag=True,
    help="The same with SQL: each query in a process of its own, a second long, two at once.",
)
@click.option("--port", type=int, help="The port to answer on.  [default: 8001; 8002 for analysts]")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer on.")
@database
def command(public: bool, analyst: bool, port: int | None, host: str, db: str) -> None:
    """Serve the catalogue with Datasette, with our pages.

    Start it twice to open both doors: --public for everybody, --analyst for those who ask in SQL.
    """
    if public and analyst:
        raise click.UsageError("--public and --analyst are two servers: start one after the other.")
    if not Path(db).exists():
        raise click.UsageError(
            f"There is no {db}: run `aggregator crawl --all` or `make demo` first."
        )
    _bring_up_to_date(db)
    port = port or (ANALYSTS if analyst else EVERYBODYS)
    arguments = datasette_arguments(db, host, port, ANALYST if analyst else PUBLIC)
    click.echo(f"http://{host}:{port}/ (Ctrl+C ends it)")
    os.execve(
        sys.executable, [sys.executable, "-m", "datasette", *arguments], {**ARENAS, **os.environ}
    )


def _bring_up_to_date(path: str) -> None:
    """Give an older file its new shape, and index what a new version searches by, before it is served."""
    with closing(connect(path)) as db:
        if waiting := db.conn.execute(WAITING).fetchone()[0]:
            click.echo(f"{waiting} offers are indexed anew first: this version searches by more.")
            index_all(db, silent)
