from datetime import datetime

import click

from aggregator.cli import SOME_FAILED
from aggregator.commands.serve import command as serve_command
from aggregator.crawling import told
from aggregator.demo import Told, demonstrate
from aggregator.options import database, now
from aggregator.progress import progress


@click.command()
@click.option("--size", default=3000, show_default=True, help="About so many postings.")
@click.option("--days", default=5, show_default=True, help="Simulated days; the last is today.")
@click.option("--seed", default=7, show_default=True, help="Another seed, another market.")
@click.option(
    "--serve/--no-serve", default=True, show_default=True, help="Serve the catalogue at the end."
)
@click.option("--port", default=8001, show_default=True, help="The port to answer on.")
@now
@database
@click.pass_context
def command(
    ctx: click.Context,
    size: int,
    days: int,
    seed: int,
    serve: bool,
    port: int,
    now: datetime,
    db: str,
) -> None:
    """Show the whole on a simulated web: crawl some days of it, merge, measure against the truth, serve."""
    click.echo(f"A market of about {size} postings on simulated sites, read for {days} days:")
    try:
        with progress("Reading the simulated web") as step:
            said = demonstrate(db, now, size, days, seed, step.say, step)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from error
    click.echo(summary(said, db))
    for ran in said.failed:
        click.echo(told(ran), err=True)
    if serve:
        ctx.invoke(serve_command, port=port, host="127.0.0.1", db=db)
    if said.failed:
        raise SystemExit(SOME_FAILED)


def summary(said: Told, db: str) -> str:
    """Write what was SAID as a person would like to read it."""
    known = ", ".join(f"{name} {share or 0:.0f} %" for name, share in said.known.items())
    return f"""
{said.postings} postings read ({said.open_postings} open now) are {said.offers} offers ({said.open_offers} open now):
{said.postings - said.offers} duplicates merged, {said.merged_offers} offers are shown by several postings.
The merge, against the truth: precision {said.merge.precision:.3f}, recall {said.merge.recall:.3f}, F1 {said.merge.f1:.3f}.
Understood, of the open postings: {known}.
{said.seconds:.0f} s in all; the catalogue is {db}."""
