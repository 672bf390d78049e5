from datetime import datetime

import click

from aggregator.options import database, now
from aggregator.progress import progress
from dedupe.run import run
from offers.database import connect
from pipelines.closing import close_past


@click.command()
@now
@database
def command(now: datetime, db: str) -> None:
    """Find which postings are one offer; only what is new or changed is compared.

    Postings whose deadline passed are closed first, those of a source that could not be read, too.
    """
    file = connect(db)
    past = close_past(file, now)
    with progress("Comparing postings") as step:
        done = run(file, now, step)
    click.echo(
        f"{done.postings} postings judged, {done.pairs} pairs compared, {done.offers} offers"
        + (f"; {past} past their deadline closed" if past else "")
    )
