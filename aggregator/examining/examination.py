"""The whole look: every part in its turn, and what it comes to."""

from collections.abc import Iterable, Iterator

from aggregator.cli import STORAGE
from aggregator.examining.file import file
from aggregator.examining.finding import BAD, STATES, Asked, Finding
from aggregator.examining.folder import folder
from aggregator.examining.program import program
from aggregator.examining.robots import robots
from aggregator.examining.working import working


def examine(asked: Asked) -> Iterator[Finding]:
    """Look at everything, the nearest first."""
    yield from program()
    yield from folder(asked)
    yield from file(asked.db)
    yield from working(asked)
    yield from robots(asked)


def worst(findings: Iterable[Finding]) -> str:
    """Return the worst state among FINDINGS.

    >>> worst([Finding("disk", "warning", "little"), Finding("lock", "ok", "free")])
    'warning'
    """
    return max((finding.state for finding in findings), key=STATES.index)


def exit_code(findings: Iterable[Finding]) -> int:
    """Return what FINDINGS come to: 0, 1 where something is bad, 5 where it is the storage.

    >>> exit_code([Finding("wal", "bad", "on a network", storage=True)]), exit_code([])
    (5, 0)
    """
    broken = [finding for finding in findings if finding.state == BAD]
    return STORAGE if any(finding.storage for finding in broken) else int(bool(broken))
