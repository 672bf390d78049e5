"""The whole product over a simulated web: crawl several days of it, merge, and ask the truth."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from aggregator.children import Ran, read_all
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from dedupe.evaluate import Measure, pairwise
from dedupe.run import run
from offers.clock import moment
from offers.database import connect
from pipelines.runs import Source
from world.market import Market
from world.server import World

#: Marks a file as the demonstration's own ("demo" in ASCII): no other file is ever overwritten.
MARK = 0x64656D6F

POSTINGS = "select source, ref, offer from postings"
COUNTS = """
select
  (select count(*) from postings) as postings,
  (select count(*) from postings where closed_on is null) as open_postings,
  (select count(*) from offers) as offers,
  (select count(*) from offers where closed_on is null) as open_offers,
  (select count(*) from offers where postings > 1) as merged_offers
"""
#: Of the postings that are open, the share (in percent) of which we know each field.
KNOWN = """
select
  avg(employer is not null) * 100 as employer,
  avg(city_code is not null) * 100 as town,
  avg(contract_code is not null) * 100 as contract,
  avg(experience_min is not null or experience_max is not null) * 100 as experience,
  avg(diploma_code is not null) * 100 as diploma,
  avg(salary_min is not null or salary_max is not null) * 100 as pay,
  avg(occupation_code is not null) * 100 as function,
  avg(skill_codes <> '[]') * 100 as skills,
  avg(language is not null) * 100 as language
from postings
where closed_on is null
"""


@dataclass(frozen=True)
class Told:
    """What the demonstration can say at its end."""

    postings: int
    open_postings: int
    offers: int
    open_offers: int
    merged_offers: int
    known: dict[str, float | None]
    seconds: float
    merge: Measure
    failed: list[Ran]


def prepare(path: str) -> None:
    """Make room for the demonstration's file at PATH; raise FileExistsError where another's stands."""
    file = Path(path)
    if file.exists():
        db = Database(file)
        (mark,) = db.conn.execute("pragma application_id").fetchone()
        db.close()
        if mark != MARK:
            raise FileExistsError(
                f"{path} was not made by a demonstration, and is left alone: move it, or name another with --db."
            )
        for part in ("", "-wal", "-shm"):
            Path(f"{path}{part}").unlink(missing_ok=True)
    db = connect(path)
    db.conn.execute(f"pragma application_id = {MARK}")
    db.close()


def demonstrate(
    path: str, now: datetime, size: int, days: int, seed: int, say: Callable[[str], None],
    step: Callable[[int, int], None],
) -> Told:  # fmt: skip
    """Crawl DAYS of a market of about SIZE postings, the last of them NOW, into PATH; merge each day's."""
    prepare(path)
    began, failed = time.monotonic(), []
    first = now - timedelta(days=days - 1)
    market = Market(seed=seed, size=size, days=days, start=first.date())
    with TemporaryDirectory() as rows, World(market).serve() as world:
        market.write_rows(Path(rows))
        shown = [s for s in known_sources(rows).values() if s.name in market.sources]
        for day in range(days):
            world.day = day
            settings = crawl_settings(path, first + timedelta(days=day), world.url, True)
            runs = _read(
                shown, settings | {"ROWS": rows, "HTTPCACHE_DIR": f"{rows}/pages"}, step, day, days
            )
            failed += [ran for ran in runs if not ran.good]
            say(_day(path, day, runs, first + timedelta(days=day)))
    return _told(path, market.truth(days - 1), time.monotonic() - began, failed)


def _read(
    sources: list[Source], settings: dict, step: Callable[[int, int], None], day: int, days: int
) -> list[Ran]:
    runs: list[Ran] = []
    for ran in read_all(sources, settings, moment(settings["NOW"]), jobs=2):
        runs.append(ran)
        step(day * len(sources) + len(runs), days * len(sources))
    return runs


def _day(path: str, day: int, runs: list[Ran], now: datetime) -> str:
    """Merge the day's postings, and say how the day went."""
    db = connect(path)
    merge = run(db, now)
    db.close()
    total = {
        c: sum(ran.row[c] for ran in runs)
        for c in ("new", "changed", "closed", "reopened", "requests")
    }
    counts = ", ".join(f"{n} {c}" for c, n in total.items() if n)
    return f"day {day + 1}, {now:%d/%m}: {counts}; {merge.pairs} pairs compared"


def _told(path: str, truth: dict[tuple[str, str], int], seconds: float, failed: list[Ran]) -> Told:
    db = connect(path)
    found = {(source, ref): offer for source, ref, offer in db.conn.execute(POSTINGS)}
    counts, known = next(iter(db.query(COUNTS))), next(iter(db.query(KNOWN)))
    db.close()
    return Told(**counts, known=known, seconds=seconds, merge=pairwise(truth, found), failed=failed)
