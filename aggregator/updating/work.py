"""An update, step by step: each is idempotent, so that what was broken off is made up for by the next."""

import logging
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aggregator.children import Bounds, read_all
from aggregator.cli import Trouble
from aggregator.crawling import crawl_settings, told, without_opted_out
from aggregator.keeping.backing_up import back_up, due, prune, refuse_lost
from aggregator.keeping.checking import Unfit
from aggregator.keeping.copying import NoRoom
from aggregator.keeping.settling import settle
from aggregator.keeping.tidying import tidy, weekly
from aggregator.updating.pages import drop_old
from aggregator.updating.plan import Plan, plan
from aggregator.updating.reap import reap
from aggregator.updating.summary import Summary
from dedupe.run import run
from offers.database import connect
from pipelines.closing import close_past
from pipelines.purge import purge
from pipelines.runs import Source

log = logging.getLogger("aggregator.update")


@dataclass(frozen=True)
class Order:
    """What the operator asked for."""

    db: str
    now: datetime
    sources: Sequence[Source]
    bounds: Bounds
    jobs: int
    force: bool = False
    world: str | None = None
    rows: str | None = None
    backups: Path | None = None
    opt_out: Path | None = None


def update(order: Order, done: Summary) -> None:
    """Do all that is due, and note in DONE what was done."""
    began = time.monotonic()
    try:
        chosen = _begin(order, done)
        _crawl(order, chosen, done)
        _merge(order, done)
        _keep(order, done)
    finally:
        done.seconds = time.monotonic() - began


def _begin(order: Order, done: Summary) -> Plan:
    """Leave out who asked for it, close what was killed, and see what is due."""
    refuse_lost(Path(order.db), order.backups)
    sources, done.forgotten = without_opted_out(order.db, order.sources, order.now, order.opt_out)
    with closing(connect(order.db)) as db:
        done.killed = reap(db, order.db, order.now)
        if done.killed:
            log.info("%d runs had been killed; their sources are read again", done.killed)
        chosen = plan(db, sources, order.now, order.rows, order.force)
    due = {source.name for source in chosen.due}
    done.waiting = {name: turn for name, turn in chosen.turns.items() if name not in due}
    for name, turn in chosen.turns.items():
        if "set back" in turn.why:
            log.warning("%s: %s; it is read now", name, turn.why)
    return chosen


def _crawl(order: Order, chosen: Plan, done: Summary) -> None:
    settings = crawl_settings(order.db, order.now, order.world, True, order.rows)
    for ran in read_all(chosen.due, settings, order.now, order.jobs, order.bounds):
        done.runs.append(ran)
        log.info("%s", told(ran), extra={"source": ran.source, "outcome": ran.row["outcome"]})


def _merge(order: Order, done: Summary) -> None:
    with closing(connect(order.db)) as db:
        done.past = close_past(db, order.now)
        done.purged = purge(db, order.now).postings
        merged = run(db, order.now)
        tidy(db) if done.forgotten else weekly(db, order.now)
        settle(db)
    drop_old(Path(f"{order.db}-pages"), order.now)
    done.judged, done.offers = merged.postings, merged.offers


def _keep(order: Order, done: Summary) -> None:
    """Back the file up, where its newest backup is a day old."""
    file = Path(order.db)
    if not order.backups or not due(file, order.backups, order.now):
        return
    try:
        done.backup = back_up(file, order.backups, order.now)
        prune(file, order.backups, order.now)
    except (Unfit, NoRoom, OSError) as error:
        raise Trouble(f"all is merged, but no backup could be made: {error}") from error
