from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from aggregator.keeping.settling import settle
from aggregator.locking import locked
from aggregator.options import database, now
from offers.database import connect
from pipelines.purge import RUNS, TEXTS, due, purge


@click.command()
@click.option(
    "--days", default=TEXTS, show_default=True, type=click.IntRange(1),
    help="Purge the texts of what closed more than so many days ago.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say how much would be purged, and purge nothing.")
@now
@database
def command(days: int, dry_run: bool, now: datetime, db: str) -> None:
    """Take the texts of what is long closed out of the database; the facts stay.

    Purged are the descriptions of postings, their older versions and the excerpts and words of offers
    made of them, and what was refused so long ago; after 400 days the counts of a run, too. Every
    `aggregator update` does it. The file becomes no smaller, its backups do: to make it smaller, restore one.
    """
    if not Path(db).exists():
        raise click.UsageError(f"There is no {db}: name the database with --db.")
    with locked(db, "aggregator prune", "merge"), closing(connect(db)) as file:
        done = due(file, now, days) if dry_run else purge(file, now, days)
        if not dry_run:
            settle(file)  # what was purged stands in the log beside the file no longer
    would = "would be purged" if dry_run else "purged"
    click.echo(
        f"{done.postings} postings closed over {days} days ago, {done.rejects} refusals as old, "
        f"the counts of {done.runs} runs over {RUNS} days old: {would}."
    )
