from datetime import datetime
from pathlib import Path

import click

from aggregator.keeping.backing_up import back_up, beside, due, prune
from aggregator.keeping.retention import Retention
from aggregator.options import database, now


@click.command()
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--if-due", is_flag=True, help="Only where the newest is older than a day.")
@click.option(
    "--daily", default=Retention.daily, show_default=True, type=click.IntRange(1),
    help="Keep the newest of so many days.",
)  # fmt: skip
@click.option(
    "--weekly", default=Retention.weekly, show_default=True, type=click.IntRange(0),
    help="And of so many weeks.",
)  # fmt: skip
@click.option(
    "--monthly", default=Retention.monthly, show_default=True, type=click.IntRange(0),
    help="And of so many months.",
)  # fmt: skip
@now
@database
def command(
    folder: Path | None, if_due: bool, daily: int, weekly: int, monthly: int, now: datetime, db: str
) -> None:
    """Write a verified copy of the database into DIR (backups, beside it), and remove those too old to keep.

    A crawl may go on beside it, and pages be served. A copy has its name only when it is whole and
    was opened and counted. `aggregator restore` puts it back.

    Exit codes: 2 there is no database, 5 the disk is full or the database damaged, 75 another backup
    is being written there.
    """
    file = Path(db)
    if not file.exists():
        raise click.UsageError(f"There is no {db}: name the database with --db.")
    folder = folder or beside(file)
    if if_due and not due(file, folder, now):
        return click.echo(f"{folder}: the newest backup is less than a day old.")
    made = back_up(file, folder, now)
    gone = prune(file, folder, now, Retention(daily, weekly, monthly))
    removed = f"; {len(gone)} older removed" if gone else ""
    click.echo(f"{made}: {made.stat().st_size / 1e6:,.1f} MB{removed}")
