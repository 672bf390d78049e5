"""The ways to the operator, and what goes over each when an update begins and ends."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aggregator.news import alerts, itself, metrics
from aggregator.news.changes import News, State, news
from aggregator.news.ending import Ending
from aggregator.news.mail import Mail
from aggregator.news.message import Message, line, message
from aggregator.news.ping import Ping
from aggregator.news.post import Delivery
from aggregator.news.webhook import Webhook


@dataclass(frozen=True)
class Channels:
    """The ways that the operator has opened; none: what is to be told is printed."""

    ping: Ping | None = None
    mail: Mail | None = None
    webhook: Webhook | None = None
    metrics: Path | None = None


@dataclass(frozen=True)
class Heard:
    """What is to be printed: news that nobody was sent, and a line for each way that failed."""

    say: str | None = None
    failures: tuple[str, ...] = ()


def started(channels: Channels) -> Heard:
    """Tell the watchman that an update begins."""
    if channels.ping is None:
        return Heard()
    return Heard(failures=_failures([("ping", channels.ping.started())]))


def ended(
    channels: Channels, ending: Ending, file: Path, db: Database | None, now: datetime
) -> Heard:
    """Tell the operator how an update of FILE ended: news by mail and webhook, figures, a ping.

    DB is None where the file cannot be opened. No trouble here raises: each is a line to print.
    """
    said, failures = _tell(channels, ending, file, db, now)
    if channels.metrics:
        failures += _guarded("metrics", lambda: _measure(channels, ending, file, db, now))
    if channels.ping:
        sent = channels.ping.ended(ending.exit_code, ending.summary)
        failures += _failures([("ping", sent)])
    return Heard(said, failures)


def _tell(
    channels: Channels, ending: Ending, file: Path, db: Database | None, now: datetime
) -> tuple[str | None, tuple[str, ...]]:
    """Tell what is news, and keep that it was told; return what is to be printed, and the failures."""
    found, failures = _found(ending, file, db, now)
    if not found:
        return None, failures
    written = message(found)
    sent = _sent(channels, written, now)
    failures += _failures(sent)
    if sent and not any(delivery.done for _, delivery in sent):
        return written.text, failures
    failures += _guarded("news", lambda: _keep(found, file, db, now))
    return None if sent else written.text, failures


def _found(
    ending: Ending, file: Path, db: Database | None, now: datetime
) -> tuple[News, tuple[str, ...]]:
    """Return what is news; of the update alone, where the file does not say what was told."""
    told = itself.told(file)
    own = itself.state(ending, told.get(itself.NAME), now)
    ours = (own,) if own else ()
    try:
        told |= alerts.told(db) if db is not None else {}
    except sqlite3.Error as error:
        return news(ours, told, now), (line(f"news: what was told cannot be read: {error}"),)
    return news((*ending.states, *ours), told, now), ()


def _sent(channels: Channels, written: Message, now: datetime) -> list[tuple[str, Delivery]]:
    sent = []
    if channels.mail:
        sent.append(("mail", channels.mail.send(written, now)))
    if channels.webhook:
        sent.append(("webhook", channels.webhook.send(written)))
    return sent


def _keep(found: News, file: Path, db: Database | None, now: datetime) -> None:
    sources: list[State] = []
    for state in (*found.changed, *found.still):
        if state.source == itself.NAME:
            itself.keep(file, state, now)
        else:
            sources.append(state)
    if db is not None and sources:
        alerts.keep(db, sources, now)


def _measure(
    channels: Channels, ending: Ending, file: Path, db: Database | None, now: datetime
) -> None:
    assert channels.metrics
    metrics.write(channels.metrics, metrics.figures(ending, file, db, now))


def _guarded(way: str, act: Callable[[], None]) -> tuple[str, ...]:
    """Do ACT; return the line that says why it failed, where it did."""
    try:
        act()
    except (sqlite3.Error, OSError) as error:
        return (line(f"{way}: {error}"),)
    return ()


def _failures(sent: Iterable[tuple[str, Delivery]]) -> tuple[str, ...]:
    return tuple(f"{way}: {delivery.trouble}" for way, delivery in sent if delivery.trouble)
