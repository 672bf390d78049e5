"""A worker: the process of child.py, and the thread that waits for it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from datasette_plugins.guarding.framing import receive, send

CHILD = Path(__file__).with_name("child.py")
#: How much later than the pages of other people SQL of a visitor's own gets the processor.
NICE = 5
_NAMED = re.compile(r"[:@$](\w+)")
_ESCAPED = re.compile(r"\bescape_fts\(\s*:(\w+)\s*\)")


@dataclass(frozen=True, kw_only=True)
class Job:
    """Hold one statement and its limits: SECONDS of work, within a WAIT of so many."""

    path: str
    sql: str
    params: Any
    seconds: float
    wait: float = 0.0  # set when it is its turn
    rows: int | None
    cells: int


@dataclass
class Worker:
    """Answer SQL in a process of its own, which is started anew where it ended."""

    process: subprocess.Popen | None = None
    thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="sql")
    )

    def ask(self, job: Job) -> tuple[tuple, float]:
        """Return what child.answer says of JOB, and the seconds that it worked.

        A process that ended in the middle says it was stopped.
        """
        if min(job.seconds, job.wait) <= 0:
            return ("stopped",), 0.0
        process = self.started()
        assert process.stdin and process.stdout
        try:
            send(process.stdin, asdict(job))
            said, worked, grown = receive(process.stdout)
        except (EOFError, BrokenPipeError):
            said, worked, grown = ("stopped",), job.seconds, True
        if grown:
            self.end()
        return said, worked

    def started(self) -> subprocess.Popen:
        """Return the process, which is ready."""
        if self.process is None or self.process.poll() is not None:
            # -I -S: nothing but the standard library, whatever the environment says.
            command = [sys.executable, "-I", "-S", str(CHILD)]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert self.process.stdout
            receive(self.process.stdout)
            os.setpriority(os.PRIO_PROCESS, self.process.pid, NICE)
        return self.process

    def retire(self) -> None:
        """End the process and its thread, after what they are at."""
        self.thread.submit(self.end)
        self.thread.shutdown(wait=False)

    def end(self) -> None:
        """End the process."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe and not pipe.closed:
                _close(pipe)
        self.process = None


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # what was not sent is not to be sent any more
        return


def sent(sql: str, params: Any, escape: Callable[[Any], str]) -> tuple[str, Any]:
    """Write SQL and PARAMS as they travel: magic ones looked up, what is searched cut by ESCAPE beforehand.

    >>> sent("select 1 where a match escape_fts(:q) and b = :b", {"q": "x", "b": 2, "c": 3}, str.upper)
    ('select 1 where a match :q_cut and b = :b', {'b': 2, 'q_cut': 'X'})
    """
    if not isinstance(params, Mapping):
        return sql, list(params or ())
    searched = set(_ESCAPED.findall(sql))
    sql = _ESCAPED.sub(r":\1_cut", sql)
    found = {f"{name}_cut": escape(params[name]) for name in searched if name in params}
    for name in set(_NAMED.findall(sql)) - found.keys():
        try:
            found[name] = params[name]
        except KeyError:  # a colon in a text; where a value is missing, SQLite will say which
            continue
    return sql, dict(sorted(found.items()))
