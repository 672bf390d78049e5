"""What a crawl is told, and how its runs are told: for `crawl`, `update` and the demonstration."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from aggregator.children import Ran
from aggregator.cli import ALL_FAILED, SOME_FAILED, STORAGE
from aggregator.opting_out import beside, carry_out, without_forgotten
from aggregator.sources import known_sources, spider
from aggregator.world_door import SETTINGS
from offers.database import connect
from pipelines.runs import Source
from pipelines.verdict import UNSTORED

#: What is counted of a run, and shown where it is not 0.
COUNTS = ("new", "changed", "unchanged", "closed", "reopened", "rejected")
#: What a program is told of it beside these.
VALUES = ("outcome", "cause", "verdict", "verdict_why", "listed", "requests")
WITH_PERMISSION = (
    "If its publisher has permitted it to you in writing, say --i-have-permission; "
    "a key is set in the environment."
)


def chosen_sources(names: Sequence[str], permitted: bool, rows: str | None) -> list[Source]:
    """Return the sources of NAMES, or all that are on where none is named.

    Raises UsageError on one that is unknown, or is off and not PERMITTED.
    """
    known = known_sources(rows)
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"There is no source named {', '.join(unknown)}. {names_of(rows)}")
    if not names:
        return [source for source in known.values() if not source.off]
    for name in names:
        if (why := known[name].off) and not (permitted and spider(name, rows).refuses):
            raise click.UsageError(f"{name} is off: {why}. {WITH_PERMISSION}")
    return [known[name] for name in dict.fromkeys(names)]


def without_opted_out(
    path: str, sources: Sequence[Source], now: datetime, opt_out: Path | None = None
) -> tuple[list[Source], int]:
    """Carry out what the OPT_OUT file of the database at PATH asks anew; return who may still be read.

    And how many postings were removed. The file is looked for beside the database, if it is not named.
    """
    with closing(connect(path)) as db:
        done = carry_out(db, opt_out or beside(path), now)
        return without_forgotten(db, sources), done.postings


def names_of(rows: str | None) -> str:
    """Say which sources there are."""
    return f"The sources are: {', '.join(known_sources(rows))}."


def crawl_settings(
    db: str, now: datetime, world: str | None, incremental: bool, rows: str | None = None
) -> dict[str, object]:
    """Return the settings of a crawl: which file, which day, which web, whose ROWS."""
    file = Path(db).resolve()
    settings: dict[str, object] = {"DATABASE": str(file), "NOW": now.isoformat()}
    settings["HTTPCACHE_DIR"] = f"{file}-pages"
    settings["ROWS"] = rows and str(Path(rows).resolve())
    if incremental:
        settings["INCREMENTAL"] = 1
    return settings | ({"WORLD": world, **SETTINGS} if world else {})


def told(ran: Ran) -> str:
    """Say in a line how RAN went."""
    row = ran.row
    if not ran.happened:
        return f"{ran.source}: not read: {row['cause']}"
    counts = ", ".join(f"{row[c]} {c}" for c in COUNTS if row[c])
    trouble = "" if ran.good and row["outcome"] == "ok" else f" [{why(ran)}]"
    return f"{ran.source}: {row['listed']} listed; {counts or 'nothing stored'}{trouble}"


def values(ran: Ran) -> dict[str, Any]:
    """Return how RAN went as values of JSON."""
    return {name: ran.row.get(name) for name in (*VALUES, *COUNTS)}


def why(ran: Ran) -> str:
    """Say what is wrong with RAN: how it ended, or how it looks beside the runs before."""
    if ran.row["outcome"] != "ok":
        return f"{ran.row['outcome']}: {ran.row['cause']}"
    return f"{ran.row['verdict']}: {ran.row['verdict_why']}"


def exit_code(runs: Iterable[Ran]) -> int:
    """Return what a command ends with whose RUNS these are: 0 all good, or none; 3 some bad; 4 all; 5 the disk.

    Scrapy itself ends with 0 whatever happened. A run is as good as its verdict: the operator is told no other.

    >>> ok, bad = (Ran("a", {"outcome": o, "verdict": None}) for o in ("ok", "network"))
    >>> [exit_code(runs) for runs in ([], [ok], [ok, bad], [bad])]
    [0, 0, 3, 4]
    >>> exit_code([Ran("a", {"outcome": "incomplete", "verdict": "good"})])  # one page failed
    0
    """
    happened = [ran for ran in runs if ran.happened]
    good = [ran.good for ran in happened]
    if any(ran.row.get("cause") == UNSTORED for ran in happened):
        return STORAGE
    if all(good):
        return 0
    return SOME_FAILED if any(good) else ALL_FAILED
