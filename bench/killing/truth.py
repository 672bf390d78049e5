"""What stands in a folder: all of the catalogue that does not hang on chance, and whatever is wrong with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from aggregator.keeping.checking import Unfit, check
from pipelines.forgotten import Requests, concerned

DATABASE = "aggregator.db"
#: Each without an id: a run that went on where another was killed may number otherwise.
TOLD = {
    "postings": "select source, ref, content_hash, first_seen, closed_on, closed_why, url, title from postings",
    "seen": """
select p.source, p.ref, s.last_seen, s.missed from seen s join postings p on p.id = s.posting""",
    "versions": """
select p.source, p.ref, v.changes from posting_versions v join postings p on p.id = v.posting""",
    "offers": """
select group_concat(key, ' '), o.title, o.company, o.closed_on, o.first_seen, o.postings
from (select source || '/' || ref as key, offer from postings order by key) join offers o on o.id = offer
group by o.id""",
    "ledger": "select * from day_counts where open or opened or found or reopened or closed or corrected",
    "search": "select title, company, place, body from offer_words",
    "facets": """
select v.field, v.code, c.kind, c.n from facet_counts c join facet_values v on v.id = c.value where c.n""",
    "rejects": "select distinct source, url, reason, payload = '{}' from rejects",
    "texts": """
select p.source, p.ref, p.description, p.listed_hash, p.purged_on, o.excerpt
from postings p left join offers o on o.id = p.offer""",
    "forgotten": "select kind, value, postings from forgotten",
    "elsewhere": "select source, ref, listed_hash, forgotten from elsewhere",
    "counts of runs": "select distinct source, started_at from runs where stats is not null",
}
#: Work that is noted, and not done yet: all is empty at the end.
WAITING = ("unsettled", "uncompared", "unindexed", "undrawn", "unlaid", "uncounted", "relived", "gained")  # fmt: skip
#: Runs that nobody ended and yet count as whole, or as anything.
UNENDED = """
select count(*) from runs
where ended_at is null and (complete or outcome is not null or verdict is not null)
"""
TORN = """
select count(*) from (
  select o.id from offers o left join postings p on p.offer = o.id
  group by o.id having count(p.id) <> o.postings)
"""
#: What was counted last is what the narrow tables hold: both are written at once.
MISCOUNTED = """
select count(*) from offer_facts where closed_on is null
  having count(*) <> coalesce((
    select sum(open) from day_counts where day = (select max(day) from counted_days)), 0)
"""
UNFOUND = """
select count(*) from offers where id not in (select id from offer_words) and id not in (select offer from unindexed)
"""
#: Complains where the index does not hold what the table of words does.
SEARCHED = "insert into offer_search (offer_search, rank) values ('integrity-check', 1)"

State = dict[str, Any]


def state(folder: Path) -> State:
    """Return what the catalogue in FOLDER holds, and the exports and backups beside it, in comparable words."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        told: State = {name: sorted(map(repr, db.execute(sql))) for name, sql in TOLD.items()}
        told |= {
            f"{n} left": db.execute(f"select count(*) from {n}").fetchone()[0] for n in WAITING
        }
    told["exports"] = {
        file.parent.name: file.read_text() for file in sorted(folder.glob("exports/*/SHA256SUMS"))
    }
    told["backups"] = {file.name: _kept(file) for file in sorted(folder.glob("backups/*.db"))}
    return told


def _kept(file: Path) -> tuple[int, int]:
    """Return how many postings and offers a backup holds: a run that was killed is one run more."""
    held = check(file)
    return held.postings, held.offers


def differences(found: State, wanted: State) -> list[str]:
    """Name the parts in which FOUND is not as WANTED."""
    return [name for name in wanted if found[name] != wanted[name]]


def wrong(folder: Path) -> list[str]:
    """Say what is wrong in FOLDER at this moment, in the middle of things: nothing should ever be."""
    found = list(_half_written(folder))
    if (file := folder / DATABASE).exists() and file.stat().st_size:
        with closing(sqlite3.connect(file)) as db:
            found += [row[0] for row in db.execute("pragma integrity_check") if row[0] != "ok"]
            found += [f"a row of {row[0]} refers to nothing" for row in db.execute("pragma foreign_key_check")]  # fmt: skip
            found += list(_miscounted(db))
    return found


def _miscounted(db: sqlite3.Connection) -> Iterator[str]:
    if not db.execute("select 1 from sqlite_master where name = 'forgotten'").fetchone():
        return  # it was killed before its file had a shape
    counts = {
        "runs that nobody ended count": UNENDED,
        "offers are torn": TORN,
        "offers are found by no word": UNFOUND,
        "open offers are not what the ledger says": MISCOUNTED,
    }
    for what, sql in counts.items():
        if number := sum(row[0] for row in db.execute(sql)):
            yield f"{number} {what}"
    try:
        db.execute(SEARCHED)
    except sqlite3.DatabaseError as error:
        yield f"the search index: {error}"
    yield from _come_back(Database(db))


def _come_back(db: Database) -> Iterator[str]:
    """Yield who asked to be left out and is there."""
    for request in Requests.of(db).numbers:
        if postings := concerned(db, request):
            yield f"{len(postings)} postings of {request.value}, which asked to be left out"


def _half_written(folder: Path) -> Iterator[str]:
    """Yield what bears a final name and is not whole."""
    for day in folder.glob("exports/*"):
        if not day.name.endswith(".part"):
            yield from (f"{day.name}/{name} is not whole" for name in _untrue(day))
    for file in (*folder.glob("backups/*.db"), *folder.glob("*.before-restore-*.db")):
        try:
            check(file)
        except Unfit as unfit:
            yield str(unfit)


def _untrue(day: Path) -> Iterator[str]:
    """Yield the files of an export whose sums are not as it says."""
    if not (day / "SHA256SUMS").exists():
        return (yield "SHA256SUMS")
    for line in (day / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split(maxsplit=1)
        if sha256((day / name).read_bytes()).hexdigest() != digest:
            yield name
