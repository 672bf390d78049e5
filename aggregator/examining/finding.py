"""What a look at one thing found, and what to do about it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

OK, WARNING, BAD = STATES = ("ok", "warning", "bad")


@dataclass(frozen=True)
class Finding:
    """Say how CHECK stands, in a sentence, and what TO DO; whether it is the STORAGE that fails."""

    check: str
    state: str
    said: str
    todo: str | None = None
    storage: bool = False

    def told(self) -> dict[str, Any]:
        """Return what a program reads of it."""
        return asdict(self)


@dataclass(frozen=True)
class Asked:
    """What is looked at, and when: the file DB, where its BACKUPS and LOGS stand, whether the web is asked."""

    db: Path
    now: datetime
    logs: Path
    backups: Path | None = None
    rows: str | None = None
    world: str | None = None
    offline: bool = False


def fine(check: str, said: str) -> Finding:
    """Say that CHECK is as it should be."""
    return Finding(check, OK, said)


def doubtful(check: str, said: str, todo: str) -> Finding:
    """Say what of CHECK may cost something later."""
    return Finding(check, WARNING, said, todo)


def bad(check: str, said: str, todo: str, storage: bool = False) -> Finding:
    """Say what of CHECK keeps us from working."""
    return Finding(check, BAD, said, todo, storage)
