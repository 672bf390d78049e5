import logging
from collections.abc import Iterator
from datetime import datetime

import click

from aggregator.locking import locked
from aggregator.options import database, now
from aggregator.progress import progress
from aggregator.stopping import stoppable
from dedupe.run import run
from dedupe.summary import Summary
from offers.database import connect
from pipelines.closing import close_past

KEPT = "What is done is kept, the offers stand; `aggregator dedupe` goes on from there."

log = logging.getLogger(__name__)


@click.command()
@now
@database
def command(now: datetime, db: str) -> None:
    """Find which postings are one offer; only what is new or changed is compared.

    Postings whose deadline passed are closed first, those of a source that could not be read, too.
    Exits with 75 where an update, or another merge, is under way.
    It may be stopped at any time, even by a kill: what is done is kept, and the next run goes on.
    """
    with locked(db, "aggregator dedupe", "merge"), stoppable(KEPT):
        file = connect(db)
        past = close_past(file, now)
        with progress("Comparing postings") as step:
            done = run(file, now, step.stage)
    click.echo(
        f"{done.postings} postings judged, {done.pairs} pairs compared, {done.offers} offers"
        + (f"; {past} past their deadline closed" if past else "")
    )
    for line in capped(done):
        click.echo(line)
        log.info("%s", line)


def capped(done: Summary) -> Iterator[str]:
    """Name each index whose cap cut blocks off, and the components too large to compare whole."""
    for name, times in sorted(done.capped.items()):
        what = "components" if name == "component" else f"blocks of {name}"
        yield f"capped: {times} {what} too large to compare whole"
