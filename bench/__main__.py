"""Run every small benchmark, one after the other."""

import runpy
from pathlib import Path

#: What pictures the pages measures nothing; the whole of the merge, and a month of a world, are no small benchmarks.
SILENT = {"__init__", "__main__", "screenshots", "full", "history"}


def main() -> None:
    """Run each file of this folder that measures."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem not in SILENT:
            print(f"\n== {file.stem}", flush=True)
            runpy.run_module(f"bench.{file.stem}", run_name="__main__")


main()
