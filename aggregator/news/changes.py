"""What is news to the operator: what changed since they were told, once; and daily, what is still bad."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from offers.clock import moment

GOOD = "good"
#: What is still bad is told again after a day; less an hour, since cron's runs do not take equally long.
AGAIN = timedelta(hours=23)


@dataclass(frozen=True)
class State:
    """How a source stands: its verdict and since when, when it was last good, why, and what to do.

    Moments are written as the file writes them (UTC).
    """

    source: str
    verdict: str
    since: str
    last_good: str | None = None
    why: str = ""
    next_step: str = ""

    @property
    def good(self) -> bool:
        return self.verdict == GOOD


@dataclass(frozen=True)
class Told:
    """What the operator was last told of a source, since when it is so, and when they were told."""

    verdict: str
    since: str
    told_at: str | None


@dataclass(frozen=True)
class News:
    """What a message says: what changed, for the worse or the better, and what is still bad.

    It is false where there is nothing to say.
    """

    changed: tuple[State, ...] = ()
    still: tuple[State, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.still)

    @property
    def worse(self) -> tuple[State, ...]:
        return tuple(state for state in self.changed if not state.good)

    @property
    def better(self) -> tuple[State, ...]:
        return tuple(state for state in self.changed if state.good)


def news(states: Iterable[State], told: Mapping[str, Told], now: datetime) -> News:
    """Compare STATES with what was TOLD of each source; a source never told of was good.

    >>> blind = State("rekrute", "blind", "2026-11-21T08:00:00Z")
    >>> morning = moment("2026-11-21T12:00")
    >>> len(news([blind], {}, morning).changed)
    1
    >>> bool(news([blind], {"rekrute": Told("blind", blind.since, blind.since)}, morning))
    False
    """
    ordered = sorted(states, key=lambda state: (state.good, state.source))
    changed = tuple(s for s in ordered if s.verdict != _known(told, s))
    still = tuple(s for s in ordered if not s.good and s.verdict == _known(told, s))
    if changed or any(_due(told[state.source], now) for state in still):
        return News(changed, still)
    return News()


def _known(told: Mapping[str, Told], state: State) -> str:
    """Return the verdict that the operator believes to hold."""
    before = told.get(state.source)
    return before.verdict if before and before.told_at else GOOD


def _due(told: Told, now: datetime) -> bool:
    """Say whether a day has gone by; what was told in the future was told by a clock that was wrong."""
    if not told.told_at:
        return True
    return not timedelta() <= now - moment(told.told_at) < AGAIN
