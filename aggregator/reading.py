"""The options of the commands that read sources: how many at a time, for how long, where their words go."""

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from aggregator.children import MINUTES, Bounds


def reading_options(jobs: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options to a command, which is handed them as ``jobs`` and ``bounds``; JOBS where nobody says."""

    def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def told(
            *args: Any, minutes: float, max_minutes: float | None, logs: Path, **others: Any
        ) -> Any:
            until = time.monotonic() + max_minutes * 60 if max_minutes is not None else None
            return command(*args, bounds=Bounds(minutes, logs, until), **others)

        for option in reversed(_options(jobs)):
            told = option(told)
        return told

    return with_options


def _options(jobs: int) -> list[Callable[[Callable[..., Any]], Callable[..., Any]]]:
    return [
        click.option(
            "--jobs",
            default=jobs,
            show_default=True,
            type=click.IntRange(1),
            help="Read so many sources at a time.",
        ),
        click.option(
            "--minutes",
            default=float(MINUTES),
            show_default=True,
            help="End a source that takes longer.",
        ),
        click.option(
            "--max-minutes",
            type=float,
            help="Begin no source after so long, and end those that read.",
        ),
        click.option(
            "--logs",
            default="logs",
            show_default=True,
            type=click.Path(file_okay=False, path_type=Path),
        ),
    ]
