"""A server of its own process, as `aggregator serve` starts it: its address, and the CPU it took."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
PATIENCE = 120.0


@dataclass(frozen=True)
class Server:
    """Hold a server that answers."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Return the CPU seconds it took so far, to the microsecond where the kernel tells."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        if not tasks.exists():
            times = self.process.cpu_times()
            return times.user + times.system
        return sum(int(task.read_text().split()[0]) for task in tasks.glob("*/schedstat")) / 1e9

    def megabytes(self) -> float:
        """Return the memory it holds."""
        return self.process.memory_info().rss / 2**20


@contextmanager
def serving(db: Path, today: str, log: Path | None = None) -> Iterator[Server]:
    """Serve DB on a free port while the block lasts; what the server says goes to LOG."""
    with _served(["aggregator", "serve", "--db", str(db)], today, log) as server:
        yield server


@contextmanager
def serving_stock(db: Path, today: str) -> Iterator[Server]:
    """Serve DB with stock Datasette, which may take the time that all facets of a page need."""
    limits = (
        "sql_time_limit_ms",
        "facet_time_limit_ms",
    )  # what it guesses of facets is left out, too
    patient = [word for name in limits for word in ("--setting", name, "60000")]
    ours = ["--metadata", str(ROOT / "datasette.yaml"), "--plugins-dir", str(HERE / "stock")]
    patient += ["--setting", "suggest_facets", "off"]
    with _served(["datasette", str(db), *ours, *patient], today) as server:
        yield server


@contextmanager
def _served(words: list[str], today: str, log: Path | None = None) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", *words, "--port", str(port)]
    env = os.environ | {"AGGREGATOR_TODAY": today}
    with Path(log or os.devnull).open("w") as told:
        process = subprocess.Popen(command, env=env, stdout=told, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield Server(address, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


def _wait(address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            httpx.get(f"{address}/robots.txt", timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise TimeoutError(f"no answer from {address} in {PATIENCE:.0f} s")
