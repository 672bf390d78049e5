"""Options that several commands share."""

from datetime import datetime

import click

from pipelines.step import MOROCCO

database = click.option(
    "--db",
    default="aggregator.db",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="The database file.",
)


def _moment(ctx: click.Context, param: click.Parameter, said: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(said) if said else datetime.now(MOROCCO)
    except ValueError as error:
        raise click.BadParameter(f"{said} is no moment: write 2026-11-21T09:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=MOROCCO)


now = click.option(
    "--now",
    callback=_moment,
    metavar="TIME",
    help="Work as if it were TIME (ISO 8601), Morocco's time.",
)
