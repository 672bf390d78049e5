"""The vocabularies as tables of aggregator.db, so that a code has its label beside it."""

import hashlib

from sqlite_utils import Database

from offers.taxonomy import HERE, rows

#: Every vocabulary with a table of its name; what others refer to stands first.
NAMES = ("regions", "cities", "contracts", "work_modes", "languages")


def changed_vocabularies(db: Database) -> dict[str, str]:
    """Return {name: sha1} of each vocabulary whose CSV is not what the table was written from."""
    stamps = dict(db.conn.execute("select name, sha1 from vocabularies").fetchall())
    now = {name: hashlib.sha1((HERE / f"{name}.csv").read_bytes()).hexdigest() for name in NAMES}
    return {name: sha1 for name, sha1 in now.items() if stamps.get(name) != sha1}


def load_vocabularies(db: Database, changed: dict[str, str]) -> None:
    """Write each CHANGED vocabulary; a code that left its CSV stays, since postings may bear it."""
    for name, sha1 in changed.items():
        columns = [column.name for column in db.table(name).columns]
        wanted = [{c: row.get(c) or None for c in columns} for row in rows(name)]
        db.table(name).upsert_all(wanted, pk="code")
        db.table("vocabularies").upsert({"name": name, "sha1": sha1}, pk="name")
