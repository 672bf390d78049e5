from datetime import datetime

import click

from aggregator.options import database, now
from aggregator.progress import progress
from dedupe.run import run
from offers.database import connect


@click.command()
@now
@database
def command(now: datetime, db: str) -> None:
    """Find which postings are one offer; only what is new or changed is compared."""
    with progress("Comparing postings") as step:
        done = run(connect(db), now, step)
    click.echo(
        f"{done.postings} postings judged, {done.pairs} pairs compared, {done.offers} offers"
    )
