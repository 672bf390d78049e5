"""A run in the database: begun, what it refused, and how it ended."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from offers.clock import stamp
from offers.database import writing

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
  rejected = (select count(*) from rejects where run = :run), stats = :stats
where id = :run
"""
CRASHED = """
update runs set ended_at = coalesce(ended_at, :ended_at), outcome = :outcome, cause = :cause, complete = 0,
  rejected = (select count(*) from rejects where run = :run)
where id = :run
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


def end(db: Database, run: int, now: datetime, result: Mapping[str, Any]) -> None:
    """Close RUN with its RESULT: outcome, cause, complete, and the counts."""
    counts = {
        name: result.get(name, 0) for name in ("requests", "listed", "new", "changed", "unchanged")
    }
    with writing(db):
        db.conn.execute(
            END,
            {
                **counts,
                "run": run,
                "ended_at": stamp(now),
                "outcome": result["outcome"],
                "cause": result.get("cause"),
                "complete": int(result.get("complete", False)),
                "stats": json.dumps(result.get("stats", {}), sort_keys=True, default=str),
            },
        )


def crashed(db: Database, run: int, now: datetime, cause: str, outcome: str = "crash") -> None:
    """Close RUN for a process that could not do so, or did not end well; what it counted stays.

    OUTCOME tells apart what we ended ourselves: limit, interrupted.
    """
    ended = {"run": run, "ended_at": stamp(now), "outcome": outcome, "cause": cause}
    with writing(db):
        db.conn.execute(CRASHED, ended)


def reject(
    db: Database, run: int, source: str, now: datetime, reason: str, payload: Mapping[str, Any]
) -> None:
    """Keep what was not stored, and why: nothing is lost in silence."""
    url = payload.get("url")
    with writing(db):
        db.conn.execute(
            REJECT,
            {
                "run": run,
                "source": source,
                "url": url if isinstance(url, str) else None,
                "reason": reason,
                "payload": json.dumps(payload, ensure_ascii=False, default=str)[:100_000],
                "rejected_at": stamp(now),
            },
        )
