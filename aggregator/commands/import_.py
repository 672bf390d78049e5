from datetime import datetime
from pathlib import Path

import click

from aggregator.importing import import_lines
from aggregator.locking import locked
from aggregator.options import database, now
from aggregator.progress import progress

#: So many broken lines are shown; the rest are counted (all are kept in rejects).
SHOWN = 10


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@now
@database
def command(file: Path, now: datetime, db: str) -> None:
    """Send the postings in FILE, one JSON object a line, down the same road as those we read.

    Understood: site, title, company, city, date, url, text, contract, and our own field names. What is
    not stored is kept in the table rejects with the reason.
    """
    settings = {"DATABASE": db, "NOW": now.isoformat()}
    total = sum(1 for _ in file.open("rb"))
    with (
        locked(db, "aggregator import"),
        progress("Importing") as step,
        file.open(encoding="utf-8", errors="replace") as lines,
    ):
        done = import_lines(lines, settings, lambda number: step(number, total))
    for line in done.broken[:SHOWN]:
        click.echo(line, err=True)
    if done.ignored:
        click.echo(f"ignored fields: {', '.join(sorted(done.ignored))}", err=True)
    refused = "".join(f", {count} refused ({why})" for why, count in sorted(done.refused.items()))
    click.echo(f"{done.taken} postings imported{refused}, {len(done.broken)} broken lines")
