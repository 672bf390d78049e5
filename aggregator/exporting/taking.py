"""The export as a whole: the snapshot, the files made of it, what tells of them, and their sums."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aggregator.exporting import checksums, data_package, datasette_metadata, readme
from aggregator.exporting.batches import batches
from aggregator.exporting.comma_separated import CommaSeparated
from aggregator.exporting.fields import Resource
from aggregator.exporting.folder import day_folder
from aggregator.exporting.json_lines import JsonLines
from aggregator.exporting.parquet import Parquet
from aggregator.exporting.snapshot import address, take
from aggregator.exporting.table_file import TableFile
from offers.clock import MOROCCO

Step = Callable[[int, int], None]

FORMATS: tuple[type[TableFile], ...] = (Parquet, CommaSeparated, JsonLines)


@dataclass(frozen=True, slots=True)
class Export:
    """Hold what was taken away, and where it stands."""

    folder: Path
    tables: int
    rows: int
    bytes: int


def export(live: Path, folder: Path, now: datetime, force: bool, step: Step) -> Export:
    """Write what is public of the database LIVE into FOLDER, in a folder of the day of NOW.

    Raises folder.Taken where the day is there already and is not to be replaced (FORCE).
    """
    day = now.astimezone(MOROCCO).date()
    with day_folder(folder, day, force) as part:
        snapshot = part / f"aggregator-{day}.db"
        wanted = take(live, snapshot, step)
        snapshot.chmod(0o444)
        with closing(sqlite3.connect(address(snapshot, "ro"), uri=True)) as db:
            rows = write_files(db, wanted, part, FORMATS, step)
            sums = {name: checksums.sum_of(part / name) for name in checksums.files(part)}
            data_package.write(part, data_package.package(db, wanted, part, sums, now))
            datasette_metadata.write(part, wanted, snapshot.stem)
            readme.write(part, db, day)
        checksums.write(part, sums)
        size = sum((part / name).stat().st_size for name in checksums.files(part))
    return Export(folder / str(day), len(wanted), rows, size)


def write_files(
    db: sqlite3.Connection,
    wanted: Iterable[Resource],
    folder: Path,
    formats: Iterable[type[TableFile]],
    step: Step,
) -> int:
    """Write each resource of the snapshot DB in each of FORMATS; return how many rows there are."""
    wanted, formats = tuple(wanted), tuple(formats)
    for one in formats:
        one.path(folder, "").parent.mkdir()
    total = sum(_count(db, resource) for resource in wanted)
    done = 0
    for resource in wanted:
        for rows in _written(db, resource, folder, formats):
            done += rows
            step(done, total)
    return done


def _count(db: sqlite3.Connection, resource: Resource) -> int:
    counted: int = db.execute(f'select count(*) from "{resource.name}"').fetchone()[0]
    return counted


def _written(
    db: sqlite3.Connection, resource: Resource, folder: Path, formats: Iterable[type[TableFile]]
) -> Iterator[int]:
    """Read RESOURCE once and write it in all FORMATS; yield how many rows each batch had."""
    with ExitStack() as stack:
        files = [
            stack.enter_context(one(one.path(folder, resource.name), resource)) for one in formats
        ]
        for batch in batches(db, resource):
            for file in files:
                file.write(batch)
            yield len(batch[0])
