"""How the work goes: the clock, who holds the lock, the last backup, the last verdicts, what the robot says of itself."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from aggregator.examining.file import opened
from aggregator.examining.finding import Asked, Finding, bad, doubtful, fine
from aggregator.keeping.backing_up import beside, dated
from aggregator.locking import holder, house
from aggregator.timers.crontab import CONTACT, ENVIRONMENT
from offers.clock import MOROCCO, moment
from pipelines.health import verdict_of

#: We were not there before, and this program will not be there after.
YEARS = range(2026, 2100)
#: Clocks of two machines differ by so much without anybody being wrong.
APART = timedelta(minutes=5)
#: Nothing holds the lock so long that goes well.
LONGEST = timedelta(days=1)
#: A backup is taken daily.
OLD = timedelta(days=2)
NEWEST = "select max(max(started_at, coalesce(ended_at, ''))) from runs"
LAST = """
select source, outcome, verdict from runs where id in (
  select max(id) from runs where outcome <> 'interrupted' group by source
)
order by source
"""
#: So many sources are named in a line.
NAMED = 5


def working(asked: Asked) -> Iterator[Finding]:
    """Look at how the work goes."""
    yield clock(asked.now, _newest(asked.db))
    yield contact(beside_it(asked.db.parent / ENVIRONMENT) | dict(os.environ))
    yield lock(house(asked.db), asked.now)
    if asked.db.exists():
        yield backup(asked.db, asked.backups or beside(asked.db), asked.now)
    yield verdicts(_last(asked.db))


def clock(now: datetime, newest: str | None) -> Finding:
    """Judge NOW beside the NEWEST moment in the file, and beside the years we know.

    >>> clock(moment("2026-11-22T09:00"), "2026-11-23T08:00:00Z").state
    'bad'
    """
    todo = "Set the clock (timedatectl set-ntp true), then look at `aggregator sources`."
    if now.year not in YEARS:
        return bad("clock", f"it says {now:%d/%m/%Y}", todo)
    if newest and moment(newest) > now + APART:
        said = (
            f"the last run is dated {moment(newest):%d/%m/%Y %H:%M}, and it is {now:%d/%m/%Y %H:%M}"
        )
        return bad("clock", f"{said}: it was set back, or is wrong", todo)
    return fine("clock", f"{now:%d/%m/%Y %H:%M} in {MOROCCO.key} (UTC{now:%z})")


def beside_it(file: Path) -> dict[str, str]:
    """Return what FILE adds to the environment of an update; nothing where it is not ours to read."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("'\"") for name, _, value in pairs}


def contact(environment: Mapping[str, str]) -> Finding:
    """Judge what the robot says of who runs it.

    >>> contact({}).state, contact({"AGGREGATOR_CONTACT_URL": "https://emplois.example/robot"}).state
    ('warning', 'ok')
    """
    said = environment.get(CONTACT, "")
    if said.startswith(("https://", "http://")):
        return fine("contact", f"sites are told {said}")
    todo = f"Set {CONTACT} (in {ENVIRONMENT}, beside the file) to a page of yours: who you are, how to opt out."
    return doubtful("contact", f"{CONTACT} is {said or 'not set'}: sites cannot ask you", todo)


def lock(file: Path, now: datetime) -> Finding:
    """Say who works on the file whose lock is FILE."""
    try:
        who = holder(file) if file.exists() else None
        since = datetime.fromtimestamp(file.stat().st_mtime, MOROCCO) if who else now
    except OSError as error:
        todo = "Run every command as the user who owns the catalogue."
        return bad("lock", f"{file} cannot be locked: {error.strerror}", todo, storage=True)
    if not who:
        return fine("lock", "nobody works on it")
    if now - since < LONGEST:
        return fine("lock", f"{who} works on it")
    todo = "Look whether it still works (its log, top); if not, end that process: the lock goes with it."
    return doubtful("lock", f"{who} holds it for more than a day", todo)


def backup(db: Path, folder: Path, now: datetime) -> Finding:
    """Judge the age of the newest backup of DB in FOLDER; one that is dated later counts for nothing."""
    todo = "`aggregator backup`, and look at what the last updates said."
    taken = [at for at in dated(db, folder) if at <= now]
    if not taken:
        return doubtful("backup", f"there is none in {folder}", todo)
    said = f"the last of {len(taken)} is of {max(taken).astimezone(MOROCCO):%d/%m/%Y %H:%M}"
    return fine("backup", said) if now - max(taken) < OLD else doubtful("backup", said, todo)


def verdicts(last: Mapping[str, str] | None) -> Finding:
    """Say in a line how the LAST run of each source was judged.

    >>> verdicts({"rekrute": "good", "anapec": "refused"}).said
    '2 sources were read, the last time 1 of them badly: anapec (refused)'
    """
    if not last:
        said = "none was read yet" if last is not None else "the file does not tell: see above"
        return fine("sources", said)
    trouble = [f"{source} ({said})" for source, said in last.items() if said != "good"]
    said = f"{len(last)} sources were read, the last time {len(trouble) or 'none'} of them badly"
    if not trouble:
        return fine("sources", said)
    more = f" and {len(trouble) - NAMED} more" if len(trouble) > NAMED else ""
    named = f"{', '.join(trouble[:NAMED])}{more}"
    return doubtful("sources", f"{said}: {named}", "`aggregator health` says what to do of each.")


def _newest(db: Path) -> str | None:
    rows = _read(db, NEWEST)
    return rows[0][0] if rows else None


def _last(db: Path) -> dict[str, str] | None:
    if not db.exists():
        return {}
    rows = _read(db, LAST)
    if rows is None:
        return None
    told = [(source, {"outcome": outcome, "verdict": said}) for source, outcome, said in rows]
    return {source: verdict_of(run) or "unknown" for source, run in told}


def _read(db: Path, sql: str) -> list[tuple] | None:
    """Return what SQL gives; None of a file that does not open, or is older: another line says so."""
    try:
        with opened(db) as conn:
            return conn.execute(sql).fetchall()
    except sqlite3.Error:
        return None
