"""Mask once more what is kept: a file may be older than the masks, or than a spelling that they know by now."""

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from offers.database import writing
from pipelines.clean import LINKS, MASKED
from pipelines.cleaners.contacts import masked
from pipelines.cleaners.links import names_someone, without_people

#: The columns in which Clean masks.
FIELDS = (*MASKED, *LINKS)
#: Older versions read in one transaction.
AT_ONCE = 1000

# An import knows a posting by its address: where that changes, so does the reference, and whatever names it. Two
# addresses may be one without whom they name: the later posting is told apart by its number.
TAKEN = "select 1 from postings where source = :source and ref = :ref"
REFER = "update postings set ref = :ref where id = :id"
DECIDED = (
    "update overrides set left_ref = :ref where left_source = :source and left_ref = :before",
    "update overrides set right_ref = :ref where right_source = :source and right_ref = :before",
)
VERSIONS = """
select v.id, v.changes from posting_versions v join postings p on p.id = v.posting
where v.id > :after and (:source is null or p.source = :source)
order by v.id
limit :at_once
"""
REWRITE = "update posting_versions set changes = :changes where id = :id"
#: The lines that a source writes under its postings: learned from texts, and looked for in them.
LINES = "select source, line from boilerplate where :source is null or source = :source"
RELINE = "update or replace boilerplate set line = :to where source = :source and line = :line"
#: An employer's value keeps its number; the next merge gives its offers another, if they name one still.
LABELS = "select id, label from facet_values where field = 'employer' and label is not null"
RELABEL = "update facet_values set label = :label, code = 'masked ' || id where id = :id"


def mask(name: str, words: str) -> str | None:
    """Mask the contacts in WORDS of the field NAME, as Clean does.

    >>> mask("title", "Maçon, tél. 06.12.34.56.78"), mask("salary", "06.12.34.56.78")
    ('Maçon, tél. [téléphone masqué]', '06.12.34.56.78')
    >>> mask("apply_url", "https://wa.me/212612345678") is None
    True
    """
    if name in MASKED:
        return masked(words)
    if name == "apply_url" and names_someone(words):
        return None
    return without_people(words) if name in LINKS else words


def with_contacts(row: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the columns of the posting in ROW in which a contact stands, masked.

    >>> with_contacts(dict.fromkeys(FIELDS) | {"title": "Maçon", "company": "Nour, nadia.b@x.example"})
    {'company': 'Nour, [e-mail masqué]'}
    """
    told = {name: mask(name, row[name]) for name in FIELDS if row[name]}
    return {name: words for name, words in told.items() if words != row[name]}


def write_masked(db: Database, row: Mapping[str, Any], told: Mapping[str, str | None]) -> None:
    """Write what was TOLD of the posting in ROW, with whatever knows it by its address; inside a transaction."""
    if not told:
        return
    said = ", ".join(f"{name} = :{name}" for name in told)
    db.conn.execute(f"update postings set {said} where id = :id", {**told, "id": row["id"]})
    if "url" in told and row["ref"] == row["url"]:
        _refer(db, row, str(told["url"]))


def _refer(db: Database, row: Mapping[str, Any], ref: str) -> None:
    bound = {"id": row["id"], "source": row["source"], "before": row["ref"], "ref": ref}
    if db.conn.execute(TAKEN, bound).fetchone():
        bound["ref"] = f"{ref}#{row['id']}"
    for sql in (REFER, *DECIDED):
        db.conn.execute(sql, bound)


def mask_versions(db: Database, source: str | None, dry: bool = False) -> int:
    """Mask the older versions of the postings of SOURCE, or of all; count those that held a contact."""
    asked, held = {"source": source, "after": 0, "at_once": AT_ONCE}, 0
    while rows := _versions(db, asked, dry):
        asked["after"] = rows[-1][0]
        held += sum(told is not None for _, told in rows)
    return held


def _versions(db: Database, asked: dict[str, Any], dry: bool) -> list[tuple[int, str | None]]:
    """Mask the next versions in one transaction; return each one's number, and what it says now, if that is new."""
    with writing(db):
        rows = [(id, _again(changes)) for id, changes in db.conn.execute(VERSIONS, asked)]
        for id, told in rows:
            if told is not None and not dry:
                db.conn.execute(REWRITE, {"id": id, "changes": told})
    return rows


def _again(changes: str) -> str | None:
    """Mask the CHANGES of a version; None where nothing is to be masked. A mask alone is no change.

    >>> _again('{"title": ["Maçon 06 12 34 56 78", "Maçon [téléphone masqué]"], "city": [null, "Fès"]}')
    '{"city": [null, "Fès"]}'
    """
    kept = json.loads(changes)
    told = {
        name: [words and mask(name, words) for words in both]
        for name, both in kept.items()
    }  # fmt: skip
    if told == kept:
        return None
    said = {n: both for n, both in told.items() if both == kept[n] or both[0] != both[1]}
    return json.dumps(said, ensure_ascii=False)


def mask_learned(db: Database, source: str | None) -> None:
    """Mask what was learned from the texts of SOURCE, or of all: its own lines, and the names of employers."""
    with writing(db):
        for of, line in db.conn.execute(LINES, {"source": source}).fetchall():
            if (told := masked(line)) != line:
                db.conn.execute(RELINE, {"source": of, "line": line, "to": told})
        for id, label in db.conn.execute(LABELS).fetchall():
            if (told := masked(label)) != label:
                db.conn.execute(RELABEL, {"id": id, "label": told})
