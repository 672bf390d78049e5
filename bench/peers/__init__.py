"""Peers of the merge: what others do about the same vacancy shown twice, each in a file.

A peer is a module with ``TITLE`` (its name in tables), ``NEEDS`` (the distributions it is made of),
``GRID`` (the thresholds it is tuned over), ``edges(rows)`` (every pair it would compare, weighed) and
``scores(rows, pairs)`` (the weights of given pairs). A row has a title, company, city, description and
date, and None where the posting does not say; all peers are given the same. A pair is joined where its
weight reaches the threshold, and what is joined by any path is one cluster, since that is what they do.
"""

from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

#: What the folder holds beside peers.
SHARED = {"__init__", "edges", "text"}
NAMES = tuple(
    sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in SHARED)
)


def load(name: str) -> ModuleType:
    """Return the peer NAME; raise ImportError where what it is made of is not installed."""
    return import_module(f"bench.peers.{name}")


def missing() -> list[str]:
    """Name the packages that peers need and that are not installed."""
    lost = []
    for name in NAMES:
        try:
            load(name)
        except ImportError as error:
            lost.append(str(error.name))
    return lost


def versions(name: str) -> str:
    """Say which versions the peer NAME is made of."""
    return ", ".join(f"{package} {version(package)}" for package in load(name).NEEDS)
