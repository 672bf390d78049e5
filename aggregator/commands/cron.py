import os
import socket
from getpass import getuser
from pathlib import Path

import click

from aggregator.options import database
from aggregator.timers import installing
from aggregator.timers.crontab import crontab
from aggregator.timers.place import Place, installed
from aggregator.timers.units import units

#: Where systemd looks for what an administrator adds, and the name of the file where cron's lines go.
SYSTEMD, CRONTAB = "/etc/systemd/system", "aggregator.crontab"


@click.command()
@click.argument("more", nargs=-1, metavar="[-- WORDS...]")
@click.option("--systemd", is_flag=True, help="Units of systemd in place of a crontab's lines.")
@click.option(
    "--write",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write files into this folder, in place of showing them.",
)
@click.option("--install", is_flag=True, help="Put the lines into your crontab, once.")
@click.option("--uninstall", is_flag=True, help="Take our lines out of your crontab again.")
@click.option("--mailto", metavar="ADDRESS", help="Whom cron mails.  [default: the user]")
@click.option("--user", help="In whose name it runs under systemd.  [default: you]")
@click.option(
    "--program",
    type=click.Path(path_type=Path),
    help="The installed program, on another machine.  [default: the one you called]",
)
@database
def command(
    more: tuple[str, ...], systemd: bool, write: Path | None, install: bool, uninstall: bool,
    mailto: str | None, user: str | None, program: Path | None, db: str,
) -> None:  # fmt: skip
    """Print what makes this machine update the catalogue by itself: cron's lines, ready to install.

    WORDS are handed on to `aggregator update`. Every path is whole, and nothing is asked of the environment.
    """
    if install + uninstall + bool(write or systemd) > 1:
        raise click.UsageError("Say one: --install, --uninstall, or files (--systemd, --write).")
    try:
        place = Place(program or _installed(), Path(db).resolve(), user or getuser(), more)
        files = _files(place, systemd, mailto or place.user)
        if install or uninstall:
            _change_crontab(str(place.db), files[CRONTAB] if install else None)
        else:
            _hand_over(files, write, titled=systemd)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def _installed() -> Path:
    if not (program := installed()).exists():
        raise click.UsageError(f"There is no {program}: run `make install`, or say --program.")
    return program


def _files(place: Place, systemd: bool, mailto: str) -> dict[str, str]:
    if systemd:
        return units(place)
    return {CRONTAB: crontab(place, mailto, socket.gethostname(), os.environ)}


def _hand_over(files: dict[str, str], folder: Path | None, titled: bool) -> None:
    """Write FILES to FOLDER; show them where there is none, each under its name where there are several."""
    for name, text in files.items():
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
            click.echo(folder / name)
        else:
            click.echo(f"# {SYSTEMD}/{name}\n{text}" if titled else text, nl=titled)


def _change_crontab(name: str, lines: str | None) -> None:
    """Put LINES into the user's crontab under NAME, or take ours out; say what was done."""
    try:
        before = installing.read()
        after = (
            installing.with_block(before, name, lines)
            if lines
            else installing.without_block(before, name)
        )
        if after != before:
            installing.write(after)
    except FileNotFoundError as error:
        raise click.UsageError(
            "There is no program crontab here: install cron, or say --systemd."
        ) from error
    except (OSError, installing.Unmarked) as error:
        raise click.ClickException(str(error)) from error
    done = "Installed" if lines else "Taken out"
    click.echo(f"{done}: {name}" if after != before else "Nothing to change.")
