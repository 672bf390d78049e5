"""The merge on seeded worlds, small: beside its peers, and as it grows; a few minutes.

Run ``python -m bench.dedupe [SIZE …]``, where SIZEs are those to grow over. The whole is ``bench.full``.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.merge import tables
from bench.merge.cells import ROOT, Cells
from bench.merge.suite import Suite
from bench.peers import NAMES, load, missing

#: Worlds stand here from one run to the next; git ignores it.
FOLDER = ROOT / ".bench_cache"
DEVELOPMENT, UNSEEN = 40_961, 58_741
SIZE, SIZES = 2_500, (2_000, 8_000)
INSTALL = (
    "The peers are not installed ({}): run `make bench`, or\n"
    "    python -m pip install -r requirements-bench.lock"
)


def main(sizes: tuple[int, ...]) -> None:
    """Print the tables; measure all of it anew."""
    with TemporaryDirectory() as folder:
        suite = Suite(FOLDER, Cells(Path(folder) / "cells.jsonl"))
        development, unseen = (suite.world(seed, SIZE) for seed in (DEVELOPMENT, UNSEEN))
        methods = {"ours": [suite.ours(unseen)]}
        for name in NAMES:
            methods[load(name).TITLE] = [suite.peer(name, unseen, development)]
        grown = [suite.ours(suite.world(UNSEEN, size)) for size in sizes]
    print(f"Quality: a world of {SIZE:,} postings; peers were tuned on another.\n")
    print(tables.quality(methods), tables.kinds(methods), tables.scale(grown), sep="\n\n")


if __name__ == "__main__":
    if lost := missing():
        sys.exit(INSTALL.format(", ".join(lost)))
    main(tuple(map(int, sys.argv[1:])) or SIZES)
