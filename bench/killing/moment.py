"""When a command is killed: so long after it first writes, however slowly it began."""

from dataclasses import dataclass, field
from pathlib import Path

Marks = list[tuple[str, int]]


def marks(folder: Path) -> Marks:
    """List the files of FOLDER, but for what was said, with their sizes: another list, and something was written."""
    files = (file for file in folder.iterdir() if file.name != "said.txt")
    return sorted((file.name, file.stat().st_size) for file in files)


@dataclass
class Moment:
    """Come WAIT seconds after a command first writes to FOLDER; ``at`` is when that was, since it began."""

    folder: Path
    wait: float
    at: float = 0.0
    first: float | None = None
    before: Marks = field(init=False)

    def __post_init__(self) -> None:
        self.before = marks(self.folder)

    def has_come(self, elapsed: float) -> bool:
        """Say whether it has come, so many seconds ELAPSED since the command began."""
        self.at = elapsed
        if self.first is None and marks(self.folder) != self.before:
            self.first = elapsed
        return self.first is not None and elapsed >= self.first + self.wait
