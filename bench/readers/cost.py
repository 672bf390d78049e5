"""What a stretch of work costs the process that does it."""

import json
import resource
import time


class Cost:
    """Count from now on: CPU and wall in seconds, the process's peak memory in MB."""

    def __init__(self) -> None:
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    def told(self, pages: int, postings: int = 0) -> str:
        """Write the cost of PAGES pages, and the POSTINGS found in them, as a line of JSON."""
        cpu, wall = time.process_time() - self.cpu, time.perf_counter() - self.wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = {"pages": pages, "postings": postings, "cpu": cpu, "wall": wall, "rss_mb": peak}
        return json.dumps(told)
