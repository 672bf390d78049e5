"""The commands that are killed, each with the folder it begins in and the command that finishes its work."""

import json
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
from offers.database import connect, writing
from pipelines.purge import AT_ONCE
from pipelines.store import COLUMNS
from world.market import Market
from world.server import World

START = date(2026, 11, 18)
SOURCES = ("rekrute", "emploi_ma", "stagiaires")
#: A busy machine answers slowly: that is no verdict on a site of ours.
UNTIMED = "update runs set seconds = null"

#: Who asks to be left out: who has most to be removed.
EMPLOYER = """
select employer from postings where employer is not null group by employer order by count(*) desc, employer limit 1
"""
DOMAIN = "select url from sources where name in (select source from postings) order by name limit 1"
PAGE = """
select url from postings where offer = (select id from offers order by postings desc, id limit 1) order by url limit 1
"""
#: What a purge finds, a year later: so many batches of it, each a transaction.
YEAR, COPIES, BATCHES = 400, 24, 6
SAID = ", ".join(name for name in COLUMNS if name != "ref")
LONG_CLOSED = f"""
insert into postings (ref, first_seen, closed_on, closed_why, {SAID})
select ref || '~' || n, first_seen, :day, 'it was long ago', {SAID}
from postings, (select value as n from json_each(:copies)) where ref not like '%~%'
"""
LONG_REFUSED = """
insert into rejects (run, source, url, reason, payload, rejected_at)
select r.id, r.source, null, 'refused ' || n, json_object('text', hex(randomblob(200))), r.started_at
from (select id, source, started_at from runs order by id limit 1) r, (select value as n from json_each(:copies))
"""
LONG_COUNTED = """
insert into runs (source, started_at, ended_at, outcome, verdict, stats)
select source, started_at, ended_at, outcome, verdict, stats
from (select * from runs order by id limit 1), json_each(:copies)
"""


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


def _old(stage: Stage, folder: Path) -> None:
    """Both days are read and merged; much of it closed at once, much was refused, and there were many runs."""
    shutil.copytree(stage.laid("grown"), folder)
    with closing(connect(folder / DATABASE)) as db, writing(db):
        db.conn.execute(LONG_CLOSED, {"day": stage.now(1)[:10], "copies": _numbers(COPIES)})
        for sql in (LONG_REFUSED, LONG_COUNTED):
            db.conn.execute(sql, {"copies": _numbers(BATCHES * AT_ONCE)})
    stage.undisturbed(folder, stage.words(folder, 1, "dedupe"))
    _untimed(folder)


def _numbers(many: int) -> str:
    return json.dumps(list(range(many)))


def _untimed(folder: Path) -> None:
    """Forget how long the runs took, and write all into the file."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as db:
        db.execute(UNTIMED)
        db.execute("pragma wal_checkpoint(truncate)")


FOLDERS: Mapping[str, Callable[[Stage, Path], None]] = {
    "empty": _empty, "crawled": _crawled, "merged": _merged, "grown": _grown, "old": _old,
}  # fmt: skip


Words = Callable[[Stage, Path], list[str]]


@dataclass(frozen=True)
class Scene:
    """A command, the folder it begins in, what finishes its work, and what then goes on from there."""

    begins: str
    command: Words
    finish: Words
    then: Words | None = None


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


def _forget(option: str, whom: str) -> Words:
    """Let it be asked, by OPTION, for what the query WHOM finds in the folder that it begins in."""

    def words(stage: Stage, folder: Path) -> list[str]:
        with closing(sqlite3.connect(stage.folder / "before" / "merged" / DATABASE)) as db:
            [said] = db.execute(whom).fetchone()
        return stage.words(folder, 0, "forget", option, said, "--who", "bench")

    return words


def _prune(stage: Stage, folder: Path) -> list[str]:
    return stage.words(folder, YEAR + 1, "prune")


def _dedupe_later(stage: Stage, folder: Path) -> list[str]:
    return stage.words(folder, YEAR + 1, "dedupe")


#: What a crawl left is made up for by an update: it reads again only those that did not come to their end.
SCENES: Mapping[str, Scene] = {
    "crawl": Scene("merged", _crawl, _update),
    "dedupe": Scene("crawled", _dedupe, _dedupe),
    "export": Scene("grown", _export, _export),
    "backup": Scene("grown", _backup, _backup),
    "restore": Scene("grown", _restore, _restore),
    "update": Scene("merged", _update, _update),
    # Asked for again, it is carried out; and the sites are read again, which show it still.
    **{
        f"forget {option}": Scene("merged", words, words, _update)
        for option, words in {
            "--employer": _forget("--employer", EMPLOYER),
            "--domain": _forget("--domain", DOMAIN),
            "--url": _forget("--url", PAGE),
        }.items()
    },
    "prune": Scene("old", _prune, _prune, _dedupe_later),
}
