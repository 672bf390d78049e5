"""Stop long work cleanly: Ctrl-C and kill undo the step under way, and leave with a code that says so."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

#: What a program ends with that was stopped: by Ctrl-C, as a shell has it, or by a kill.
INTERRUPTED = 130


class _Stopped(KeyboardInterrupt):
    """Somebody asked us to stop."""


@contextmanager
def stoppable(kept: str) -> Iterator[None]:
    """Say KEPT, and leave with 130, where Ctrl-C or a kill stops the work inside; a second one does so now."""
    ours, asked = os.getpid(), False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked or os.getpid() != ours:
            os._exit(
                INTERRUPTED
            )  # impatience; or a worker process, that has nothing to keep or to say
        asked = True
        raise _Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _Stopped:
        click.echo(f"Stopped. {kept}", err=True)
        raise SystemExit(INTERRUPTED) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
