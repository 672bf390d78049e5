"""What a stretch of work costs the process that does it."""

import json
import resource
import time
from pathlib import Path


class Cost:
    """Count from now on: CPU and wall in seconds, the process's peak memory in MB."""

    def __init__(self) -> None:
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    def told(self, pages: int, postings: int = 0, held: tuple[int, ...] = ()) -> str:
        """Write the cost of PAGES pages, and the POSTINGS found in them, as a line of JSON.

        HELD is the memory in MB, page by page as far as it was looked at.
        """
        cpu, wall = time.process_time() - self.cpu, time.perf_counter() - self.wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = {"pages": pages, "postings": postings, "cpu": cpu, "wall": wall, "rss_mb": peak}
        return json.dumps(told | {"held": held})


def memory() -> int:
    """Return what the process holds now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024**2
