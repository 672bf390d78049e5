import click
from rich.console import Console
from rich.table import Table

from aggregator.options import database
from aggregator.sources import known_sources
from offers.database import connect

COLUMNS = (
    "source",
    "kind",
    "title",
    "last run",
    "outcome",
    "open",
    "town",
    "contract",
    "published",
)

#: Columns wide where nobody looks at a terminal: a name that is cut helps no script.
PIPED = 200


@click.command()
@database
def command(db: str) -> None:
    """List the sources: who they are, how the last run went, what we understood of them."""
    health = {row["name"]: row for row in connect(db).query("select * from source_health")}
    table = Table(*COLUMNS, box=None)
    for name, source in known_sources().items():
        row = health.pop(name, {})
        table.add_row(name, source.kind, source.title, *_fared(row))
    for name, row in health.items():
        table.add_row(name, row["kind"], row["title"], *_fared(row))
    screen = Console()
    Console(width=None if screen.is_terminal else PIPED).print(table)


def _fared(row: dict) -> list[str]:
    if not row:
        return ["never"]
    shares = [f"{row[c] or 0:.0f} %" for c in ("city_pct", "contract_pct", "published_pct")]
    return [row["last_run"] or "never", row["outcome"] or "", str(row["open"] or 0), *shares]
