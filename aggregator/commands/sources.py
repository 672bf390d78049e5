from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from aggregator.options import database, rows_folder
from aggregator.sources import known_sources, spider
from offers.database import connect
from pipelines.runs import Source

#: The shares that are shown, in percent of a source's open postings.
SHARES = ("employer", "city", "contract", "published", "deadline", "text")
HEALTH = """
select
  s.name, s.kind, c.*,
  (select max(r.started_at) from runs r where r.source = s.name) as last_run,
  (select r.outcome from runs r where r.source = s.name order by r.id desc limit 1) as outcome
from sources s
left join coverage c on c.source = s.name
order by s.name
"""
COLUMNS = ("source", "kind", "every", "last run", "outcome", "open", *SHARES)

#: Columns wide where nobody looks at a terminal: a name that is cut helps no script.
PIPED = 200


@click.command()
@rows_folder
@database
def command(rows: str | None, db: str) -> None:
    """List the sources: how often they are read, how the last run went, what share of each field we have.

    `aggregator health` says what is wrong with one, and what to do.
    """
    table = Table(*COLUMNS, box=None)
    known = known_sources(rows)
    for row in _rows(known, rows, db):
        table.add_row(*row)
    screen = Console()
    Console(width=None if screen.is_terminal else PIPED).print(table)
    off = [(name, source.off) for name, source in known.items() if source.off]
    if off:
        click.echo("\nNot read:")
    for name, why in off:
        click.echo(f"  {name}: {why}")


def _rows(known: dict[str, Source], folder: str | None, db: str) -> Iterator[list[str]]:
    """Tell of each source that we know, then of each whose postings were brought in otherwise."""
    health = {row["name"]: row for row in connect(db).query(HEALTH)}
    for name, source in known.items():
        read = "off" if source.off else spider(name, folder).every
        yield [name, source.kind, read, *_fared(health.pop(name, None))]
    for name, row in health.items():
        yield [name, row["kind"], "import" if row["kind"] == "import" else "gone", *_fared(row)]


def _fared(row: dict[str, Any] | None) -> list[str]:
    if row is None:
        return ["never"]
    shares = [f"{row[share] or 0:.0f} %" for share in SHARES]
    return [row["last_run"] or "never", row["outcome"] or "", str(row["postings"] or 0), *shares]
