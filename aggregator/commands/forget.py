import getpass
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlite_utils import Database

from aggregator.commands.sources import PIPED
from aggregator.forgetting import Asked, Done, forget, log, requests_of, take_back
from aggregator.keeping.settling import settle
from aggregator.keeping.tidying import tidy
from aggregator.locking import held, house
from aggregator.naming import printable
from aggregator.opting_out import asks_still, beside
from aggregator.options import database, now
from offers.database import connect
from pipelines.forgotten import Request

COLUMNS = ("id", "asked", "removed", "when", "who", "why")


@click.command()
@click.option("--employer", "employers", multiple=True, metavar="NAME", help="All of an employer.")
@click.option(
    "--domain", "domains", multiple=True, metavar="HOST",
    help="All that is on a domain, or leads there; no source on it is read any more.",
)  # fmt: skip
@click.option(
    "--url", "urls", multiple=True, metavar="URL",
    help="What stands at an address; /offer/12 means all postings of our offer 12.",
)  # fmt: skip
@click.option("--why", metavar="TEXT", help="Why, for the log.")
@click.option("--who", metavar="NAME", help="Who carries it out; else your login.")
@click.option("--dry-run", is_flag=True, help="Say how much would be removed, and remove nothing.")
@click.option("--undo", is_flag=True, help="Take it back: the next crawls read it again.")
@click.option("--list", "listed", is_flag=True, help="List who is left out.")
@now
@database
def command(
    employers: tuple[str, ...], domains: tuple[str, ...], urls: tuple[str, ...], why: str | None,
    who: str | None, dry_run: bool, undo: bool, listed: bool, now: datetime, db: str,
) -> None:  # fmt: skip
    """Leave an employer, a domain or an address out, for all that we hold and for all that is read later.

    Their postings are removed with all that hangs on them; an offer that others still show is drawn
    again from these. It is logged (--list), and stands until it is taken back (--undo). To ask it of
    every run, write it into opt-out.txt beside the database: see docs/ethics.md.
    """
    if not Path(db).exists():
        raise click.UsageError(f"There is no {db}: name the database with --db.")
    with held(house(db), "aggregator forget"), closing(connect(db)) as file:
        if listed:
            return _list(file)
        said = {"employer": employers, "domain": domains, "url": urls}
        requests = _requests(file, said)
        if undo:
            return _undo(file, requests, Path(db), dry_run)
        asked = Asked(requests, why, who or _login())
        _tell(forget(file, asked, now, dry_run), dry_run)
        if not dry_run:
            tidy(file)  # no word of what was removed stands in the search index any longer …
            settle(file)  # … nor in the log beside the file


def _requests(file: Database, said: dict[str, tuple[str, ...]]) -> tuple[Request, ...]:
    if not any(said.values()):
        raise click.UsageError("Name who is to be left out: --employer, --domain or --url.")
    try:
        found = [requests_of(file, kind, one) for kind, names in said.items() for one in names]
    except ValueError as why:
        raise click.UsageError(f"{printable(str(why))}.") from why
    return tuple(dict.fromkeys(request for several in found for request in several))


def _undo(file: Database, requests: tuple[Request, ...], db: Path, dry: bool) -> None:
    if dry:
        raise click.UsageError("--undo removes nothing: leave --dry-run out.")
    if not take_back(file, requests):
        raise click.UsageError("Nobody asked for that: see `aggregator forget --list`.")
    click.echo("Taken back: the next crawls read it again.")
    for number in asks_still(file, beside(db), requests):
        click.echo(f"Line {number} of {beside(db).name} asks for it still: take it out, too.")


def _tell(done: Done, dry: bool) -> None:
    would = "would be " if dry else ""
    removed = done.removed
    click.echo(
        f"{removed.postings} postings {would}removed, {removed.offers} offers with them; "
        f"{removed.left} offers that others show {would}drawn again; {done.rejects} refused ones {would}removed."
    )
    if done.known:
        click.echo("It had been asked for before.")


def _list(file: Database) -> None:
    rows = log(file)
    if not rows:
        return click.echo("Nobody asked to be left out.")
    table = Table(*COLUMNS, box=None)
    for row in rows:
        asked = f"{row['kind']}: {row['value']}"
        cells = (row["id"], asked, row["postings"], row["forgotten_at"], row["who"], row["why"])
        table.add_row(*(Text(printable(str(cell or ""))) for cell in cells))
    screen = Console()
    Console(width=None if screen.is_terminal else PIPED).print(table)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise click.UsageError("The system does not say who you are: write --who NAME.") from error
