"""Serve a market until told to end: SIZE SEED START FOLDER; the address is the first line printed."""

import sys
import threading
from datetime import date
from pathlib import Path

from world.market import Market
from world.server import World

size, seed, start, folder = sys.argv[1:]
market = Market(seed=int(seed), size=int(size), days=1, start=date.fromisoformat(start))
market.write_rows(Path(folder))
with World(market).serve() as world:
    print(world.url, flush=True)
    threading.Event().wait()
