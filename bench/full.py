"""The whole measurement of the merge, written to bench/RESULTS.md; an hour or two, and resumable.

Run ``python -m bench.full [--only PART …]``. What was measured is kept in FOLDER/cells.jsonl under the
code it was measured of, and is not measured again; a part that is not asked for is told as far as known.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.dedupe import DEVELOPMENT, FOLDER, INSTALL
from bench.merge import machine, tables
from bench.merge.cells import ROOT, Cells, Told
from bench.merge.process import Limits
from bench.merge.suite import Suite, failure
from bench.merge.worlds import World
from bench.peers import NAMES, load, missing, versions

#: Seeds that nothing was developed on, and the one that grows.
UNSEEN, GROWING = (310_711, 422_057, 538_823), 640_007
SIZE, SIZES, LATER = 10_000, (100_000, 1_000_000), 1_000
PAIRS = Path("../shared/real/pairs/dev_pairs.jsonl")


@dataclass
class Full:
    """Measure and tell, part by part."""

    suite: Suite
    size: int
    sizes: tuple[int, ...]
    pairs: Path

    def quality(self) -> list[str]:
        """Compare ours and the peers on unseen seeds."""
        methods = self._compared(self._unseen())
        told = f"Means of {len(UNSEEN)} worlds of {self.size:,} postings that nobody was tuned on (and the range of F1)."
        found = "Of each kind of copy, the share that stands in one offer with an earlier posting of its vacancy:"
        return [told, tables.quality(methods), found, tables.kinds(methods)]

    def large(self) -> list[str]:
        """Compare ours and the peers on the first of the larger worlds."""
        methods = self._compared([self._growing()[0]])
        told = f"One world of about {self.sizes[0]:,} postings, thresholds as above."
        return [told, tables.quality(methods), tables.kinds(methods)]

    def scale(self) -> list[str]:
        """Say how ours grows."""
        return [tables.scale([self.suite.ours(w) for w in [*self._unseen(), *self._growing()]])]

    def later(self) -> list[str]:
        """Say what new postings cost ours."""
        told = f"The newest {LATER:,} postings of a world, stored when the rest had been merged, then a second run."
        return [told, tables.later([(LATER, self.suite.later(w)) for w in self._growing()])]

    def real(self) -> list[str]:
        """Compare all on pairs that people judged, where there are such."""
        if not self.pairs.exists():
            return ["There were no judged pairs on this machine."]
        told = self.suite.real(self.pairs)
        if why := failure(told):
            return [f"Not measured: {why}."]
        said = (
            f"{told['pairs']} pairs of real postings, {told['same']} of them the same vacancy, in five folds by employer: "
            "ours learnt its weights on four and is judged on the fifth; a peer's threshold was the best for four. "
            "These pairs were looked at while ours was made, and are candidates, harder than any two postings."
        )
        return [said, tables.real(told, {name: load(name).TITLE for name in NAMES})]

    def _compared(self, worlds: list[World]) -> dict[str, list[Told]]:
        development = self.suite.world(DEVELOPMENT, self.size)
        methods = {"ours": [self.suite.ours(world) for world in worlds]}
        for name in NAMES:
            methods[load(name).TITLE] = [self.suite.peer(name, w, development) for w in worlds]
        return methods

    def _unseen(self) -> list[World]:
        return [self.suite.world(seed, self.size) for seed in UNSEEN]

    def _growing(self) -> list[World]:
        return [self.suite.world(GROWING, size, LATER) for size in self.sizes]


#: Each part with its heading; the same world is merged once, whichever part asks first.
PARTS: dict[str, tuple[str, Callable[[Full], list[str]]]] = {
    "quality": ("Quality", Full.quality),
    "large": ("A larger world", Full.large),
    "scale": ("Growth", Full.scale),
    "later": ("New postings into many", Full.later),
    "real": ("Real pairs", Full.real),
}
HEAD = """# What the merge is worth, and what it costs

Written by `make bench-full` on {}; do not edit.

{}

Every method ran in a process of its own: wall and CPU (user and system, with children) of the merge alone, without
reading the rows; the most memory the process and its children held, interpreter and libraries included. P, R and F1
count pairs of postings; B³ is B-cubed. The worlds are made up (`world/`), harder than most days: sister jobs in ten
towns under one text, anonymous employers, three languages, cut texts; and their postings went through the pipelines.

Peers are given title, employer, town, text and day, the same folding, and the threshold that did best on a
development world of {:,} postings; what they join by any path is one cluster.

{}
"""


def report(full: Full, only: list[str]) -> str:
    """Measure the parts in ONLY, and tell all."""
    peers = "\n".join(f"- {load(name).TITLE}: {versions(name)}" for name in NAMES)
    said = [HEAD.format(date.today().isoformat(), "\n".join(machine.lines()), full.size, peers)]
    for name, (heading, part) in PARTS.items():
        full.suite.measuring = name in only
        said.append("\n\n".join([f"## {heading}", *part(full)]) + "\n")
    return "\n".join(said)


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for worlds and cells")
    parser.add_argument("--out", type=Path, default=ROOT / "bench/RESULTS.md")
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="pairs that people judged")
    parser.add_argument("--size", type=int, default=SIZE, help="of each unseen world")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="to grow over")
    parser.add_argument("--minutes", type=float, default=90, help="the most a piece may take")
    parser.add_argument("--memory", type=int, default=Limits.memory_mb, help="the most, in MB")
    return parser.parse_args()


def main() -> None:
    """Measure, and write the report."""
    said = options()
    if lost := missing():
        sys.exit(INSTALL.format(", ".join(lost)))
    suite = Suite(
        said.folder, Cells(said.folder / "cells.jsonl"), Limits(said.minutes, said.memory)
    )
    full = Full(suite, said.size, tuple(said.sizes), said.pairs)
    said.out.write_text(report(full, said.only), encoding="utf-8")
    print(f"written: {said.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
