"""What an update is to do: which sources are due, which are not, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlite_utils import Database

from aggregator.hosts import host
from aggregator.sources import spider
from offers.clock import moment
from pipelines.runs import Source
from pipelines.schedule import LATEST, WAITED, Turn, turn


@dataclass(frozen=True)
class Plan:
    """When each source is to be read, and which of them now."""

    turns: Mapping[str, Turn]
    due: tuple[Source, ...]

    @property
    def paused(self) -> dict[str, Turn]:
        """Those that failed so often that they are read more seldom, and are not due."""
        return {name: turn for name, turn in self.turns.items() if turn.paused}


def plan(
    db: Database, sources: Iterable[Source], now: datetime, rows: str | None = None,
    force: bool = False,
) -> Plan:  # fmt: skip
    """Say which of SOURCES are due NOW; with FORCE, all but those whose host asks us to wait."""
    chosen = list(sources)
    turns = turns_of(db, chosen, now, rows)
    due = [s for s in chosen if turns[s.name].due(now) or (force and not turns[s.name].asked)]
    return Plan(turns, tuple(due))


def turns_of(
    db: Database, sources: Iterable[Source], now: datetime, rows: str | None = None
) -> dict[str, Turn]:
    """Return {source: when it is to be read}."""
    latest = groupby(db.query(LATEST), key=lambda run: run["source"])
    runs = {name: list(theirs) for name, theirs in latest}
    waited = {host: moment(until) for host, until, _ in db.conn.execute(WAITED)}
    return {
        s.name: turn(runs.get(s.name, ()), spider(s.name, rows).every, now, waited.get(host(s)))
        for s in sources
    }


def in_order(chosen: Plan) -> list[tuple[str, Turn]]:
    """Return the sources with their turns, those first that come first."""
    return sorted(chosen.turns.items(), key=lambda pair: (pair[1].at, pair[0]))


def when(turn: Turn, now: datetime) -> str:
    """Say about when TURN is, seen from NOW.

    >>> from datetime import timedelta
    >>> now = moment("2026-11-21T09:00")
    >>> [when(Turn(now + timedelta(minutes=m), "read every 1 d"), now) for m in (0, 45, 350, 4310)]
    ['now', 'in 45 min', 'in 6 h', 'in 3 d']
    """
    if turn.due(now):
        return "now"
    minutes = (turn.at - now).total_seconds() / 60
    sizes = ((1440, "d"), (60, "h"), (1, "min"))
    size, unit = next(pair for pair in sizes if minutes >= 2 * pair[0] or pair[0] == 1)
    return f"in {round(minutes / size)} {unit}"
