"""What is measured of the merge and its peers, each piece once, in a process of its own."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.merge.cells import Cells, Told, digest
from bench.merge.judge import judge
from bench.merge.process import Limits, measured
from bench.merge.worlds import World, add_later
from bench.peers import versions

#: What runs in processes of their own.
OURS, PEER, REAL = "bench.merge.ours", "bench.merge.peer", "bench.merge.real"
#: What our merge is made of; worlds carry the rest in their names.
MADE_OF = ("dedupe", "bench/merge/ours.py", "bench/merge/judge.py")
#: What all peers are made of.
SHARED = tuple(
    f"bench/{name}.py" for name in ("peers/edges", "peers/text", "merge/peer", "merge/judge")
)
#: What is told of a piece that was neither measured nor asked for.
UNKNOWN: Told = {"broke": "not measured"}


@dataclass
class Suite:
    """Measure what CELLS do not know yet, with worlds in FOLDER; what is not MEASURING looks only."""

    folder: Path
    cells: Cells
    limits: Limits = field(default_factory=Limits)
    measuring: bool = True

    def world(self, seed: int, size: int, later: int = 0) -> World:
        """Name a world; it is laid when something is measured on it."""
        return World(self.folder / "worlds", seed, size, later)

    def ours(self, world: World) -> Told:
        """Merge WORLD and judge the offers."""
        return self._get(f"ours {_name(world)} {digest(MADE_OF)}", lambda: self._merge(world.lay()))

    def later(self, world: World) -> Told:
        """Merge WORLD, unless that was done, then what comes later, and judge all offers."""
        cell = f"later {_name(world)} {digest(MADE_OF)}"
        return self._get(cell, lambda: self._merge_later(world.lay()))

    def tuned(self, peer: str, world: World) -> Told:
        """Find the best threshold of PEER on WORLD."""
        cell = f"tune {peer} {_name(world)} {_code(peer)}"
        return self._get(
            cell, lambda: measured(PEER, ["tune", peer, world.lay().folder], self.limits)
        )

    def peer(self, peer: str, world: World, development: World) -> Told:
        """Let PEER merge WORLD, at its best threshold for DEVELOPMENT, and judge the clusters."""
        tuned = self.tuned(peer, development)
        if (threshold := tuned.get("threshold")) is None:
            return tuned
        cell = f"peer {peer} {_name(world)} {_code(peer)} {threshold}"
        told = self._get(cell, lambda: self._peer(peer, world.lay(), threshold))
        return told | {"threshold": threshold}

    def real(self, pairs: Path) -> Told:
        """Judge the merge and its peers on PAIRS, in folds."""
        code = digest((*MADE_OF, "pipelines", "offers", "bench/peers", "bench/merge/real.py"))
        return self._get(f"real {code}", lambda: measured(REAL, [pairs], self.limits))

    def _get(self, cell: str, work: Callable[[], Told]) -> Told:
        if not self.measuring:
            return self.cells.told.get(cell, UNKNOWN)
        if self.cells.knows(cell):
            return self.cells.told[cell]
        before = time.monotonic()
        told = self.cells.get(cell, work)
        why = told.get("broke") or told.get("stopped") or "done"
        print(f"{time.monotonic() - before:>8.1f} s  {cell}: {why}", file=sys.stderr, flush=True)
        return told

    def _peer(self, peer: str, world: World, threshold: float) -> Told:
        clusters = world.folder / f"{peer}.npy"
        words = ["merge", peer, world.folder, clusters, threshold]
        return _judged(measured(PEER, words, self.limits), world, clusters)

    def _merge(self, world: World) -> Told:
        """Merge a copy of WORLD's database, and keep it where something comes later."""
        copy, clusters = world.folder / "merging.db", world.folder / "ours.npy"
        _copy(world.database, copy)
        told = measured(OURS, [copy, clusters], self.limits)
        if world.later and "cpu" in told:
            _remove(_merged(world))
            copy.rename(_merged(world))
        _remove(copy)
        return _judged(told, world, clusters)

    def _merge_later(self, world: World) -> Told:
        if not _merged(world).exists() and "cpu" not in (told := self._merge(world)):
            return told
        copy, clusters = world.folder / "later.db", world.folder / "later.npy"
        _copy(_merged(world), copy)
        add_later(copy, world)
        told = measured(OURS, [copy, clusters], self.limits)
        _remove(copy)
        if "cpu" in told:
            _remove(_merged(world))
        return _judged(told, world, clusters)


def _judged(told: Told, world: World, clusters: Path) -> Told:
    return told | judge(world.folder, clusters) if "cpu" in told else told


def _name(world: World) -> str:
    return world.folder.name


def _code(peer: str) -> str:
    return f"{digest((f'bench/peers/{peer}.py', *SHARED))} {versions(peer)}"


def _merged(world: World) -> Path:
    return world.folder / f"merged-{digest(MADE_OF)}.db"


def _copy(database: Path, to: Path) -> None:
    _remove(to)
    shutil.copyfile(database, to)
    os.sync()  # what is measured next must not wait for these pages


def _remove(database: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{database}{end}").unlink(missing_ok=True)


def failure(told: dict[str, Any]) -> str | None:
    """Say why nothing was measured; None where something was."""
    return told.get("broke") or told.get("stopped")
