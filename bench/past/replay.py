"""Read the sites of a simulated market day after day, through the spiders, and merge each day's postings."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from aggregator.children import Bounds, Ran, read_all
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources, spider
from dedupe.run import run
from offers.clock import moment
from offers.database import connect, writing
from pipelines.runs import Source
from world.market import Market
from world.server import World

#: Between two vacancies or two of their postings, as people would have decided it.
DECIDED = """
insert into overrides (left_source, left_ref, right_source, right_ref, verdict, why, who, decided_at)
values (?, ?, ?, ?, ?, 'the truth', 'world', '2026-01-01T00:00:00Z')
"""


@dataclass(frozen=True)
class Sites:
    """Hold a market that is served, and those of its sources that are read."""

    market: Market
    world: World
    rows: Path
    sources: list[Source]

    @property
    def names(self) -> list[str]:
        return [source.name for source in self.sources]

    def rechecked(self, name: str) -> bool:
        """Say whether the pages that the list of the source NAME left out are asked for once more."""
        return spider(name, str(self.rows)).rechecked

    def now(self, day: int) -> datetime:
        """Give the moment at which DAY is read."""
        return moment(f"{self.market.date(day)}T09:00")

    def read(self, path: Path, day: int, jobs: int = 2) -> list[Ran]:
        """Read every source as it stands on DAY into the file at PATH."""
        self.world.day = day
        settings = crawl_settings(str(path), self.now(day), self.world.url, incremental=True)
        settings |= {"ROWS": str(self.rows), "HTTPCACHE_DIR": f"{path}-pages"}
        logs = Path(f"{path}-logs")
        return list(read_all(self.sources, settings, self.now(day), jobs, Bounds(logs=logs)))


@contextmanager
def served(market: Market, named: Callable[[str], bool]) -> Iterator[Sites]:
    """Serve MARKET; of its sources those are read that NAMED says."""
    with TemporaryDirectory() as rows, World(market).serve() as world:
        market.write_rows(Path(rows))
        known = known_sources(rows).values()
        chosen = [s for s in known if s.name in market.sources and named(s.name) and not s.off]
        yield Sites(market, world, Path(rows), chosen)


def merged(path: Path, now: datetime) -> None:
    """Merge what stands in the file at PATH."""
    db = connect(path)
    run(db, now)
    db.close()


def decide_all(db: Database, vacancies: Collection[list[tuple[str, str]]]) -> None:
    """Let people have decided that the postings of each of VACANCIES are one, and no two of them are."""
    firsts = [postings[0] for postings in vacancies]
    same = [(*one[0], *other, "same") for one in vacancies for other in one[1:]]
    apart = [
        (*one, *other, "different") for at, one in enumerate(firsts) for other in firsts[at + 1 :]
    ]
    with writing(db):
        db.conn.executemany(DECIDED, (*same, *apart))
