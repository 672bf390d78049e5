import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from aggregator.cli import INTERNAL
from aggregator.options import database, now, rows_folder
from aggregator.room import Want, wants
from aggregator.sources import known_sources
from aggregator.standing import Standing, standings
from offers.clock import MOROCCO, moment
from offers.database import connect
from pipelines.runs import Source

#: Columns wide where nobody looks at a terminal: a name that is cut helps no script.
PIPED = 200
COLUMNS = ("source", "verdict", "since", "last good", "last run", "why", "what to do")


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--json", "as_values", is_flag=True, help="Print one JSON object.")
@click.option(
    "--backups",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of backups: an old one is bad, too.",
)
@rows_folder
@now
@database
def command(
    sources: tuple[str, ...], as_values: bool, backups: Path | None, rows: str | None, now: datetime, db: str,
) -> None:  # fmt: skip
    """Say how each source stands: what its last run is worth beside those before, and what to do of it.

    Sources that are off are left out. Exit codes: 0 all is good, 1 something is bad, 2 an unknown source.
    """
    file = Path(db)
    if not file.exists():
        raise click.UsageError(f"There is no {db} yet: `aggregator update` makes it.")
    with closing(connect(db)) as opened:
        stand = standings(opened, _on(sources, rows), now, rows)
    lacking = list(wants(file, now, backups))
    click.echo(as_json(stand, lacking, now)) if as_values else _show(stand, lacking)
    if lacking or any(not one.good for one in stand):
        raise SystemExit(INTERNAL)


def _on(names: Sequence[str], rows: str | None) -> list[Source]:
    """Return the sources NAMES, or all, that are on; raise UsageError on one that nobody knows."""
    known = known_sources(rows)
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"There is no source named {', '.join(unknown)}.")
    return [known[name] for name in names or known if not known[name].off]


def as_json(stand: Iterable[Standing], lacking: Iterable[Want], now: datetime) -> str:
    """Write how the sources STAND, and what is LACKING, as one JSON object."""
    told = [asdict(one) | {"good": one.good, "next_step": one.next_step} for one in stand]
    wanted = [asdict(want) for want in lacking]
    good = not wanted and all(one["good"] for one in told)
    answer = {"now": now.isoformat(), "good": good, "sources": told, "file": wanted}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _show(stand: Sequence[Standing], lacking: Iterable[Want]) -> None:
    table = Table(*COLUMNS, box=None)
    for one in stand:
        table.add_row(*map(escape, _cells(one)), style=None if one.good else "bold")
    screen = Console()
    Console(width=None if screen.is_terminal else PIPED).print(table)
    bad = sum(not one.good for one in stand)
    click.echo(f"\n{len(stand)} sources, {bad} bad.")
    for want in lacking:
        click.echo(f"{want.what}: {want.why}. {want.next_step}")


def _cells(one: Standing) -> list[str]:
    pause = f"paused until {_day(one.paused_until)}" if one.paused_until else ""
    runs = f"for {one.bad_runs} runs" if one.bad_runs > 1 else ""
    why = "; ".join(part for part in (one.why, runs, pause) if part)
    days = [_day(at) for at in (one.since, one.last_good, one.last_run)]
    return [one.source, one.verdict, *days, why, one.next_step]


def _day(at: str) -> str:
    """Write the moment AT for a table; never, where there is none.

    >>> _day("2026-11-21T23:30:00Z"), _day("")
    ('22/11 00:30', '')
    """
    return f"{moment(at).astimezone(MOROCCO):%d/%m %H:%M}" if at else ""
