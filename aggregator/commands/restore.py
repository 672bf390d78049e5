from datetime import datetime
from pathlib import Path

import click

from aggregator.keeping.restoring import Restored, restore
from aggregator.locking import held, house
from aggregator.options import database, now


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@now
@database
def command(file: Path, now: datetime, db: str) -> None:
    """Put the backup FILE in the place of the database, and keep what stands there beside it.

    FILE is checked first: that it is whole, ours, and no newer than this program. It is written into
    the database as it stands, so a server that has it open shows the one before, then FILE, and no
    mixture. Nothing may crawl or merge meanwhile. Who asked since to be left out stays out.

    Exit codes: 2 there is no FILE, 5 FILE will not do or the disk is full (the database is then as it
    was), 75 another command works on the database.
    """
    live = Path(db)
    with held(house(db), "aggregator restore"):
        done = restore(file, live, now)
    for line in _told(done, live):
        click.echo(line)


def _told(done: Restored, live: Path) -> list[str]:
    lines = [f"{live} holds {done.counts}."]
    if done.damage:
        lines += [
            f"What stood there is damaged, and was moved as it was: {done.damage}",
            "Start the server again, if it runs: it still has the damaged file open.",
        ]
    if done.left_out is None:
        lines.append(
            "Who asked since the backup to be left out is lost with it: `aggregator forget` them again."
        )
    elif done.left_out:
        lines.append(f"{done.left_out} postings of who asked to be left out since went again.")
    return lines + ([f"The one before is {done.before}."] if done.before else [])
