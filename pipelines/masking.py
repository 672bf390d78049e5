"""Mask once more what is kept: a file may be older than the masks, or than a spelling that they know by now."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from offers.database import writing
from pipelines.clean import LINKS, MASKED
from pipelines.cleaners.contacts import masked, masked_values
from pipelines.cleaners.links import canonical_url, names_someone, without_people

#: The columns in which Clean masks.
FIELDS = (*MASKED, *LINKS)
#: Rows read in one transaction.
AT_ONCE = 1000

# An import knows a posting by its address: where that changes, so does the reference, and whatever names it. Two
# addresses may be one without whom they name: the later posting is told apart by its number.
TAKEN = "select 1 from postings where source = :source and ref = :ref"
REFER = "update postings set ref = :ref where id = :id"
DECIDED = (
    "update overrides set left_ref = :ref where left_source = :source and left_ref = :before",
    "update overrides set right_ref = :ref where right_source = :source and right_ref = :before",
)
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
    >>> mask("apply_url", "https://wa.me/212612345678"), mask("apply_url", "tel:0612345678")
    (None, None)
    """
    if name in MASKED:
        return masked(words)
    if name not in LINKS:
        return words
    is_page = canonical_url(words) is not None
    if name == "apply_url" and (not is_page or names_someone(words)):
        return None
    return without_people(words) if is_page else words


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


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold how what is kept beside postings is read, masked, and written again: {column: words}, or None."""

    rows: str
    again: Callable[..., dict[str, str | None] | None]
    rewrite: str


def mask_kept(db: Database, kept: Kept, source: str | None, dry: bool = False) -> int:
    """Mask what is KEPT of SOURCE, or of all; count the rows that held a contact."""
    asked, held = {"source": source, "after": 0, "at_once": AT_ONCE}, 0
    while rows := _mask_some(db, kept, asked, dry):
        asked["after"] = rows[-1][0]
        held += sum(told is not None for _, told in rows)
    return held


def _mask_some(
    db: Database, kept: Kept, asked: dict[str, Any], dry: bool
) -> list[tuple[int, dict[str, str | None] | None]]:
    """Mask the next rows in one transaction; return each one's number, and what it says now, if that is new."""
    with writing(db):
        rows = [(id, kept.again(*words)) for id, *words in db.conn.execute(kept.rows, asked)]
        for id, told in rows:
            if told is not None and not dry:
                db.conn.execute(kept.rewrite, {"id": id, **told})
    return rows


def _version(changes: str) -> dict[str, str | None] | None:
    """Mask the CHANGES of a version; None where nothing is to be masked. A mask alone is no change.

    >>> _version('{"title": ["Maçon 06 12 34 56 78", "Maçon [téléphone masqué]"], "city": [null, "Fès"]}')
    {'changes': '{"city": [null, "Fès"]}'}
    """
    kept = json.loads(changes)
    told = {n: [words and mask(n, words) for words in both] for n, both in kept.items()}
    if told == kept:
        return None
    said = {n: both for n, both in told.items() if both == kept[n] or both[0] != both[1]}
    return {"changes": json.dumps(said, ensure_ascii=False)}


def _refusal(url: str | None, reason: str, payload: str) -> dict[str, str | None] | None:
    """Mask the URL, REASON and PAYLOAD of a refusal; None where nothing is to be masked."""
    said = {"url": url, "reason": reason, "payload": payload}
    told = {
        "url": url and without_people(url),
        "reason": masked(reason),
        "payload": _payload(payload),
    }
    return None if told == said else told


def _payload(payload: str) -> str:
    try:
        kept = json.loads(payload)
    except ValueError:  # a long one was cut in the middle
        return masked(payload)
    told = masked_values(kept)
    return payload if told == kept else json.dumps(told, ensure_ascii=False)


VERSIONS = Kept(
    """
select v.id, v.changes from posting_versions v join postings p on p.id = v.posting
where v.id > :after and (:source is null or p.source = :source)
order by v.id
limit :at_once
""",
    _version,
    "update posting_versions set changes = :changes where id = :id",
)
REFUSALS = Kept(
    """
select id, url, reason, payload from rejects
where id > :after and (:source is null or source = :source)
order by id
limit :at_once
""",
    _refusal,
    "update rejects set url = :url, reason = :reason, payload = :payload where id = :id",
)


def mask_learned(db: Database, source: str | None) -> None:
    """Mask what was learned from the texts of SOURCE, or of all: its own lines, and the names of employers."""
    with writing(db):
        for of, line in db.conn.execute(LINES, {"source": source}).fetchall():
            if (told := masked(line)) != line:
                db.conn.execute(RELINE, {"source": of, "line": line, "to": told})
        for id, label in db.conn.execute(LABELS).fetchall():
            if (told := masked(label)) != label:
                db.conn.execute(RELABEL, {"id": id, "label": told})
