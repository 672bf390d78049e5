"""A command in a session of its own, killed at a moment; and whatever it leaves running."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.merge.cells import ROOT

#: A child that lost its parent has so many seconds to put its work away, and some for a busy machine.
PATIENCE = 60.0
LOOK = 0.004


@dataclass(frozen=True)
class Ended:
    """How a command ended: whether it was killed while it worked, and how long its children went on, in seconds."""

    killed: bool
    code: int
    outlived: float
    left: int


def begin(words: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    """Start the command WORDS in a session of its own; what it says goes to LOG."""
    command = [sys.executable, "-m", "aggregator", *words]
    with log.open("ab") as said:
        return subprocess.Popen(
            command, cwd=ROOT, stdout=said, stderr=said, stdin=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip


def killed(
    words: Sequence[str], log: Path, now: Callable[[float], bool], whole: bool = False
) -> Ended:
    """Start the command WORDS, and kill it as soon as NOW says so of the seconds it has run.

    Its process alone, or the WHOLE session at once. Waits till nothing of it runs any more.
    """
    process = begin(words, log)
    began = time.monotonic()
    while process.poll() is None and not now(time.monotonic() - began):
        time.sleep(LOOK)
    alive = process.poll() is None
    if alive:
        with suppress(ProcessLookupError):
            (os.killpg if whole else os.kill)(process.pid, signal.SIGKILL)
    code = process.wait()
    ended = time.monotonic()
    outlived = _awaited(process.pid, ended)
    left = _finish(process.pid)
    return Ended(alive and code == -signal.SIGKILL, code, outlived, left)


def session(leader: int) -> list[int]:
    """Name the processes of the session that LEADER began."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(ProcessLookupError):
                if os.getsid(int(entry.name)) == leader and not _is_dead(entry):
                    found.append(int(entry.name))
    return found


def _is_dead(entry: Path) -> bool:
    """Say whether the process was ended and is only waited for."""
    try:
        return (entry / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def _awaited(leader: int, since: float) -> float:
    """Return how many seconds after SINCE something of the session of LEADER still ran."""
    last = since
    while session(leader) and time.monotonic() < since + PATIENCE:
        time.sleep(LOOK)
        last = time.monotonic()
    return last - since


def _finish(leader: int) -> int:
    """End what is left of the session of LEADER, and count it."""
    left = session(leader)
    for process in left:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return len(left)
