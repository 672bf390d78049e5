"""The generated parts of docs/: sources, columns and commands, from what they are made of."""

import inspect
from collections.abc import Iterator

import click

from aggregator.cli import cli
from aggregator.sources import known_sources, loader
from offers.database import connect
from pipelines.verdict import OUTCOMES


def sources() -> str:
    """Write the table of sources, from their own introductions."""
    lines = ["| source | kind | what it is | publisher | terms |", "|---|---|---|---|---|"]
    for name, source in known_sources().items():
        said = inspect.getdoc(loader().load(name)) or ""
        about = said.splitlines()[0].rstrip(".")
        publisher = next(
            (x.split(": ", 1)[1] for x in said.splitlines() if x.startswith("Publisher: ")), ""
        )
        lines.append(
            f"| `{name}` [{source.title}]({source.url}) | {source.kind} | {about} | {publisher} | <{source.terms}> |"
        )
    return "\n".join(lines)


def columns() -> str:
    """Write every table and view with its columns, as the migrations make them."""
    db = connect(":memory:")
    hidden = ("_", "sqlite_", "offer_search")
    tables = [t for t in sorted(db.table_names()) if not t.startswith(hidden)]
    written = [_columns(name, db.table(name).columns) for name in tables]
    views = [
        _columns(f"{view.name} (view)", view.columns)
        for view in sorted(db.views, key=lambda v: v.name)
    ]
    return "\n\n".join(written + views)


def _columns(name: str, found: list) -> str:
    lines = [f"### {name}", "", "| column | type |", "|---|---|"]
    return "\n".join(lines + [f"| {c.name} | {c.type.lower() or 'any'} |" for c in found])


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
