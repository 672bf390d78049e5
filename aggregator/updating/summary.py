"""What an update did, as people, programs and cron are told it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from aggregator.children import LEFT, LOCKED, Ran
from aggregator.crawling import values
from pipelines.schedule import Turn

#: What is counted of the runs, and shown where it is not 0.
COUNTS = ("new", "changed", "closed", "reopened", "rejected")


@dataclass
class Summary:
    """What an update did; filled as it goes, so that one which breaks off can tell, too."""

    now: datetime
    runs: list[Ran] = field(default_factory=list)
    waiting: dict[str, Turn] = field(default_factory=dict)
    killed: int = 0
    forgotten: int = 0
    purged: int = 0
    judged: int = 0
    offers: int = 0
    past: int = 0
    backup: Path | None = None
    seconds: float = 0.0

    @property
    def read(self) -> list[Ran]:
        """The runs that took place."""
        return [ran for ran in self.runs if ran.happened]

    @property
    def bad(self) -> list[Ran]:
        """The runs that ended badly, or look bad beside those before them."""
        return [ran for ran in self.read if not ran.good]


def in_words(summary: Summary) -> str:
    """Say in a line what the update did."""
    read, bad = len(summary.read), len(summary.bad)
    idle = not (summary.judged or summary.past or summary.forgotten or summary.purged)
    if not read and idle:
        return f"nothing was due; {_next(summary)}"
    parts = [
        f"{read} source{'s' * (read > 1)} read, {bad} bad" if read else "no source was due",
        *_counts(summary),
        f"{summary.judged} postings judged, {summary.offers} offers drawn",
        *([f"{summary.past} past their deadline closed"] if summary.past else []),
        *([f"{summary.forgotten} left out that asked for it"] if summary.forgotten else []),
        *([f"{summary.purged} old texts purged"] if summary.purged else []),
        *([f"backup {summary.backup.name}"] if summary.backup else []),
        f"{summary.seconds:.0f} s",
    ]
    return "; ".join(parts)


def as_json(summary: Summary, code: int) -> dict[str, Any]:
    """Return what the update did as values of JSON."""
    return {
        "now": summary.now.isoformat(),
        "exit": code,
        "due": len(summary.runs),
        "read": len(summary.read),
        "bad": [ran.source for ran in summary.bad],
        "sources": {ran.source: values(ran) for ran in summary.runs},
        "waiting": {name: turn.at.isoformat() for name, turn in summary.waiting.items()},
        "paused": [name for name, turn in summary.waiting.items() if turn.paused],
        "killed": summary.killed,
        "forgotten": summary.forgotten,
        "purged": summary.purged,
        "judged": summary.judged,
        "offers": summary.offers,
        "backup": str(summary.backup) if summary.backup else None,
        "seconds": round(summary.seconds, 1),
    }


def _counts(summary: Summary) -> list[str]:
    total = Counter({c: sum(ran.row[c] for ran in summary.runs) for c in COUNTS})
    said = ", ".join(f"{n} {c}" for c, n in total.items() if n)
    ways = Counter(ran.row["outcome"] for ran in summary.runs if not ran.happened)
    left = [f"{ways[LEFT]} left for the next time"] if ways[LEFT] else []
    taken = [f"{ways[LOCKED]} read by another process"] if ways[LOCKED] else []
    return [*([said] if said else []), *left, *taken]


def _next(summary: Summary) -> str:
    if not summary.waiting:
        return "no source is on"
    name, turn = min(summary.waiting.items(), key=lambda pair: pair[1].at)
    return f"next is {name}, {turn.at:%d/%m %H:%M}"
