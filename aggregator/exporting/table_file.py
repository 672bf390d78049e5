"""What each format has: a file a table, written batch by batch."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

from aggregator.exporting.batches import Batch
from aggregator.exporting.fields import Resource


class TableFile(ABC):
    """Write one table; its suffix is that of the file, and up to the first dot the name of the folder."""

    suffix: str

    @abstractmethod
    def __init__(self, path: Path, resource: Resource) -> None:
        """Begin PATH, a file of RESOURCE."""

    @abstractmethod
    def write(self, batch: Batch) -> None:
        """Write the rows of BATCH."""

    @abstractmethod
    def close(self) -> None:
        """Write what waits, and end the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @classmethod
    def path(cls, folder: Path, name: str) -> Path:
        """Return the file of the table NAME in FOLDER."""
        return folder / cls.suffix.partition(".")[0] / f"{name}.{cls.suffix}"
