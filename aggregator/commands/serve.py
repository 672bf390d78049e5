import os
import sys
from contextlib import closing
from itertools import chain
from pathlib import Path

import click

from aggregator import HOME
from aggregator.options import database
from dedupe.indexing import UNINDEXED as WAITING
from dedupe.indexing import index_all
from dedupe.progress import silent
from offers.database import connect

#: What a page may cost: facets are not guessed, a question is cut at a second and a half.
SETTINGS = {
    "suggest_facets": "off",
    "sql_time_limit_ms": "1500",
    "facet_time_limit_ms": "400",
    "default_page_size": "20",
    "max_returned_rows": "1000",
    "num_sql_threads": "4",
    "truncate_cells_html": "280",
    "allow_download": "off",
}


@click.command()
@click.option("--port", default=8001, show_default=True, help="The port to answer on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer on.")
@database
def command(port: int, host: str, db: str) -> None:
    """Serve the catalogue with Datasette, with our pages."""
    if not Path(db).exists():
        raise click.UsageError(
            f"There is no {db}: run `aggregator crawl --all` or `make demo` first."
        )
    _bring_up_to_date(db)
    click.echo(f"http://{host}:{port}/ (Ctrl+C ends it)")
    os.execv(
        sys.executable, [sys.executable, "-m", "datasette", *datasette_arguments(db, host, port)]
    )


def _bring_up_to_date(path: str) -> None:
    """Give an older file its new shape, and index what a new version searches by, before it is served."""
    with closing(connect(path)) as db:
        if waiting := db.conn.execute(WAITING).fetchone()[0]:
            click.echo(f"{waiting} offers are indexed anew first: this version searches by more.")
            index_all(db, silent)


def datasette_arguments(db: str, host: str, port: int) -> list[str]:
    """Return Datasette's arguments: the file DB with our pages at HOST:PORT."""
    pages = HOME / "datasette_plugins"
    return [
        str(Path(db).resolve()),
        "--metadata", str(HOME / "datasette.yaml"),
        "--plugins-dir", str(pages),
        "--template-dir", str(pages / "templates"),
        "--static", f"static:{pages / 'static'}",
        "--host", host, "--port", str(port),
        *chain.from_iterable(("--setting", name, value) for name, value in SETTINGS.items()),
    ]  # fmt: skip
