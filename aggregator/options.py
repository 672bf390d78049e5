"""Options that several commands share."""

from datetime import datetime

import click

from aggregator.world_door import loopback
from offers.clock import moment
from offers.speech import LANGUAGES

database = click.option(
    "--db",
    default="aggregator.db",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="The database file.",
)


def _moment(ctx: click.Context, param: click.Parameter, said: str | None) -> datetime:
    try:
        return moment(said)
    except ValueError as error:
        raise click.BadParameter(f"{said} is no moment: write 2026-11-21T09:00") from error


now = click.option(
    "--now",
    callback=_moment,
    metavar="TIME",
    help="Work as if it were TIME (ISO 8601), Morocco's time.",
)

language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="In which language.",
)

rows_folder = click.option(
    "--rows",
    type=click.Path(exists=True, file_okay=False),
    help="The folder of employers.csv and feeds.csv, if not our own.",
)


def _world(ctx: click.Context, param: click.Parameter, url: str | None) -> str | None:
    try:
        return url and loopback(url)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


world = click.option(
    "--world",
    callback=_world,
    metavar="URL",
    help="Ask the simulated web served at URL, not the real one.",
)
