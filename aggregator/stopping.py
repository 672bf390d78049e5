"""Stop long work cleanly: Ctrl-C and kill undo the step under way, and leave with a code that says so."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

#: What a shell adds to a signal's number: 130 is Ctrl-C, 143 a kill.
SIGNALLED = 128


class _Stopped(KeyboardInterrupt):
    def __init__(self, number: int):
        self.number = number


@contextmanager
def stoppable(kept: str) -> Iterator[None]:
    """Say KEPT, and leave with 130 or 143, where Ctrl-C or a kill stops the work inside."""
    ours = os.getpid()

    def stop(number: int, frame: FrameType | None) -> None:
        if os.getpid() != ours:
            os._exit(SIGNALLED + number)  # a worker process, that has nothing to keep or to say
        raise _Stopped(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _Stopped as stopped:
        click.echo(f"Stopped. {kept}", err=True)
        raise SystemExit(SIGNALLED + stopped.number) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
