import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from aggregator.children import LOCKED, Bounds, read_all
from aggregator.crawling import (
    chosen_sources,
    crawl_settings,
    exit_code,
    names_of,
    told,
    values,
    without_opted_out,
)
from aggregator.keeping.backing_up import refuse_lost
from aggregator.locking import Locked, locked
from aggregator.options import database, now, rows_folder, world
from aggregator.reading import reading_options
from aggregator.stopping import stoppable
from aggregator.updating.plan import plan
from offers.database import looking
from pipelines.runs import Source
from pipelines.verdict import ENOUGH

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
@click.option("--due", is_flag=True, help="Of these, only those whose turn it is.")
@click.option(
    "--limit", type=click.IntRange(1), help="Leave each source after about so many new postings."
)
@click.option("--dry-run", is_flag=True, help="Say what would be read, and read nothing.")
@click.option("--json", "as_values", is_flag=True, help="Print one JSON object at the end.")
@reading_options(jobs=2)
@rows_folder
@now
@database
def command(
    sources: tuple[str, ...], every: bool, world: str | None, permitted: bool, full: bool, latest: bool,
    due: bool, limit: int | None, dry_run: bool, as_values: bool, jobs: int, bounds: Bounds,
    rows: str | None, now: datetime, db: str,
) -> None:  # fmt: skip
    """Read SOURCES into the database, each in a process of its own, due or not.

    Exit codes: 0 every source was read to its end, or as far as --limit lets it; 2 an unknown source,
    3 some failed, 4 all failed, 75 an update is under way, or another crawl reads them, 130 stopped.
    """
    if full and latest:
        raise click.UsageError("--full reads what we hold again, --latest leaves it: say one.")
    if not sources and not every:
        raise click.UsageError(f"Name the sources to read, or say --all. {names_of(rows)}")
    refuse_lost(Path(db))
    chosen = chosen_sources(() if every else sources, permitted, rows)
    if due and Path(db).exists():
        chosen = _due(db, chosen, now, rows)
    if dry_run:
        return click.echo("".join(f"{source.name}\n" for source in chosen), nl=False)
    settings = crawl_settings(db, now, world, not full, rows)
    settings |= {"PERMITTED": permitted, "LATEST": latest, "CLOSESPIDER_ITEMCOUNT": limit or 0}
    runs = []
    with locked(db, "aggregator crawl"), stoppable(KEPT):
        chosen, _ = without_opted_out(db, chosen, now)
        for ran in read_all(chosen, settings, now, jobs, bounds):
            runs.append(ran)
            click.echo(told(ran), err=as_values)
    if runs and all(ran.row["outcome"] == LOCKED for ran in runs):
        raise Locked("another crawl reads it")
    code = exit_code([ran for ran in runs if not (limit and ran.row["cause"] == ENOUGH)])
    if as_values:
        click.echo(json.dumps({"exit": code, "sources": {r.source: values(r) for r in runs}}))
    raise SystemExit(code)


def _due(db: str, sources: list[Source], now: datetime, rows: str | None) -> list[Source]:
    with closing(looking(db)) as opened:
        return list(plan(opened, sources, now, rows).due)
