import json
from contextlib import closing
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from sqlite_utils import Database

from aggregator.commands.sources import PIPED
from aggregator.keeping.settling import settle
from aggregator.locking import locked
from aggregator.options import database
from aggregator.progress import progress
from dedupe.sketch import COLUMNS as COMPARED
from offers.database import connect
from pipelines.renormalise import Change, Renewal, renormalise


@click.command()
@click.option("--source", metavar="NAME", help="Only the postings of this source.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@database
def command(source: str | None, dry_run: bool, as_json: bool, db: str) -> None:
    """Read the stored words again, after a vocabulary, a reader or a mask changed.

    The sites' words stay as they are, but for e-mail addresses and telephones of persons: they are masked
    as a crawl masks them now, in older versions and refusals, too. What we understood is written anew, and
    what changed is told by field. Run `aggregator dedupe` afterwards: it draws the offers concerned again.
    """
    with closing(connect(db)) as file:
        _refuse_unknown(file, source)
        with locked(db, "aggregator renormalise", "merge"), progress("Reading again") as step:
            renewal = renormalise(file, source, COMPARED, dry_run, step)
        if renewal.has_masked and not dry_run:
            settle(file)  # what was masked stands in the log beside the file no longer
    if as_json:
        click.echo(json.dumps(asdict(renewal), ensure_ascii=False))
        return
    _tell(renewal, dry_run)


def _refuse_unknown(file: Database, source: str | None) -> None:
    known = [row["name"] for row in file.query("select name from sources order by name")]
    if source and source not in known:
        raise click.BadParameter(
            f"the file has no postings of {source}; it has {', '.join(known) or 'none'}.",
            param_hint="--source",
        )


def _tell(renewal: Renewal, dry: bool) -> None:
    would = "would change" if dry else "changed"
    masked = "would be masked" if dry else "masked"
    click.echo(
        f"{renewal.postings} postings read again, {renewal.changed} {would}; "
        f"contacts {masked} in {renewal.masked} postings, {renewal.versions} older versions "
        f"and {renewal.refusals} refusals"
    )
    if renewal.fields:
        screen = Console()
        Console(width=None if screen.is_terminal else PIPED).print(_table(renewal.fields))
    for what, times in renewal.forgotten.most_common():
        click.echo(f"forgotten {times} times: {what}")


def _table(fields: dict[str, Change]) -> Table:
    table = Table("field", "now known", "known no more", "known otherwise", "for example", box=None)
    for name, change in sorted(fields.items(), key=lambda pair: (-_times(pair[1]), pair[0])):
        before, after = change.example or (None, None)
        counts = (str(n) for n in (change.gained, change.lost, change.altered))
        table.add_row(name, *counts, f"{_short(before)} → {_short(after)}")
    return table


def _times(change: Change) -> int:
    return change.gained + change.lost + change.altered


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
