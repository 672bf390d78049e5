"""The dated folder: written beside as .part and renamed when all of it is there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from aggregator.locking import alone_in


class Taken(Exception):
    """The day stands there already, or another export is writing it."""


@contextmanager
def day_folder(folder: Path, day: date, force: bool) -> Iterator[Path]:
    """Lend FOLDER/DAY.part to be filled; rename it FOLDER/DAY at the end, or remove it where that fails.

    What a killed export left is removed first. Raises Taken where the day is there and not to be
    replaced (FORCE), or where another export fills the same folder now.
    """
    whole, part = folder / str(day), folder / f"{day}.part"
    if whole.exists() and not force:
        raise Taken(f"{whole} is there already: say --force to replace it.")
    part.mkdir(parents=True, exist_ok=True)
    with alone_in(part, Taken(f"Another export is writing {part}.")):
        _empty(part)
        try:
            yield part
            _replace(part, whole)
        except BaseException:
            shutil.rmtree(part)
            raise


def _empty(part: Path) -> None:
    for left in part.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _replace(part: Path, whole: Path) -> None:
    """Put PART where WHOLE may stand: for a moment there is neither, but never a mixture."""
    before = whole.with_suffix(".old.part")
    if whole.exists():
        whole.rename(before)
    part.rename(whole)
    shutil.rmtree(before, ignore_errors=True)
