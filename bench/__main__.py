"""Run every small benchmark, one after the other."""

import runpy
from pathlib import Path

#: What pictures the pages measures nothing, and the whole of the merge is no small benchmark.
SILENT = {"__init__", "__main__", "screenshots", "full"}


def main() -> None:
    """Run each file of this folder that measures."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem not in SILENT:
            print(f"\n== {file.stem}", flush=True)
            runpy.run_module(f"bench.{file.stem}", run_name="__main__")


main()
