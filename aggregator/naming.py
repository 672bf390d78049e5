"""What people type for a posting or an offer: 12, rekrute:123, o12."""

import re
from dataclasses import dataclass

import click
from sqlite_utils import Database

from dedupe.overrides import Identity, name

OFFER = re.compile(r"[oO](\d{1,18})")
BY_ID = "select id, source, ref from postings where id = ?"
BY_REF = "select id, source, ref from postings where source = ? and ref = ?"
BY_OFFER = """
select id, source, ref from postings
where offer = coalesce((select offer from offer_aliases where id = :id), :id)
order by id
"""


@dataclass(frozen=True)
class Named:
    """Hold a posting's id, and the identity that it is decided by."""

    id: int
    identity: Identity

    def __str__(self) -> str:
        return f"{self.id} ({printable(name(self.identity))})"


def postings(db: Database, typed: str) -> list[Named]:
    """Find the posting that was TYPED, or those of the offer; say what there is not, with exit 2."""
    if match := OFFER.fullmatch(typed):
        rows = db.conn.execute(BY_OFFER, {"id": int(match[1])}).fetchall()
    elif typed.isascii() and typed.isdigit() and len(typed) <= 18:
        rows = db.conn.execute(BY_ID, [int(typed)]).fetchall()
    elif ":" in typed:
        rows = db.conn.execute(BY_REF, typed.split(":", 1)).fetchall()
    else:
        raise click.UsageError(
            f"{typed} names no posting: write its id (12), its source and ref (rekrute:123), "
            "or an offer (o12)."
        )
    if not rows:
        what = "offer" if match else "posting"
        raise click.UsageError(f"There is no {what} {typed} in this file.")
    return [Named(row[0], (row[1], row[2])) for row in rows]


def identified(db: Database, posting: int) -> Named:
    """Return the identity of a posting that is there."""
    [found] = postings(db, str(posting))
    return found


def two(db: Database, left: str, right: str) -> tuple[list[Named], list[Named]]:
    """Find the postings of LEFT and those of RIGHT; of a posting and its own offer, it and the others."""
    ours, theirs = postings(db, left), postings(db, right)
    if ours == theirs:
        listed = ", ".join(map(str, ours))
        name_two = f"Name two of its postings: {listed}." if len(ours) > 1 else "Name two."
        what = "offer" if len(ours) > 1 else "posting"
        raise click.UsageError(f"{left} and {right} are one {what}. {name_two}")
    if len(ours) > len(theirs):
        return [one for one in ours if one not in theirs], theirs
    return ours, [one for one in theirs if one not in ours]


def identities(db: Database, typed: str) -> set[Identity]:
    """Find whom TYPED means; a source and ref that people decided on need not be in the file."""
    if ":" in typed and not db.conn.execute(BY_REF, typed.split(":", 1)).fetchone():
        source, ref = typed.split(":", 1)
        return {(source, ref)}
    return {one.identity for one in postings(db, typed)}


def printable(text: str) -> str:
    """Leave out what a terminal would obey: the words are a stranger's.

    >>> printable("a\\x1b[2Jb\\u202ec")
    'a[2Jbc'
    """
    return "".join(c for c in text if c.isprintable())
