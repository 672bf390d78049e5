"""The operator's commands: each is a file in aggregator/commands/."""

import sqlite3
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from aggregator import commands
from aggregator.keeping.checking import Unfit
from aggregator.keeping.copying import NoRoom
from aggregator.keeping.sentences import sentence
from aggregator.locking import Locked
from offers.database import ForeignDatabase, NewerDatabase, OlderDatabase

#: Exit codes, as docs/operate.md tells them.
INTERNAL, USAGE, SOME_FAILED, ALL_FAILED, STORAGE, LOCKED = 1, 2, 3, 4, 5, 75
#: What says in a sentence of its own that the file will not do.
UNFIT = (NewerDatabase, OlderDatabase, ForeignDatabase, Unfit, NoRoom)


class Desk(click.Group):
    """Find each command in its file; say what went wrong with the file in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            m.name.removesuffix("_").replace("_", "-") for m in iter_modules(commands.__path__)
        )

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        files = {
            m.name.removesuffix("_").replace("_", "-"): m.name
            for m in iter_modules(commands.__path__)
        }
        return import_module(f"aggregator.commands.{files[name]}").command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Locked as locked:
            raise Busy(str(locked)) from locked
        except UNFIT as why:
            raise Trouble(str(why)) from why
        except (sqlite3.Error, OSError) as error:
            if said := sentence(error):
                raise Trouble(said) from error
            raise


class Trouble(click.ClickException):
    """Storage failed: exit 5, one sentence."""

    exit_code = STORAGE


class Busy(click.ClickException):
    """Another command works on the file: exit 75 (EX_TEMPFAIL), one sentence."""

    exit_code = LOCKED


@click.group(cls=Desk, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="emplois-maroc")
def cli() -> None:
    """Gather every job and internship published in Morocco into one catalogue."""
