"""The read-only database to take away: what is exported, copied in one read transaction, with keys, indexes and views."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from aggregator.exporting.contacts import public_link, public_words
from aggregator.exporting.fields import IN_SQL, Field, Resource, resources

Step = Callable[[int, int], None]
Drawn = list[tuple[str, str, str]]

#: The file is nobody's until its folder is renamed: what breaks it is made anew.
UNFINISHED = ("pragma journal_mode = off", "pragma synchronous = off", "pragma cache_size = -32000")
FINISHED = ("analyze", "pragma journal_mode = delete", "vacuum")
DRAWN = """
select type, name, sql from live.sqlite_master
where type in ('index', 'view') and sql is not null
order by type, name
"""


def take(live: Path, target: Path, step: Step) -> tuple[Resource, ...]:
    """Write what is exported of the database LIVE into TARGET, and return what stands there.

    All is read in one transaction, so no crawl or merge beside it tears it; a view that needs what is
    not exported becomes a table.
    """
    with closing(sqlite3.connect(address(target, "rwc"), uri=True, isolation_level=None)) as db:
        _prepare(db, live)
        db.execute("begin")
        wanted, drawn = resources(db, "live"), db.execute(DRAWN).fetchall()
        kept = standing(wanted, drawn)
        views = {name for kind, name, _ in kept if kind == "view"}
        wanted = tuple(replace(r, is_view=r.name in views) for r in wanted)
        _copy(db, wanted, step)
        db.execute("commit")
        db.execute("detach live")
        for statement in (*_laid(wanted, kept), *FINISHED):
            db.execute(statement)
    return wanted


def standing(wanted: Iterable[Resource], drawn: Drawn) -> Drawn:
    """Return those of the indexes and views DRAWN that need nothing but the tables WANTED."""
    tables = [resource for resource in wanted if not resource.is_view]
    names = {resource.name: resource.names for resource in wanted}
    with closing(sqlite3.connect(":memory:")) as trial:
        for resource in tables:
            trial.execute(create(resource))
        return [one for one in drawn if _stands(trial, one, names)]


def create(resource: Resource) -> str:
    """Write the statement that creates the table RESOURCE.

    >>> from offers.database import connect
    >>> print(create(next(r for r in resources(connect(":memory:").conn) if r.name == "offer_skills")))
    create table "offer_skills" (
      "offer" integer references "offers" ("id"),
      "skill_code" text references "skills" ("code"),
      primary key ("offer", "skill_code")
    ) without rowid
    """
    keys = [f"primary key ({_listed(resource.key)})"] if resource.key else []
    keys += [f"unique ({_listed(columns)})" for columns in resource.unique]
    within = ",\n  ".join([*map(_column, resource.fields), *keys])
    without = " without rowid" if len(resource.key) > 1 else ""
    return f'create table "{resource.name}" (\n  {within}\n){without}'


def _column(field: Field) -> str:
    refers = f' references "{field.refers[0]}" ("{field.refers[1]}")' if field.refers else ""
    return f'"{field.name}" {IN_SQL.get(field.type, "text")}{refers}'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def address(path: Path, mode: str) -> str:
    """Return the address that SQLite opens the file PATH by, in MODE (ro, rwc)."""
    return f"file:{quote(str(path.resolve()))}?mode={mode}"


def _prepare(db: sqlite3.Connection, live: Path) -> None:
    for pragma in UNFINISHED:
        db.execute(pragma)
    db.create_function("public_words", 1, public_words, deterministic=True)
    db.create_function("public_link", 1, public_link, deterministic=True)
    db.execute("attach ? as live", [address(live, "ro")])


def _stands(
    trial: sqlite3.Connection, one: tuple[str, str, str], names: dict[str, list[str]]
) -> bool:
    """Tell whether an index or a view can be drawn in TRIAL, with the columns NAMES that may be shown."""
    kind, name, sql = one
    if kind == "view" and name not in names:
        return False
    try:
        trial.execute(sql)
        if kind == "view":
            shown = trial.execute(f'select * from "{name}" limit 0').description
            return [column for column, *_ in shown] == names[name]
    except (
        sqlite3.OperationalError
    ):  # no such table, no such column: it needs more than is exported
        return False
    return True


def _copy(db: sqlite3.Connection, wanted: tuple[Resource, ...], step: Step) -> None:
    for done, resource in enumerate(wanted):
        step(done, len(wanted))
        if not resource.is_view:
            db.execute(create(resource))
            shown = ", ".join(map(_public, resource.fields))
            db.execute(
                f'insert into main."{resource.name}" select {shown} from live."{resource.name}"'
            )


def _public(field: Field) -> str:
    """Write the column as it may be shown."""
    if field.link:
        return f'public_link("{field.name}")'
    return f'public_words("{field.name}")' if field.free else f'"{field.name}"'


def _laid(wanted: Iterable[Resource], kept: Drawn) -> Iterator[str]:
    """Write the indexes and views; what was a view and is a table has one on what it begins with."""
    yield from (sql for _, _, sql in kept)
    for resource in wanted:
        if not (resource.key or resource.is_view):
            first = resource.names[0]
            yield f'create index "{resource.name}_by_{first}" on "{resource.name}" ("{first}")'
