"""The figures of a soak as tables: what each phase's pages took, and what was done beside them."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from bench.soaking.asking import Answer
from bench.soaking.watching import Watched
from bench.soaking.writing import Written

HEAD = """\
| pages | asked | failed | answered 304 | p50 quiet | p50 busy | ratio | p99 quiet | p99 busy | ratio |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |"""
COMMANDS = """\
| command | ended so often | exit codes | seconds, median | longest |
| --- | --: | --- | --: | --: |"""


def pages(quiet: Sequence[Answer], busy: Sequence[Answer]) -> Iterator[str]:
    """Write a row for all pages, and for each kind."""
    yield HEAD
    yield _row("all", quiet, busy)
    for kind in sorted({answer.kind for answer in (*quiet, *busy)}):
        yield _row(kind, *([one for one in some if one.kind == kind] for some in (quiet, busy)))


def _row(kind: str, quiet: Sequence[Answer], busy: Sequence[Answer]) -> str:
    both = [*quiet, *busy]
    counts = f"{len(quiet)} + {len(busy)} | {failed(both)} | {sum(one.kept for one in both)}"
    return f"| {kind} | {counts} | {_compared(quiet, busy, 50)} | {_compared(quiet, busy, 99)} |"


def _compared(quiet: Sequence[Answer], busy: Sequence[Answer], at: int) -> str:
    if not (quiet and busy):
        return " | | "
    calm, rough = (percentile(some, at) for some in (quiet, busy))
    return f"{calm:.1f} | {rough:.1f} | {rough / calm:.2f}"


def percentile(answers: Sequence[Answer], at: int) -> float:
    """Give the milliseconds within which AT of a hundred ANSWERS came."""
    return float(np.percentile([one.wall for one in answers], at))


def failed(answers: Sequence[Answer]) -> int:
    """Count the ANSWERS that are no page."""
    return sum(one.failed for one in answers)


def failures(answers: Sequence[Answer]) -> Iterator[str]:
    """Name what failed, and how often."""
    counted = Counter((one.status, one.path) for one in answers if one.failed)
    for (status, path), times in counted.most_common(10):
        yield f"- {times} × {status or 'no answer'}: {path}"


def late(answers: Sequence[Answer]) -> float:
    """Give the milliseconds that 99 of a hundred requests were sent too late by, at the most: they count as waited."""
    return float(np.percentile([one.late for one in answers], 99)) * 1000


def work(written: Written) -> Iterator[str]:
    """Write a row for each command, then what came of it."""
    yield COMMANDS
    for name, seconds in written.seconds.items():
        codes = ", ".join(f"{n} × {code}" for code, n in sorted(written.codes[name].items()))
        middle = float(np.median(seconds))
        yield f"| {name} | {len(seconds)} | {codes} | {middle:.1f} | {max(seconds):.1f} |"
    before, after = written.postings
    runs = ", ".join(f"{n} {outcome or 'not ended'}" for outcome, n in written.runs.items())
    yield f"\n- runs of sources: {runs}; postings: {before:,} at first, {after:,} at the end"
    kinds = Counter(written.ill).most_common()
    yield f"- ill for a day: {', '.join(f'{n} × {kind}' for kind, n in kinds)}"


def held(quiet: Watched, busy: Watched) -> str:
    """Say what the server and the log took."""
    return (
        f"- the server held {quiet.memory:.0f} MB at the most while quiet, {busy.memory:.0f} MB while busy; "
        f"the write-ahead log was {busy.wal:.1f} MB long at the most"
    )
