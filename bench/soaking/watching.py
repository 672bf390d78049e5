"""What the server holds and how long the write-ahead log grows, looked at while others work."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOK = 0.2


@dataclass
class Watched:
    """Hold the most that was seen, in megabytes."""

    memory: float = 0.0
    wal: float = 0.0

    def look(self, server: psutil.Process, wal: Path) -> None:
        """Look once."""
        self.memory = max(self.memory, server.memory_info().rss / 2**20)
        self.wal = max(self.wal, wal.stat().st_size / 2**20 if wal.exists() else 0.0)


@contextmanager
def watched(server: psutil.Process, db: Path) -> Iterator[Watched]:
    """Watch SERVER and the log of DB while the block lasts."""
    most, done = Watched(), threading.Event()
    wal = db.with_name(f"{db.name}-wal")

    def watch() -> None:
        while not done.wait(LOOK):
            most.look(server, wal)

    most.look(server, wal)
    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()
