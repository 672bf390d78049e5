"""Long work shows itself: a bar on a terminal, a plain line elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Plain:
    """Show lines only: there is no terminal to draw a bar on."""

    _told: tuple[str, int] = ("", 0)

    def __call__(self, done: int, total: int) -> None:
        """Take note that DONE of TOTAL are done."""

    def stage(self, name: str, done: int, total: int) -> None:
        """Take note that the stage NAME has DONE of TOTAL: a line at its start, each tenth and its end."""
        tenth = (name, 10 * done // max(total, 1))
        if total and tenth != self._told:
            click.echo(f"  {name}: {done:,} of {total:,}", err=True)
        self._told = tenth

    def say(self, line: str) -> None:
        """Print LINE."""
        click.echo(line)


class Bar(Plain):
    """Draw a bar, and print what is said above it."""

    def __init__(self, bar: Progress, label: str):
        self.bar = bar
        self.task = bar.add_task(label, total=None)

    def __call__(self, done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total)

    def stage(self, name: str, done: int, total: int) -> None:
        self.bar.update(self.task, description=name, completed=done, total=total)

    def say(self, line: str) -> None:
        self.bar.console.print(line, highlight=False, markup=False)


@contextmanager
def progress(label: str) -> Iterator[Plain]:
    """Show LABEL; yield step, to be called as step(done, total) while the work goes on."""
    if not sys.stderr.isatty():
        click.echo(f"{label} …", err=True)
        yield Plain()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar, label)
