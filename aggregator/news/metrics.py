"""Figures for Prometheus, in a file that node_exporter reads: the catalogue, each source's last run, the update."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile
from sqlite_utils import Database

from aggregator.news.ending import Ending
from aggregator.news.message import line
from pipelines.health import VERDICTS

#: The last run of each source that came to an end.
LATEST = """
with latest as (
  select * from runs where id in (select max(id) from runs where ended_at is not null group by source)
)
"""
#: Metric, what it says, its labels, and the rows: a value for each label, then the figure.
FIGURES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    (
        "aggregator_catalogue_offers",
        "Offers, each counted once, by whether they are open.",
        ("state",),
        "select iif(closed_on is null, 'open', 'closed'), count(*) from offers group by 1",
    ),
    (
        "aggregator_offers",
        "Offers that a source shows, by whether they are open; one may stand in several sources.",
        ("source", "state"),
        """
        select p.source, iif(o.closed_on is null, 'open', 'closed'), count(distinct o.id)
        from postings p
        join offers o on o.id = p.offer
        group by 1, 2
        """,
    ),
    (
        "aggregator_postings",
        "Postings of a source, by whether they are open.",
        ("source", "state"),
        "select source, iif(closed_on is null, 'open', 'closed'), count(*) from postings group by 1, 2",
    ),
    (
        "aggregator_last_success_timestamp_seconds",
        "When the last good run of a source ended.",
        ("source",),
        """
        select source, max(strftime('%s', ended_at) + 0)
        from runs
        where ended_at is not null
          and (verdict = 'good' or (verdict is null and outcome in ('ok', 'incomplete')))
        group by source
        """,
    ),
    (
        "aggregator_run_duration_seconds",
        "How long the last run of a source took.",
        ("source",),
        LATEST
        + """
        select source, coalesce(seconds, strftime('%s', ended_at) - strftime('%s', started_at))
        from latest
        """,
    ),
    (
        "aggregator_run_requests",
        "Requests of the last run of a source.",
        ("source",),
        LATEST + "select source, requests from latest",
    ),
    (
        "aggregator_run_responses",
        "Answers in the last run of a source, by their HTTP status.",
        ("source", "code"),
        LATEST
        + """
        select source, substr(s.key, -3), s.value
        from latest, json_each(iif(json_valid(stats), stats, '{}')) s
        where s.key glob 'downloader/response_status_count/[0-9][0-9][0-9]'
        """,
    ),
    (
        "aggregator_run_postings",
        "Postings in the last run of a source, by what became of them.",
        ("source", "result"),
        LATEST
        + """
        select source, 'listed', listed from latest
        union all select source, 'new', new from latest
        union all select source, 'changed', changed from latest
        union all select source, 'unchanged', unchanged from latest
        union all select source, 'closed', closed from latest
        union all select source, 'reopened', reopened from latest
        union all select source, 'rejected', rejected from latest
        """,
    ),
)


def figures(ending: Ending, file: Path, db: Database | None, now: datetime) -> CollectorRegistry:
    """Gather the figures of FILE after an update's ENDING; without DB, those of the update alone."""
    registry = CollectorRegistry()
    _update(registry, ending, now)
    _verdicts(registry, ending)
    _size(registry, file)
    for name, says, labels, sql in FIGURES if db is not None else ():
        assert db is not None
        with closing(db.conn.execute(sql)) as rows:
            _lay(registry, name, says, labels, rows)
    return registry


def write(path: Path, registry: CollectorRegistry) -> None:
    """Write the figures of REGISTRY into PATH, all at once: who reads it never finds a half."""
    write_to_textfile(str(path), registry)
    path.chmod(0o644)  # no secrets; node_exporter is another user, and cron's umask may be 077


def _update(registry: CollectorRegistry, ending: Ending, now: datetime) -> None:
    for name, says, value in (
        ("exit_code", "Exit code of the last update.", ending.exit_code),
        ("duration_seconds", "How long the last update took.", ending.seconds),
        ("last_timestamp_seconds", "When the last update ended.", now.timestamp()),
    ):
        _lay(registry, f"aggregator_update_{name}", says, (), [(value,)])
    if ending.backup_at:
        _lay(
            registry,
            "aggregator_last_backup_timestamp_seconds",
            "When the database was last backed up.",
            (),
            [(ending.backup_at.timestamp(),)],
        )


def _verdicts(registry: CollectorRegistry, ending: Ending) -> None:
    rows = [
        (state.source, verdict, int(verdict == state.verdict))
        for state in ending.states
        for verdict in sorted({*VERDICTS, state.verdict})
    ]
    _lay(
        registry,
        "aggregator_source_verdict",
        "How a source stands: 1 for its verdict, 0 for every other.",
        ("source", "verdict"),
        rows,
    )


def _size(registry: CollectorRegistry, file: Path) -> None:
    """Count what the database takes: the file, and what is not yet written back into it."""
    parts = [file, file.with_name(f"{file.name}-wal")]
    held = sum(part.stat().st_size for part in parts if part.exists())
    _lay(registry, "aggregator_database_bytes", "Size of the database.", (), [(held,)])


def _lay(
    registry: CollectorRegistry,
    name: str,
    says: str,
    labels: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Lay ROWS, a value for each of LABELS and then the figure, as a gauge; a figure unknown is left out."""
    gauge = Gauge(name, says, labels, registry=registry)
    for *values, figure in rows:
        if figure is not None:
            shown = gauge.labels(*(line(str(value)) for value in values)) if labels else gauge
            shown.set(figure)
