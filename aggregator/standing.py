"""How each source stands: what its last run is worth, since when, and what the operator is to do of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from aggregator.sources import spider
from aggregator.updating.plan import turns_of
from offers.clock import moment, stamp
from offers.text import squeeze, visible
from pipelines.runs import Source
from pipelines.schedule import Turn, interval, told

HEALTH = """
select h.*, r.cause, r.verdict_why
from source_health h
left join runs r on r.id = h.run
"""
FIRST = "select min(started_at) from runs"

#: What to do of each verdict, in a sentence; {source} is its name.
NEXT_STEPS = {
    "good": "",
    "unread": "`aggregator update` reads it when its turn comes.",
    "overdue": "See that cron or the timer still runs `aggregator update`: `aggregator doctor`.",
    "silent": "Open its list in a browser: where postings stand there, its reader no longer finds them.",
    "shrunken": "Compare its list in a browser with these numbers: a list that is truly shorter is believed after some runs.",
    "blind": "Compare one of its pages with what its reader asks for; once mended: `aggregator crawl {source} --full`.",
    "slow": "Wait a day; where it lasts, ask it more seldom (`every`) or write to its publisher.",
    "refused": "Read its robots.txt and terms, and write to its publisher; look for no other way in.",
    "layout": "Open its list in a browser: an outage mends itself; for a new layout, mend its reader.",
    "broken": "Read its log, then try once: `aggregator crawl {source}`.",
}
GIVE_UP = (
    "It has been so for a month: mend it, or give it up (`off` in its class, with the reason)."
)
#: Verdicts that need nobody.
CALM = ("good", "unread")
#: A source whose last good run is older than so many of its intervals is overdue.
INTERVALS = 3
#: A source that is bad for so long is not ill any more.
CHRONIC = timedelta(days=30)
#: A reason is cut here: an address of a site may be long.
SHOWN = 300


@dataclass(frozen=True)
class Standing:
    """How a source stands; moments are written as the file writes them (UTC), empty where there is none."""

    source: str
    verdict: str
    since: str = ""  # when the first of its bad runs in a row began
    bad_runs: int = 0
    last_good: str = ""
    last_run: str = ""
    why: str = ""
    paused_until: str = ""
    chronic: bool = False  # bad for a month

    @property
    def good(self) -> bool:
        return self.verdict in CALM

    @property
    def next_step(self) -> str:
        step = NEXT_STEPS[self.verdict].format(source=self.source)
        return f"{step} {GIVE_UP}" if self.chronic else step


def standings(
    db: Database, sources: Iterable[Source], now: datetime, rows: str | None = None
) -> list[Standing]:
    """Say how each of SOURCES stands NOW, the bad first."""
    chosen = list(sources)
    rows_of = {row["source"]: row for row in db.query(HEALTH)}
    turns = turns_of(db, chosen, now, rows)
    (first,) = db.conn.execute(FIRST).fetchone()
    stand = [
        _standing(s.name, rows_of.get(s.name), spider(s.name, rows).every, turns[s.name], now, first)
        for s in chosen
    ]  # fmt: skip
    return sorted(stand, key=lambda one: (one.good, one.source))


def _standing(
    name: str, row: Mapping[str, Any] | None, every: str, turn: Turn, now: datetime, first: str | None
) -> Standing:  # fmt: skip
    """Say how the source NAME stands by its ROW, and by when it was to be read; FIRST is when anything was."""
    paused = stamp(turn.at) if turn.paused else ""
    if row is None or row["verdict"] is None:
        verdict = "overdue" if _late(first, every, now) else "unread"
        last = row["last_run"] if row else ""
        return Standing(name, verdict, last_run=last or "", why="it was never read to an end")
    verdict, why = row["verdict"], row["verdict_why"] or row["cause"]
    if verdict == "good" and _late(row["last_good"], every, now):
        verdict, why = "overdue", f"it is to be read every {told(interval(every))}"
    return Standing(
        source=name,
        verdict=verdict,
        since=row["bad_since"] or "",
        bad_runs=row["bad_runs"],
        last_good=row["last_good"] or "",
        last_run=row["last_run"] or "",
        why=squeeze(visible(why or ""))[:SHOWN],
        paused_until=paused,
        chronic=bool(row["bad_since"]) and now - moment(row["bad_since"]) > CHRONIC,
    )


def _late(since: str | None, every: str, now: datetime) -> bool:
    """Say whether SINCE is longer ago than a source that is read EVERY so often may be silent."""
    return since is None or now - moment(since) > INTERVALS * interval(every)
