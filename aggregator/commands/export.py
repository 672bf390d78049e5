from datetime import datetime
from pathlib import Path

import click

from aggregator.exporting.folder import Taken
from aggregator.exporting.taking import export
from aggregator.options import database, now
from aggregator.progress import progress
from offers.database import connect


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what was exported on the same day.")
@now
@database
def command(folder: Path, force: bool, now: datetime, db: str) -> None:
    """Write what is public into DIR/YYYY-MM-DD, to take away: Parquet, CSV, JSON Lines, SQLite.

    All is of one moment; a crawl may go on beside it. The folder has its name only when it is whole.
    Texts of postings, addresses to apply at, mailboxes and telephones stay here.

    Exit codes: 2 the day is there already, 5 the disk is full.
    """
    if not Path(db).exists():
        raise click.UsageError(
            f"There is no {db}: run `aggregator crawl --all` or `make demo` first."
        )
    connect(db).close()  # an older file gets its new shape first
    with progress("Exporting") as step:
        try:
            taken = export(Path(db), folder, now, force, step)
        except Taken as already:
            raise click.UsageError(str(already)) from already
        except OSError as error:
            raise _cannot_write(error) from error
    click.echo(
        f"{taken.folder}: {taken.tables} tables, {taken.rows:,} rows, {taken.bytes / 1e6:,.1f} MB"
    )


def _cannot_write(error: OSError) -> click.ClickException:
    from aggregator.cli import Trouble  # it imports this file

    return Trouble(f"the export cannot be written: {error}.")
