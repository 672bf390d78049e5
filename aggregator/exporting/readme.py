"""README.txt: what is in the folder, under which licence, and whose words it quotes, in three languages."""

import sqlite3
from datetime import date
from pathlib import Path

from aggregator.exporting.data_package import sources

NAME = "README.txt"
TEXT = Path(__file__).with_name("readme.txt")


def write(folder: Path, db: sqlite3.Connection, day: date) -> None:
    """Write the folder's README, with the sources of the snapshot DB."""
    known = sources(db)
    told = TEXT.read_text(encoding="utf-8").format(day=day, line="=" * 24, sources=len(known))
    lines = [" · ".join(source.values()) for source in known]
    (folder / NAME).write_text(told + "\n".join(lines) + "\n", encoding="utf-8")
