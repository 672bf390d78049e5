"""What a second reading of an unchanged day costs: the requests of each source, first and again.

Run ``python -m bench.again [SIZE]``.
"""

import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from aggregator.children import Bounds, read_all
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from world.market import Market
from world.server import World

SIZE, SEED = 3_000, 30_011
NOW = datetime.fromisoformat("2026-11-02T09:00:00+01:00")


def requests(market: Market, url: str, folder: str) -> dict[str, int]:
    """Read every source of MARKET at URL once; return how many requests each took."""
    sources = [s for s in known_sources(folder).values() if s.name in market.sources]
    settings = crawl_settings(f"{folder}/aggregator.db", NOW, url, incremental=True)
    settings["ROWS"] = folder
    runs = read_all(sources, settings, NOW, 2, Bounds(logs=Path(folder) / "logs"))
    return {ran.source: ran.row["requests"] for ran in runs}


def main(size: int = SIZE) -> None:
    market = Market(seed=SEED, size=size, days=1, start=NOW.date())
    with TemporaryDirectory() as folder, World(market).serve() as world:
        market.write_rows(Path(folder))
        first, again = (requests(market, world.url, folder) for _ in range(2))
        unchanged = sum(world.unchanged.values())
    for source in sorted(first):
        print(f"{source:>45} {first[source]:>6} {again[source]:>6}")
    before, after = sum(first.values()), sum(again.values())
    print(f"requests: {before}, then {after}: {after / before:.1%} (aim: at most 15 %)")
    print(f"lists answered with 304, unchanged: {unchanged}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
