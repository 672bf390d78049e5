"""A simulated web in a process of its own, so that its work is not ours: its day and faults are ordered in a line.

``python -m bench.soaking.sites SEED SIZE DAYS START ROWS`` writes its address, then reads lines of JSON.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

import psutil

from world.faults import Fault
from world.market import Market
from world.server import World
from world.sites import hosts

#: Real sites do not live on our machine: what shows them gives way to all we measure.
NICE = 15


@dataclass(frozen=True)
class Sites:
    """Hold a simulated web that is served, and what it was made of."""

    market: Market
    rows: Path
    url: str
    process: psutil.Process
    orders: IO[str]
    answers: IO[str]

    def order(self, day: int, faults: Mapping[str, str]) -> None:
        """Let it show DAY, with FAULTS: {source: kind}."""
        self.orders.write(json.dumps({"day": day, "faults": dict(faults)}) + "\n")
        self.orders.flush()
        self.answers.readline()


@contextmanager
def served(seed: int, size: int, days: int, start: date, rows: Path) -> Iterator[Sites]:
    """Show a market of about SIZE postings while the block lasts; ROWS is where its employers are listed."""
    market = Market(seed, size, days, start)
    rows.mkdir(parents=True, exist_ok=True)
    market.write_rows(rows)
    words = [str(word) for word in (seed, size, days, start)]
    command = [sys.executable, "-m", __name__, *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as ran:
        assert ran.stdin and ran.stdout
        process = psutil.Process(ran.pid)
        process.nice(NICE)
        yield Sites(market, rows, ran.stdout.readline().strip(), process, ran.stdin, ran.stdout)
        ran.stdin.close()


def main(words: list[str]) -> None:
    """Serve a market until there are no more orders."""
    seed, size, days = (int(word) for word in words[:3])
    world = World(Market(seed, size, days, date.fromisoformat(words[3])))
    with world.serve():
        print(world.url, flush=True)
        for line in sys.stdin:
            order = json.loads(line)
            world.day = order["day"]
            world.faults = {
                host: Fault(kind)
                for source, kind in order["faults"].items()
                for host in hosts(source)
            }
            print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
