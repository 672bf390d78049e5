"""The commands that are killed, each with the folder it begins in and the command that finishes its work."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aggregator.keeping.copying import copy
from bench.killing.ending import begin
from bench.killing.truth import DATABASE
from world.market import Market
from world.server import World

START = date(2026, 11, 18)
SOURCES = ("rekrute", "emploi_ma", "stagiaires")
#: A busy machine answers slowly: that is no verdict on a site of ours.
UNTIMED = "update runs set seconds = null"


class Failed(Exception):
    """A command that nobody disturbed did not do its work."""


@dataclass(frozen=True)
class Stage:
    """A served world, and where its folders stand."""

    world: World
    folder: Path
    sources: tuple[str, ...] = SOURCES

    def now(self, day: int) -> str:
        """Return the moment at which DAY is read."""
        return f"{self.world.market.date(day)}T09:00"

    def words(self, folder: Path, day: int, *words: str) -> list[str]:
        """Return the command WORDS as it is given to the database of FOLDER on DAY."""
        return [*words, "--now", self.now(day), "--db", str(folder / DATABASE)]

    def reading(self, folder: Path, day: int, command: str, *options: str) -> list[str]:
        """Return a command that reads the sources as they stand on DAY."""
        self.world.day = day
        more = (*options, "--world", self.world.url, "--logs", str(folder / "logs"))
        return self.words(folder, day, command, *self.sources, *more)

    def undisturbed(self, folder: Path, words: list[str]) -> None:
        """Run a command to its end."""
        log = folder / "said.txt"
        if begin(words, log).wait() != 0:
            raise Failed(f"{' '.join(words)}:\n{log.read_text()}")

    def laid(self, name: str) -> Path:
        """Return a copy, to be changed, of the folder that a scene begins in."""
        made, copied = self.folder / "before" / name, self.folder / "work"
        if not made.exists():
            FOLDERS[name](self, made)
        shutil.rmtree(copied, ignore_errors=True)
        return Path(shutil.copytree(made, copied))


@contextmanager
def staged(
    folder: Path, size: int, seed: int, sources: tuple[str, ...] = SOURCES
) -> Iterator[Stage]:
    """Serve a market of about SIZE postings of two days while the block lasts."""
    with World(Market(seed, size, 2, START)).serve() as world:
        yield Stage(world, folder, sources)


def _empty(stage: Stage, folder: Path) -> None:
    folder.mkdir(parents=True)


def _crawled(stage: Stage, folder: Path) -> None:
    """The first day is read, and not merged."""
    _empty(stage, folder)
    stage.undisturbed(folder, stage.reading(folder, 0, "crawl"))
    _untimed(folder)


def _merged(stage: Stage, folder: Path) -> None:
    """The first day is read and merged."""
    shutil.copytree(stage.laid("crawled"), folder)
    stage.undisturbed(folder, stage.words(folder, 0, "dedupe"))
    _untimed(folder)


def _grown(stage: Stage, folder: Path) -> None:
    """Both days are read and merged, and a backup of the first stands beside."""
    shutil.copytree(stage.laid("merged"), folder)
    copy(folder / DATABASE, folder / "old.db")
    stage.undisturbed(folder, stage.reading(folder, 1, "crawl"))
    stage.undisturbed(folder, stage.words(folder, 1, "dedupe"))


def _untimed(folder: Path) -> None:
    """Forget how long the runs took, and write all into the file."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as db:
        db.execute(UNTIMED)
        db.execute("pragma wal_checkpoint(truncate)")


FOLDERS: Mapping[str, Callable[[Stage, Path], None]] = {
    "empty": _empty, "crawled": _crawled, "merged": _merged, "grown": _grown,
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A command, the folder it begins in, and what finishes its work: {name of the folder: words}."""

    begins: str
    command: Callable[[Stage, Path], list[str]]
    finish: Callable[[Stage, Path], list[str]]


def _crawl(stage: Stage, folder: Path) -> list[str]:
    return stage.reading(folder, 1, "crawl")


def _update(stage: Stage, folder: Path) -> list[str]:
    return stage.reading(folder, 1, "update")


def _dedupe(stage: Stage, folder: Path) -> list[str]:
    return stage.words(folder, 0, "dedupe")


def _export(stage: Stage, folder: Path) -> list[str]:
    return stage.words(folder, 1, "export", str(folder / "exports"), "--force")


def _backup(stage: Stage, folder: Path) -> list[str]:
    return stage.words(folder, 1, "backup", str(folder / "backups"))


def _restore(stage: Stage, folder: Path) -> list[str]:
    return stage.words(folder, 1, "restore", str(folder / "old.db"))


#: What a crawl left is made up for by an update: it reads again only those that did not come to their end.
SCENES: Mapping[str, Scene] = {
    "crawl": Scene("merged", _crawl, _update),
    "dedupe": Scene("crawled", _dedupe, _dedupe),
    "export": Scene("grown", _export, _export),
    "backup": Scene("grown", _backup, _backup),
    "restore": Scene("grown", _restore, _restore),
    "update": Scene("merged", _update, _update),
}
