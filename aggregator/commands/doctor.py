import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from aggregator.examining.examination import examine, exit_code, worst
from aggregator.examining.finding import OK, Asked, Finding
from aggregator.options import database, now, rows_folder, world

Folder = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--offline", is_flag=True, help="Ask no site for its robots.txt.")
@click.option("--logs", default="logs", show_default=True, type=Folder)
@click.option(
    "--backups", type=Folder, help="Where backups stand.  [default: backups, beside the database]"
)
@world
@rows_folder
@now
@database
def command(
    as_json: bool, offline: bool, logs: Path, backups: Path | None, world: str | None,
    rows: str | None, now: datetime, db: str,
) -> None:  # fmt: skip
    """Look at this machine, the file and the way to the sources, and say what to do.

    Run it as the user who runs the updates; it changes nothing. Exit codes: 0 fine, or a warning alone;
    1 something is bad; 5 the storage is.
    """
    asked = Asked(Path(db).absolute(), now, logs, backups, rows, world, offline)
    found = _told(examine(asked), quiet=as_json)
    if as_json:
        told = {"state": worst(found), "findings": [finding.told() for finding in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    if code := exit_code(found):
        raise SystemExit(code)


def _told(findings: Iterator[Finding], quiet: bool) -> list[Finding]:
    """Gather FINDINGS; unless QUIET, say each as it comes, for some take a while."""
    found = []
    for finding in findings:
        found.append(finding)
        if not quiet:
            click.echo(f"{finding.state:8}{finding.check:10}{finding.said}")
        if not quiet and finding.state != OK:
            click.echo(f"{'':18}→ {finding.todo}")
    return found
