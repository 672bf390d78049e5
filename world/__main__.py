"""Look at the world with a browser: python -m world --port 8080 --size 3000 --seed 7 --day 0."""

import time
from datetime import date
from pathlib import Path

import click

from world.faults import FAULTS, Fault
from world.market import Market
from world.server import World, doors
from world.sites import hosts


def _ill(ctx: click.Context, param: click.Parameter, said: tuple[str, ...]) -> dict[str, Fault]:
    """Read SOURCE=KIND, as often as it is said: {host: its fault}."""
    found: dict[str, Fault] = {}
    for source, _, kind in (one.partition("=") for one in said):
        if kind not in FAULTS or not hosts(source):
            raise click.BadParameter(
                f"{source}={kind}: write a source, =, and one of {', '.join(FAULTS)}"
            )
        found |= dict.fromkeys(hosts(source), Fault(kind))
    return found


@click.command()
@click.option("--port", default=8080, show_default=True)
@click.option("--size", default=3000, show_default=True, help="How many postings.")
@click.option("--seed", default=7, show_default=True)
@click.option("--days", default=6, show_default=True)
@click.option("--day", default=0, show_default=True, help="Which day is shown.")
@click.option("--start", default="2026-11-02", show_default=True, help="The date of day 0.")
@click.option(
    "--ill", multiple=True, metavar="SOURCE=KIND", callback=_ill,
    help=f"Let a site fall ill of {', '.join(FAULTS)}; may be said of several.",
)  # fmt: skip
@click.option(
    "--rows", type=click.Path(file_okay=False, path_type=Path),
    help="Write the employers of this market into a folder, for --rows of the commands.",
)  # fmt: skip
def main(
    port: int, size: int, seed: int, days: int, day: int, start: str, ill: dict[str, Fault], rows: Path | None
) -> None:  # fmt: skip
    """Serve the sites of a seeded market until interrupted."""
    market = Market(seed, size, days, date.fromisoformat(start))
    if rows:
        rows.mkdir(parents=True, exist_ok=True)
        market.write_rows(rows)
    with World(market, day, ill).serve(port) as world:
        click.echo(f"{world.url} shows the world on {market.date(day)}; Ctrl-C ends it.")
        for source, way in doors(market, day).items():
            click.echo(f"{len(market.open(source, day)):6} postings of {source}: {world.url}{way}")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            click.echo("closed")


if __name__ == "__main__":
    main()
