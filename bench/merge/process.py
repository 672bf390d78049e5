"""Work in a process of its own: what it told, and the most memory it and its children held."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

#: How often memory is looked at, in seconds.
EVERY = 0.2
PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024


@dataclass(frozen=True)
class Limits:
    """Say how much a piece of work may take before it is stopped."""

    minutes: float = 60
    memory_mb: int = os.sysconf("SC_PHYS_PAGES") * PAGE_KB // 1024 * 8 // 10


def measured(module: str, words: Sequence[object], limits: Limits) -> dict[str, Any]:
    """Run MODULE with WORDS; return what its last line told with its peak memory, or why there is none.

    "broke" tells of an error, "stopped" of a limit that was met.
    """
    command = [sys.executable, "-m", module, *map(str, words)]
    with TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        work = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)
        try:
            peak, why = _watch(work, limits)
        finally:
            _end(work)
        if why:
            return {"stopped": why}
        if work.returncode:
            return {"broke": _last(err) or f"ended with {work.returncode}"}
        told = json.loads(_last(out))
    return told | {"peak_mb": max(peak, told.get("own_peak_mb", 0))}


def _watch(work: subprocess.Popen, limits: Limits) -> tuple[int, str | None]:
    """Wait for WORK and return its peak memory in MB, and which limit was met, if one was."""
    peak, until = 0, time.monotonic() + limits.minutes * 60
    while work.poll() is None:
        time.sleep(EVERY)
        now = held_mb(work.pid)
        peak = max(peak, now)
        if now > limits.memory_mb:
            return peak, f"more than {limits.memory_mb} MB"
        if time.monotonic() > until:
            return peak, f"more than {limits.minutes:g} min"
    return peak, None


def _end(work: subprocess.Popen) -> None:
    """End WORK and the children it left; its group is its own."""
    with suppress(ProcessLookupError):
        os.killpg(work.pid, signal.SIGKILL)
    work.wait()


def held_mb(pid: int) -> int:
    """Return what the process PID and its children hold, in MB; what they share counts once (Linux)."""
    family = [pid, *_children(pid)]
    return sum(_held_kb(one, shared=len(family) > 1) for one in family) // 1024


def _children(pid: int) -> list[int]:
    found = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                found += [int(child), *_children(int(child))]
    return found


def _held_kb(pid: int, shared: bool) -> int:
    with suppress(OSError, ValueError, StopIteration):
        if not shared:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KB
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return 0


def _last(file: Any) -> str:
    file.seek(0)
    return next((line for line in reversed(file.read().splitlines()) if line.strip()), "")


@contextmanager
def counted() -> Iterator[dict[str, Any]]:
    """Yield a dict that holds, afterwards, what the block took: wall and CPU, with ended children's."""
    told: dict[str, Any] = {}
    wall, before = time.perf_counter(), _cpu()
    yield told
    told["wall"], told["cpu"] = time.perf_counter() - wall, _cpu() - before
    told["own_peak_mb"] = _own_peak_mb()


def _cpu() -> float:
    """Return the CPU seconds of this process, of the children it waited for, and of those that live.

    A fork server's workers are its children, not ours: what they took stands with it, and it lives on.
    """
    waited_for = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    living = sum(map(_ticks, _children(os.getpid()))) / os.sysconf("SC_CLK_TCK")
    return sum(usage.ru_utime + usage.ru_stime for usage in waited_for) + living


def _ticks(pid: int) -> int:
    """Return what the process PID and its ended children took: fields 14 to 17 of its stat (Linux)."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15]))
    return 0


def _own_peak_mb() -> int:
    """Return the most this process held; not ru_maxrss, which begins at what its parent held (Linux)."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) // 1024
    return 0
