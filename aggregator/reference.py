"""The generated parts of docs/: sources, columns and commands, from what they are made of."""

import csv
import inspect
from collections.abc import Iterator

import click
from sqlite_utils import Database

from aggregator import HOME
from aggregator.cli import cli
from aggregator.sources import known_sources, spider
from offers.database import connect
from offers.dictionary import Table, of_table, tables
from pipelines.readings import READINGS
from pipelines.schedule import interval, told
from pipelines.verdict import OUTCOMES
from spiders.bases.tenant import TenantSpider

#: Generated columns, too; not what SQLite adds to a full-text index.
TYPES = "select name, type from pragma_table_xinfo(?) where hidden <> 1"
NOT_READ = HOME / "spiders" / "not_read.csv"


def sources() -> str:
    """Write the table of the sources that have a file, from their own introductions."""
    lines = [
        "| source | kind | read | what it is | publisher | terms |",
        "|---|---|---|---|---|---|",
    ]
    for name, source in known_sources().items():
        if "." not in name:
            found = spider(name)
            said = inspect.getdoc(found) or ""
            read = f"no: {source.off}" if source.off else f"every {told(interval(found.every))}"
            lines.append(
                f"| `{name}` [{source.title}]({source.url}) | {source.kind} | {read} "
                f"| {said.splitlines()[0].rstrip('.')} | {_publisher(said)} | <{source.terms}> |"
            )
    return "\n".join(lines)


def _publisher(said: str) -> str:
    told = (line for line in said.splitlines() if line.startswith("Publisher: "))
    return next(told, "").removeprefix("Publisher: ")


def tenants() -> str:
    """Write the table of the sources that a row makes: employers on their systems, and feeds."""
    lines = ["| employer | system | source | looked at |", "|---|---|---|---|"]
    for name, source in known_sources().items():
        if "." in name:
            found = spider(name)
            assert issubclass(found, TenantSpider)
            looked, system = found.row["checked_on"], name.partition(".")[0]
            lines.append(f"| [{source.title}]({source.url}) | {system} | `{name}` | {looked} |")
    return "\n".join(lines)


def not_read() -> str:
    """Write the table of the sites that we do not read, and why."""
    with NOT_READ.open(encoding="utf-8", newline="") as file:
        rows = [f"| {row['site']} | {row['why']} |" for row in csv.DictReader(file)]
    return "\n".join(["| site | why we do not read it |", "|---|---|", *rows])


def columns() -> str:
    """Write every table and view as offers/dictionary says it, with the types that the migrations give its columns."""
    db = connect(":memory:")
    public = [_table(db, table) for table in tables() if table.audience == "public"]
    inner = [_inner_table(table) for table in tables() if table.audience == "inner"]
    return "\n\n".join([*public, "## Inner tables", *inner])


def _table(db: Database, table: Table) -> str:
    types = dict(db.conn.execute(TYPES, [table.name]).fetchall())
    kind = " (view)" if table.name in db.view_names() else ""
    lines = [f"### {table.name}{kind}", "", table.en if table.exported else f"{table.en} †", ""]
    lines += ["| column | type | unit | comes from | what it says |", "|---|---|---|---|---|"]
    for column in of_table(table.name).values():
        name = f"`{column.name}`" + (" †" if table.exported and not column.exported else "")
        type_ = types[column.name].lower() or "any"
        lines.append(f"| {name} | {type_} | {column.unit} | {column.comes_from} | {column.en} |")
    return "\n".join(lines)


def _inner_table(table: Table) -> str:
    said = (f"- `{c.name}` ({c.unit}): {c.en}" for c in of_table(table.name).values())
    return "\n".join([f"### {table.name}", "", table.en, "", *said])


def readings() -> str:
    """Write the table of the readers: what each reads, and which columns that fills."""
    lines = ["| words of | what is read | columns |", "|---|---|---|"]
    for reading in READINGS:
        said = (inspect.getdoc(reading.read) or "").splitlines()[0].rstrip(".")
        lines.append(f"| {reading.said} | {said} | {', '.join(f'`{n}`' for n in reading.fills)} |")
    return "\n".join(lines)


def commands() -> str:
    """Write the help of every command."""
    return "\n\n".join(_commands())


def _commands() -> Iterator[str]:
    with click.Context(cli, info_name="aggregator", max_content_width=90) as above:
        for name in cli.list_commands(above):
            command = cli.get_command(above, name)
            assert command
            shown = click.Context(command, info_name=name, parent=above, max_content_width=90)
            yield f"## {name}\n\n```\n{command.get_help(shown)}\n```"


def outcomes() -> str:
    """Write what each outcome of a run means."""
    return "\n".join(f"- `{name}`: {meaning}" for name, meaning in OUTCOMES.items())
