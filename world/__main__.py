"""Look at the world with a browser: python -m world --port 8080 --size 3000 --seed 7 --day 0."""

import time
from datetime import date

import click

from world.market import Market
from world.server import World, doors


@click.command()
@click.option("--port", default=8080, show_default=True)
@click.option("--size", default=3000, show_default=True, help="How many postings.")
@click.option("--seed", default=7, show_default=True)
@click.option("--days", default=6, show_default=True)
@click.option("--day", default=0, show_default=True, help="Which day is shown.")
@click.option("--start", default="2026-11-02", show_default=True, help="The date of day 0.")
def main(port: int, size: int, seed: int, days: int, day: int, start: str) -> None:
    """Serve the sites of a seeded market until interrupted."""
    market = Market(seed, size, days, date.fromisoformat(start))
    with World(market, day).serve(port) as world:
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
