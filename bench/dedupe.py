"""The merge on seeded worlds: quality against their truth, speed, growth and memory.

Run ``python -m bench.dedupe [SIZE …]``; the seeds are not those of any test.
"""

import hashlib
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from dedupe.evaluate import Measure, pairwise
from dedupe.run import run
from offers import taxonomy
from offers.database import connect, writing
from pipelines.normalisers.place import read_place
from world.lives import Life
from world.market import Market
from world.shown import Shown

SIZES = (1_000, 4_000)
SEED = 40_961
START = date(2026, 9, 1)
DAYS = 40
NOW = datetime(2026, 10, 11, 9)
INSERT = """
insert into postings (
  source, ref, url, title, company, city, reference, salary, experience, description, city_code, city_codes,
  contract_code, language, published_on, deadline_on, content_hash, first_seen, run
) values (
  :source, :ref, :url, :title, :company, :city, :reference, :salary, :experience, :description, :city_code,
  :city_codes, :contract_code, :language, :published_on, :deadline_on, :content_hash, :first_seen, 1
)
"""


def row(shown: Shown) -> dict:
    """Read a posting of the world as the pipelines would, roughly and without pages."""
    cities = read_place(shown.city, title=shown.title).city_codes
    contract = shown.contract_code if shown.contract_code in taxonomy.codes("contracts") else None
    said = {
        "source": shown.source, "ref": shown.ref, "url": f"https://{shown.source}.example/{shown.ref}",
        "title": shown.title, "company": shown.company, "city": shown.city, "reference": shown.reference,
        "salary": shown.salary, "experience": shown.experience, "description": words(shown),
        "city_code": cities[0] if cities else None, "city_codes": json.dumps(cities),
        "contract_code": contract, "language": shown.language,
        "published_on": shown.published.isoformat(), "deadline_on": shown.deadline.isoformat(),
        "first_seen": shown.published.isoformat(),
    }  # fmt: skip
    return said | {"content_hash": hashlib.sha1(json.dumps(said).encode()).hexdigest()}


def words(shown: Shown) -> str:
    """Return the text of a posting, its parts in order."""
    text = shown.text
    return "\n".join(
        filter(None, (text.about, text.opening, *text.tasks, *text.wants, *text.gives))
    )


def told(market: Market) -> Iterator[tuple[Life, Shown]]:
    """Yield every posting of MARKET that tells of a vacancy, as it was first shown."""
    for life in market.lives:
        if life.vacancy >= 0 and life.opens < market.days:
            yield life, life.at(life.opens)


def fill(db: Database, market: Market) -> dict[tuple[str, str], int]:
    """Store MARKET's postings and return the truth about them."""
    with writing(db):
        db.table("sources").insert_all(
            {"name": name, "title": name, "kind": "board", "added_at": "x"}
            for name in market.sources
        )
        db.table("runs").insert({"id": 1, "source": market.sources[0], "started_at": "x"})
        truth = {}
        for life, shown in told(market):
            db.conn.execute(INSERT, row(shown))
            truth[shown.source, shown.ref] = life.vacancy
    return truth


def measure(size: int, seed: int = SEED) -> tuple[Measure, str]:
    """Merge a world of SIZE postings and say how well, how fast, and how much a second run costs."""
    market = Market(seed=seed, size=size, days=DAYS, start=START)
    with TemporaryDirectory() as folder:
        db = connect(Path(folder) / "aggregator.db")
        truth = fill(db, market)
        wall, cpu = time.perf_counter(), time.process_time()
        first = run(db, NOW)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        again = run(db, NOW)
        rows = db.conn.execute("select source, ref, offer from postings")
        found = {(source, ref): offer for source, ref, offer in rows}
        db.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    m = pairwise(truth, found)
    return m, (
        f"{len(truth):>8} {first.pairs:>9} {first.pairs / len(truth):>6.1f} {first.offers:>8} "
        f"{m.precision:>6.3f} {m.recall:>6.3f} {m.f1:>6.3f} {wall:>7.1f} {cpu:>7.1f} "
        f"{len(truth) / wall:>7.0f} {peak:>6} {again.pairs:>6}"
    )


def main() -> None:
    """Print one line a size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(
        "postings     pairs  a one   offers      P      R     F1  wall s   CPU s     a s     MB  again"
    )
    for size in sizes:
        print(measure(size)[1], flush=True)


if __name__ == "__main__":
    main()
