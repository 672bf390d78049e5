"""A server under attack: what it answers, how soon, and the most memory it and its processes held."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from bench.searching.serving import _free_port, _wait

PATIENCE = 90.0
LOOK = 0.02
#: Whom a crowd with addresses hinders (RFC 5737: nobody's).
OTHER = "198.51.100.1"


@dataclass(frozen=True)
class Answer:
    """Hold what one request came to; status 0: nothing in PATIENCE seconds."""

    status: int
    seconds: float
    text: str = ""


class Attacked:
    """Ask a server, and watch the memory of its process and of those it started."""

    def __init__(self, address: str, process: psutil.Process, db: str):
        self.address, self.process, self.db = address, process, db
        self.peak = 0.0
        self._client = httpx.Client(timeout=PATIENCE, limits=httpx.Limits(max_connections=40))
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def ask(self, path: str, client: str | None = None) -> Answer:
        """Ask for PATH, as CLIENT's proxy would; or as this machine itself, which no limit counts."""
        begun = time.perf_counter()
        headers = {"x-forwarded-for": client} if client else {}
        try:
            answer = self._client.get(self.address + path, headers=headers)
        except httpx.TransportError:
            return Answer(0, time.perf_counter() - begun)
        return Answer(answer.status_code, time.perf_counter() - begun, answer.text)

    def crowd(
        self,
        paths: Sequence[str],
        other: Sequence[str],
        seconds: float,
        clients: Sequence[str | None],
    ) -> tuple[list[Answer], list[Answer]]:
        """Let CLIENTS ask PATHS, one each, again and again, while one other visitor asks OTHER in turn.

        The other has an address of its own, where they have.
        """
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(len(paths)) as pool:
            asking = zip(paths, clients, strict=True)
            attacks = [pool.submit(self._again, path, until, client) for path, client in asking]
            time.sleep(0.3)
            visitor = []
            for path in other:
                if time.monotonic() > until:
                    break
                visitor.append(self.ask(path, OTHER if clients[0] else None))
                time.sleep(0.1)
            return [answer for attack in attacks for answer in attack.result()], visitor

    def _again(self, path: str, until: float, client: str | None) -> list[Answer]:
        answers: list[Answer] = []
        while time.monotonic() < until:
            answers.append(self.ask(f"{path}&_n={len(answers)}", client))
        return answers

    def megabytes(self) -> float:
        """Return the memory that the server and its processes hold now."""
        total = self.process.memory_info().rss
        command = self.process.cmdline()
        for process in self.process.children(recursive=True):
            try:
                if process.cmdline() != command:  # else it is just being started, in our own memory
                    total += process.memory_info().rss
            except psutil.NoSuchProcess:  # it ended between the two looks
                continue
        return total / 2**20

    def forget_peak(self) -> None:
        """Watch for a new peak, from what is held now."""
        self.peak = self.megabytes()

    def _look(self) -> None:
        while not self._done.wait(LOOK):
            try:
                self.peak = max(self.peak, self.megabytes())
            except psutil.NoSuchProcess:
                return

    def end(self) -> None:
        """Watch no more."""
        self._done.set()
        self._watch.join()
        self._client.close()


@contextmanager
def attacked(command: Sequence[str], db: Path, today: str) -> Iterator[Attacked]:
    """Start a server by COMMAND over DB, with its port, while the block lasts."""
    port = _free_port()
    env = os.environ | {"AGGREGATOR_TODAY": today}
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--port", str(port)],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        server = Attacked(address, psutil.Process(process.pid), db.stem)
        yield server
        server.end()
    finally:
        process.terminate()
        process.wait()
