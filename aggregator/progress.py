"""Long work shows itself: a bar on a terminal, a plain line elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show LABEL; yield step(done, total), to be called as the work goes on."""
    if not sys.stderr.isatty():
        click.echo(f"{label} …", err=True)
        yield lambda done, total: None
        return
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
