from datetime import datetime
from pathlib import Path

import click

from aggregator.children import MINUTES, Bounds, Ran, read_all
from aggregator.cli import ALL_FAILED, SOME_FAILED
from aggregator.options import database, now, rows_folder
from aggregator.sources import known_sources, spider
from aggregator.world_door import SETTINGS, loopback
from pipelines.runs import Source

WITH_PERMISSION = (
    "If its publisher has permitted it to you in writing, say --i-have-permission; "
    "a key is set in the environment."
)


def _world(ctx: click.Context, param: click.Parameter, url: str | None) -> str | None:
    try:
        return url and loopback(url)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Read every source.")
@click.option(
    "--world",
    callback=_world,
    metavar="URL",
    help="Ask the simulated web served at URL, not the real one.",
)
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
    """Read SOURCES into the database, each in a process of its own.

    Exit codes: 0 every source was read to its end, 2 an unknown source, 3 some failed, 4 all failed.
    """
    if full and latest:
        raise click.UsageError("--full reads what we hold again, --latest leaves it: say one.")
    chosen = _chosen(sources, every, permitted, rows)
    settings = crawl_settings(db, now, world, incremental=not full)
    settings |= {
        "PERMITTED": permitted,
        "LATEST": latest,
        "ROWS": rows and str(Path(rows).resolve()),
    }
    runs = []
    for ran in read_all(chosen, settings, now, jobs, Bounds(minutes, logs)):
        runs.append(ran)
        click.echo(told(ran))
    good = sum(ran.good for ran in runs)
    if good < len(runs):
        raise SystemExit(SOME_FAILED if good else ALL_FAILED)


def _chosen(names: tuple[str, ...], every: bool, permitted: bool, rows: str | None) -> list[Source]:
    """Return the sources to read: all that are on, or those named; raise UsageError on one that is off."""
    known = known_sources(rows)
    list_of_names = f"The sources are: {', '.join(known)}."
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"There is no source named {', '.join(unknown)}. {list_of_names}")
    if not names and not every:
        raise click.UsageError(f"Name the sources to read, or say --all. {list_of_names}")
    if every:
        return [source for source in known.values() if not source.off]
    for name in names:
        if (why := known[name].off) and not (permitted and spider(name, rows).refuses):
            raise click.UsageError(f"{name} is off: {why}. {WITH_PERMISSION}")
    return [known[name] for name in dict.fromkeys(names)]


def crawl_settings(
    db: str, now: datetime, world: str | None, incremental: bool
) -> dict[str, object]:
    """Return the settings of a crawl: which file, which day, which web."""
    file = Path(db).resolve()
    settings: dict[str, object] = {"DATABASE": str(file), "NOW": now.isoformat()}
    settings["HTTPCACHE_DIR"] = f"{file}-pages"
    if incremental:
        settings["INCREMENTAL"] = 1
    return settings | ({"WORLD": world, **SETTINGS} if world else {})


def told(ran: Ran) -> str:
    """Say in a line how RAN went."""
    row = ran.row
    counts = ", ".join(
        f"{row[c]} {c}" for c in ("new", "changed", "unchanged", "closed", "rejected") if row[c]
    )
    trouble = "" if ran.good else f" [{row['outcome']}: {row['cause']}]"
    return f"{ran.source}: {row['listed']} listed; {counts or 'nothing stored'}{trouble}"
