"""The vocabularies as tables of aggregator.db, so that a code has its label beside it."""

import hashlib

from sqlite_utils import Database

from offers.taxonomy import HERE, rows

#: Every vocabulary with a table of its name; what others refer to stands first.
NAMES = ("regions", "cities", "contracts", "work_modes", "languages")


def load_vocabularies(db: Database) -> None:
    """Write each vocabulary whose CSV changed since it was last written."""
    stamps = dict(db.conn.execute("select name, sha1 from vocabularies").fetchall())
    for name in NAMES:
        sha1 = hashlib.sha1((HERE / f"{name}.csv").read_bytes()).hexdigest()
        if stamps.get(name) != sha1:
            _load(db, name, sha1)


def _load(db: Database, name: str, sha1: str) -> None:
    columns = [column.name for column in db.table(name).columns]
    wanted = [{c: row.get(c) or None for c in columns} for row in rows(name)]
    with db.atomic():
        db.table(name).upsert_all(wanted, pk="code")
        db.table("vocabularies").upsert({"name": name, "sha1": sha1}, pk="name")
