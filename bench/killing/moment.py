"""When a command is killed: so long after it first writes, however slowly it began."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

Marks = dict[str, int]


def marks(folder: Path) -> Marks:
    """Return how large each file of FOLDER is, but for what was said: where that changes, something was written."""
    found = {}
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # it goes at this moment
            found[file.name] = file.stat().st_size
    found.pop("said.txt", None)
    return found


@dataclass
class Moment:
    """Come WAIT seconds after a command first writes to FOLDER.

    ``at`` is when it was looked last, since the command began; ``first`` and ``last``, when it wrote.
    """

    folder: Path
    wait: float = 0.0
    at: float = 0.0
    first: float | None = None
    last: float = 0.0
    before: Marks = field(init=False)

    def __post_init__(self) -> None:
        self.before = marks(self.folder)

    def has_come(self, elapsed: float) -> bool:
        """Look, so many seconds ELAPSED since the command began, and say whether it has come."""
        self.at, now = elapsed, marks(self.folder)
        if now != self.before:
            self.before, self.last = now, elapsed
            self.first = elapsed if self.first is None else self.first
        return self.first is not None and elapsed >= self.first + self.wait
