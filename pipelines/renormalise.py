"""Read the stored words again, after a vocabulary, a reader or a mask changed."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from offers.clock import moment
from offers.database import writing
from offers.posting import SAID, UNDERSTOOD, Posting
from pipelines.content import content, content_hash
from pipelines.masking import (
    REFUSALS,
    VERSIONS,
    mask_kept,
    mask_learned,
    with_contacts,
    write_masked,
)
from pipelines.normalise import understand
from pipelines.validate import forget_unknown

#: Postings read in one transaction: a crawl waits no longer than a second for its turn.
AT_ONCE = 500

# "Yesterday" is counted from the run that last wrote these words.
ROWS = """
select p.*, r.started_at as read_at
from postings p join runs r on r.id = p.run
where p.id > :after and (:source is null or p.source = :source)
order by p.id
limit :at_once
"""
HOW_MANY = """
select count(*) from postings where (:source is null or source = :source) and purged_on is null
"""
WRITTEN = (*UNDERSTOOD, "content_hash")
UPDATE = f"update postings set {', '.join(f'{name} = :{name}' for name in WRITTEN)} where id = :id"
REDRAW = "insert or ignore into unsettled (posting) values (?)"
COMPARE_AGAIN = """
insert or ignore into undrawn (posting, content_hash) select id, content_hash from postings where id = ?
"""


@dataclass
class Change:
    """Count, for one field, the postings where it is now known, known no more, or known otherwise."""

    gained: int = 0
    lost: int = 0
    altered: int = 0
    example: tuple[Any, Any] | None = None

    def take(self, before: Any, after: Any) -> None:
        """Count one posting where BEFORE became AFTER; the first is kept as the example."""
        if not _says(before):
            self.gained += 1
        elif not _says(after):
            self.lost += 1
        else:
            self.altered += 1
        self.example = self.example or (before, after)


@dataclass
class Renewal:
    """Hold what reading again changed, by field, and what was forgotten for want of a vocabulary.

    ``masked`` postings, so many of their older ``versions`` and of the ``refusals`` held a contact.
    """

    postings: int = 0
    changed: int = 0
    masked: int = 0
    versions: int = 0
    refusals: int = 0
    fields: dict[str, Change] = field(default_factory=dict)
    forgotten: Counter[str] = field(default_factory=Counter)

    @property
    def has_masked(self) -> bool:
        """Say whether anything held a contact."""
        return bool(self.masked or self.versions or self.refusals)


def renormalise(
    db: Database,
    source: str | None = None,
    compared: Iterable[str] = (),
    dry: bool = False,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Renewal:
    """Read every stored posting of SOURCE, or of all, again; with DRY, only say what would change.

    Before, contacts in its words are masked, as a crawl masks them now; then in older versions and in what was
    refused. A posting that changed has its offer drawn again by the next dedupe, and is compared again where one
    of the columns COMPARED, or its words, changed. A killed walk can be walked again.
    """
    db.conn.execute("pragma secure_delete = on")  # what is masked is overwritten
    renewal, seen = Renewal(), frozenset(compared)
    asked: dict[str, Any] = {"source": source, "at_once": AT_ONCE, "after": 0}
    total = db.conn.execute(HOW_MANY, asked).fetchone()[0]
    while last := _renew(db, asked, seen, dry, renewal):
        asked["after"] = last
        tell(renewal.postings, total)
    renewal.versions = mask_kept(db, VERSIONS, source, dry)
    renewal.refusals = mask_kept(db, REFUSALS, source, dry)
    if not dry:
        mask_learned(db, source)
    return renewal


def _renew(
    db: Database, asked: dict[str, Any], compared: frozenset[str], dry: bool, renewal: Renewal
) -> int:
    """Read the next postings again, in one transaction; return the last one's id, or 0."""
    last = 0
    with writing(db):
        cursor = db.conn.execute(ROWS, asked)
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            _renew_one(db, row, compared, dry, renewal)
            last = row["id"]
    return last


def _renew_one(
    db: Database, row: dict[str, Any], compared: frozenset[str], dry: bool, renewal: Renewal
) -> None:
    """Mask the posting in ROW, and read it again; what was read of a text that was purged stays."""
    told = with_contacts(row)
    renewal.masked += bool(told)
    again, changed = row | told, set[str]()
    if not row["purged_on"]:
        again = _read_again(again, renewal)
        changed = {name for name in UNDERSTOOD if again[name] != row[name]}
        _count(renewal, row, again, changed)
    if dry or not (told or changed):
        return
    write_masked(db, row, told)
    db.conn.execute(REDRAW, [row["id"]])
    if not row["purged_on"]:
        _write(db, again, bool((changed | told.keys()) & compared))


def _read_again(row: dict[str, Any], renewal: Renewal) -> dict[str, Any]:
    posting = Posting(source=row["source"], **{name: row[name] for name in SAID})
    understand(posting, moment(row["read_at"]))
    forget_unknown(posting, lambda what: renewal.forgotten.update([what]))
    again = posting.columns() | {"id": row["id"]}
    return again | {"content_hash": content_hash(content(again))}


def _count(renewal: Renewal, row: dict[str, Any], again: dict[str, Any], changed: set[str]) -> None:
    renewal.postings += 1
    renewal.changed += bool(changed)
    for name in sorted(changed):
        renewal.fields.setdefault(name, Change()).take(row[name], again[name])


def _write(db: Database, again: dict[str, Any], compare_again: bool) -> None:
    db.conn.execute(UPDATE, {name: again[name] for name in (*WRITTEN, "id")})
    if compare_again:
        db.conn.execute(COMPARE_AGAIN, [again["id"]])


def _says(value: Any) -> bool:
    return value is not None and value not in (json.dumps([]), json.dumps({}))
