import json
import logging
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from aggregator import logs as log_files
from aggregator.children import Bounds
from aggregator.crawling import chosen_sources, exit_code
from aggregator.keeping.backing_up import beside
from aggregator.locking import held, house
from aggregator.news.channels import Channels
from aggregator.news.options import news_options
from aggregator.options import database, now, rows_folder, world
from aggregator.reading import reading_options
from aggregator.stopping import stoppable
from aggregator.updating.hearing import heard
from aggregator.updating.plan import in_order, plan, when
from aggregator.updating.summary import Summary, as_json, in_words
from aggregator.updating.work import Order, log, update
from offers.database import looking

KEPT = "What was read is kept; the next update goes on from there."


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--force", is_flag=True, help="Read the sources though they are not due, or paused.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--cron", is_flag=True, help="Print nothing where all is well, or bad as it was before."
)
@click.option("--json", "as_values", is_flag=True, help="Print one JSON object at the end.")
@click.option(
    "--log-format",
    "form",
    type=click.Choice(log_files.FORMATS),
    default="text",
    show_default=True,
    help="Lines for people, or JSON objects.",
)
@click.option("--wait", default=0.0, help="Wait so many seconds for another command to end.")
@click.option(
    "--backups",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that is given a backup a day.  [default: backups, beside the database]",
)
@click.option(
    "--opt-out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file of those who asked to be left out.  [default: opt-out.txt, beside the database]",
)
@click.option("--no-backup", is_flag=True, help="Make no backup: something else does.")
@reading_options(jobs=4)
@news_options
@world
@rows_folder
@now
@database
def command(
    sources: tuple[str, ...], force: bool, dry_run: bool, cron: bool, as_values: bool, form: str,
    wait: float, jobs: int, bounds: Bounds, backups: Path | None,
    opt_out: Path | None, no_backup: bool, channels: Channels,
    world: str | None, rows: str | None, now: datetime, db: str,
) -> None:  # fmt: skip
    """Do all that is due: read the sources, merge, keep a backup, tell what is wrong. For cron.

    Without SOURCES, all that are on. Run twice, the second finds nothing to do.

    Exit codes: 0 good, or nothing was due, 2 an unknown source, 3 some sources failed, 4 all that
    were read failed, 5 the database cannot be used, 75 another command works on it, 130 stopped.
    """
    chosen = chosen_sources(sources, False, rows)
    folder = None if no_backup else backups or beside(Path(db))
    bounds = replace(bounds, form=form)
    order = Order(db, now, chosen, bounds, jobs, force, world, rows, folder, opt_out)
    if dry_run:
        return _tell_plan(order)
    done = Summary(now)
    with (
        held(house(db), "aggregator update", wait=wait),
        log_files.spoken(
            logging.getLogger("aggregator"), bounds.logs / "update.log", form, cron or as_values
        ),
        stoppable(KEPT),
        heard(order, channels, done),
    ):
        update(order, done)
        log.info("%s", in_words(done), extra={"exit": exit_code(done.runs)})
    if as_values:
        click.echo(json.dumps(as_json(done, exit_code(done.runs)), ensure_ascii=False))
    raise SystemExit(exit_code(done.runs))


def _tell_plan(order: Order) -> None:
    """Say when each source is read, and write nothing."""
    if not Path(order.db).exists():
        click.echo(f"There is no {order.db} yet: all {len(order.sources)} sources would be read.")
        return
    with closing(looking(order.db)) as db:
        chosen = plan(db, order.sources, order.now, order.rows, order.force)
    due = {source.name for source in chosen.due}
    for name, turn in in_order(chosen):
        click.echo(f"{name}: {'now' if name in due else when(turn, order.now)} ({turn.why})")
    click.echo(f"{len(due)} of {len(order.sources)} sources would be read, then merged.")
