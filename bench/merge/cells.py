"""What was measured already: one JSON object a line, so that long work can be stopped and resumed."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

Told = dict[str, Any]


class Cells:
    """Keep in FILE what each piece of work told, and do no piece twice; what broke is tried again."""

    def __init__(self, file: Path):
        self.file = file
        self.told: dict[str, Told] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                cell = json.loads(line)
                self.told[cell["cell"]] = cell["told"]

    def knows(self, cell: str) -> bool:
        """Say whether CELL was measured and did not break."""
        return "broke" not in self.told.get(cell, {"broke": "not measured"})

    def get(self, cell: str, work: Callable[[], Told]) -> Told:
        """Return what CELL told; do WORK where it has told nothing yet, or broke."""
        if self.knows(cell):
            return self.told[cell]
        told = self.told[cell] = work()
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"cell": cell, "told": told}) + "\n")
        return told


def digest(paths: Iterable[str]) -> str:
    """Name what the files under PATHS of the project hold: other code, other name."""
    files = (file for path in paths for file in _files(ROOT / path))
    whole = hashlib.sha1()
    for file in sorted(set(files)):
        whole.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return whole.hexdigest()[:10]


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return (path,)
    return (f for f in path.rglob("*") if f.is_file() and f.suffix != ".pyc")
