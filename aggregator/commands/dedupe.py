from datetime import datetime

import click
from dedupe.run import run

from aggregator.options import database, now
from aggregator.progress import progress
from offers.database import connect


@click.command()
@now
@database
def command(now: datetime, db: str) -> None:
    """Find which postings are one offer; only what is new or changed is compared."""
    with progress("Comparing postings") as step:
        summary = run(connect(db), now, step)
    click.echo(summary.told())
