"""How an update ended, as the operator is to hear of it."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.news.changes import State
from aggregator.room import Want


@dataclass(frozen=True)
class Ending:
    """How an update ended: its exit code, its summary in words, and how long it took.

    STATES say how each source stands now; BACKUP_AT, when the file was last backed up; WANTS, what it lacks.
    """

    exit_code: int
    summary: str
    seconds: float
    states: tuple[State, ...] = ()
    backup_at: datetime | None = None
    wants: tuple[Want, ...] = ()
