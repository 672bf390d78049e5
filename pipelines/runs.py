"""A run in the database: begun, what it refused, and how it ended."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from offers.clock import stamp
from offers.database import writing
from pipelines.cleaners.contacts import masked, masked_values
from pipelines.cleaners.links import without_people
from pipelines.health import BACK, verdict_of

BEGIN = "insert into runs (source, started_at) values (?, ?)"
KNOW = """
insert into sources (name, title, kind, url, terms, added_at) values (:name, :title, :kind, :url, :terms, :added_at)
on conflict (name) do update set
  title = excluded.title, kind = excluded.kind, url = excluded.url, terms = excluded.terms
"""
END = """
update runs set
  ended_at = :ended_at, outcome = :outcome, cause = :cause, complete = :complete,
  requests = :requests, listed = :listed, new = :new, changed = :changed, unchanged = :unchanged,
  rejected = (select count(*) from rejects where run = :run), stats = :stats,
  seconds = :seconds, read = :read, coverage = :coverage, verdict = :verdict, verdict_why = :why
where id = :run
"""
CRASHED = """
update runs set ended_at = coalesce(ended_at, :ended_at), outcome = :outcome, cause = :cause, complete = 0,
  verdict = :verdict, verdict_why = :why,
  rejected = (select count(*) from rejects where run = :run)
where id = :run
"""
#: The runs of a source before one of them, newest first. ``left``: its list was left at what we held.
BEFORE = """
select outcome, cause, listed, requests, seconds, read, coverage, verdict,
  coalesce(stats ->> '$."asked/latest"', 0) as left
from runs where source = :source and id < :run
order by id desc limit :back
"""
REJECT = """
insert into rejects (run, source, url, reason, payload, rejected_at)
values (:run, :source, :url, :reason, :payload, :rejected_at)
"""


@dataclass(frozen=True)
class Source:
    """Who publishes: as the spider, or the importer, introduces it."""

    name: str
    title: str
    kind: str
    url: str | None = None
    terms: str | None = None
    off: str | None = None  # why it is not read; None: it is


def begin(db: Database, source: Source, now: datetime) -> int:
    """Open a run of SOURCE and return its id."""
    with writing(db):
        db.conn.execute(KNOW, {**asdict(source), "added_at": stamp(now)})
        run = db.conn.execute(BEGIN, [source.name, stamp(now)]).lastrowid
    assert run
    return run


def before(db: Database, run: int, source: str) -> list[dict[str, Any]]:
    """Return the runs of SOURCE before RUN, the newest first, as pipelines.health judges by them."""
    return list(db.query(BEFORE, {"source": source, "run": run, "back": BACK}))


def end(db: Database, run: int, now: datetime, result: Mapping[str, Any]) -> None:
    """Close RUN with its RESULT: outcome, cause, complete, the counts, and what it is worth."""
    counts = {
        name: result.get(name, 0)
        for name in ("requests", "listed", "new", "changed", "unchanged", "read")
    }
    told = {
        "ended_at": stamp(now),
        "outcome": result["outcome"],
        "cause": result.get("cause"),
        "complete": int(result.get("complete", False)),
        "stats": json.dumps(result.get("stats", {}), sort_keys=True, default=str),
        "seconds": result.get("seconds"),
        "coverage": result.get("coverage"),
        "verdict": verdict_of(result),
        "why": result.get("verdict_why"),
    }
    with writing(db):
        db.conn.execute(END, {**counts, **told, "run": run})


def crashed(db: Database, run: int, now: datetime, cause: str, outcome: str = "crash") -> None:
    """Close RUN for a process that could not do so, or did not end well; what it counted stays.

    OUTCOME tells apart what we ended ourselves: limit, interrupted.
    """
    verdict = verdict_of({"outcome": outcome})
    ended = {"run": run, "ended_at": stamp(now), "outcome": outcome, "cause": cause}
    with writing(db):
        db.conn.execute(CRASHED, {**ended, "verdict": verdict, "why": verdict and cause})


def reject(
    db: Database, run: int, source: str, now: datetime, reason: str, payload: Mapping[str, Any]
) -> None:
    """Keep what was not stored, and why: nothing is lost in silence, and nobody's number kept."""
    url = payload.get("url")
    told = masked_values(payload)
    with writing(db):
        db.conn.execute(
            REJECT,
            {
                "run": run,
                "source": source,
                "url": without_people(url) if isinstance(url, str) else None,
                "reason": masked(reason),
                "payload": json.dumps(told, ensure_ascii=False, default=str)[:100_000],
                "rejected_at": stamp(now),
            },
        )
