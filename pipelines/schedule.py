"""When a source is to be read again: by its own interval, more seldom where it fails, never before its host allows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from offers.clock import moment
from pipelines.health import bad_in_a_row

UNITS = {"m": "minutes", "h": "hours", "d": "days"}
#: So many bad runs in a row, and a source is read at twice its interval, then at four times …
PATIENCE = 3
#: … but no more seldom than this; a source that is paused is still knocked at.
LONGEST = timedelta(days=7)
#: A run that was stopped or killed is made up for at once, so many times in a row.
MADE_UP = 3
#: What comes so little early counts as due: a daily cron line is a second early every other day.
EARLY = timedelta(minutes=10)

#: The newest runs of each source, newest first.
LATEST = """
select * from (
  select id, source, started_at, outcome, verdict, row_number() over (partition by source order by id desc) as nth
  from runs
) where nth <= 40 order by source, id desc
"""
WAITED = "select host, not_before, why from hosts"


@dataclass(frozen=True)
class Turn:
    """When a source is to be read, why then in words, and what holds it back.

    ``paused`` is what failed so often that it is read more seldom; ``asked``, whose host asks us to wait.
    """

    at: datetime
    why: str
    paused: bool = False
    asked: bool = False

    def due(self, now: datetime) -> bool:
        """Say whether its time has come, NOW."""
        return self.at <= now


def interval(every: str) -> timedelta:
    """Return how long EVERY says; raise ValueError where it says nothing.

    >>> interval("6h"), interval("1d")
    (datetime.timedelta(seconds=21600), datetime.timedelta(days=1))
    """
    said = re.fullmatch(r"([1-9]\d{0,3})([mhd])", every)
    if not said:
        raise ValueError(f"{every!r} is no interval: write 30m, 6h or 1d")
    return timedelta(**{UNITS[said[2]]: int(said[1])})


def turn(
    runs: Sequence[Mapping[str, Any]], every: str, now: datetime, not_before: datetime | None = None
) -> Turn:
    """Say when the source is to be read whose RUNS these are, the newest first.

    NOT_BEFORE is when its host allows it, where it asked us to wait.
    """
    ours = _by_runs(runs, interval(every), now)
    if not_before and not_before > max(ours.at, now):
        return Turn(not_before, "its host asks us to wait", ours.paused, asked=True)
    return ours


def _by_runs(runs: Sequence[Mapping[str, Any]], every: timedelta, now: datetime) -> Turn:
    if not runs:
        return Turn(now, "never read")
    last = moment(runs[0]["started_at"])
    if last > now + EARLY:
        return Turn(now, f"its last run is dated {last:%d/%m/%Y %H:%M}: the clock was set back")
    if 0 < _cut_short(runs) <= MADE_UP:
        return Turn(now, "its last run was stopped")
    bad = bad_in_a_row(runs)
    wait = _wait(every, bad)
    at = last + wait - min(EARLY, wait / 10)
    if bad >= PATIENCE:
        return Turn(at, f"bad for {bad} runs: read every {told(wait)}", at > now)
    return Turn(at, f"read every {told(every)}")


def _wait(every: timedelta, bad: int) -> timedelta:
    """Return how long to wait after BAD runs in a row.

    >>> [_wait(timedelta(days=1), bad).days for bad in (0, 2, 3, 4, 5, 99)]
    [1, 1, 2, 4, 7, 7]
    """
    if bad < PATIENCE:
        return every
    return max(every, min(LONGEST, every * 2 ** min(bad - PATIENCE + 1, 12)))


def _cut_short(runs: Sequence[Mapping[str, Any]]) -> int:
    """Count the newest runs in a row that somebody stopped, or killed."""
    for number, run in enumerate(runs):
        if run["outcome"] not in (None, "interrupted"):
            return number
    return len(runs)


def told(wait: timedelta) -> str:
    """Write how long WAIT is.

    >>> told(timedelta(days=2)), told(timedelta(hours=36)), told(timedelta(minutes=30))
    ('2 d', '36 h', '30 min')
    """
    minutes = round(wait.total_seconds() / 60)
    for size, unit in ((1440, "d"), (60, "h")):
        if minutes >= size and minutes % size == 0:
            return f"{minutes // size} {unit}"
    return f"{minutes} min"
