from datetime import datetime
from pathlib import Path

import click

from aggregator.children import MINUTES, Bounds, read_all
from aggregator.crawling import (
    chosen_sources,
    crawl_settings,
    exit_code,
    names_of,
    told,
    without_opted_out,
)
from aggregator.keeping.backing_up import refuse_lost
from aggregator.locking import Locked, locked
from aggregator.options import database, now, rows_folder, world
from aggregator.stopping import stoppable

KEPT = "What was read is kept; the next crawl goes on from there."


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Read every source.")
@world
@click.option(
    "--i-have-permission",
    "permitted",
    is_flag=True,
    help="Read a source that is off, too, if you name it: its publisher has permitted it to you.",
)
@click.option("--full", is_flag=True, help="Read again what is known and unchanged, too.")
@click.option(
    "--latest",
    is_flag=True,
    help="Leave each list at a whole page of postings that we hold: quick, and closes nothing.",
)
@click.option("--jobs", default=2, show_default=True, help="Read so many sources at a time.")
@click.option(
    "--minutes", default=float(MINUTES), show_default=True, help="End a source that takes longer."
)
@click.option(
    "--logs", default="logs", show_default=True, type=click.Path(file_okay=False, path_type=Path)
)
@rows_folder
@now
@database
def command(
    sources: tuple[str, ...], every: bool, world: str | None, permitted: bool, full: bool, latest: bool,
    jobs: int, minutes: float, logs: Path, rows: str | None, now: datetime, db: str,
) -> None:  # fmt: skip
    """Read SOURCES into the database, each in a process of its own, due or not.

    Exit codes: 0 every source was read to its end, 2 an unknown source, 3 some failed, 4 all failed,
    75 an update is under way, or another crawl reads them, 130 stopped.
    """
    if full and latest:
        raise click.UsageError("--full reads what we hold again, --latest leaves it: say one.")
    if not sources and not every:
        raise click.UsageError(f"Name the sources to read, or say --all. {names_of(rows)}")
    refuse_lost(Path(db))
    chosen = chosen_sources(() if every else sources, permitted, rows)
    settings = crawl_settings(db, now, world, not full, rows)
    settings |= {"PERMITTED": permitted, "LATEST": latest}
    runs = []
    with locked(db, "aggregator crawl"), stoppable(KEPT):
        chosen, _ = without_opted_out(db, chosen, now)
        for ran in read_all(chosen, settings, now, jobs, Bounds(minutes, logs)):
            runs.append(ran)
            click.echo(told(ran))
    if runs and not any(ran.happened for ran in runs):
        raise Locked("another crawl reads it")
    raise SystemExit(exit_code(runs))
