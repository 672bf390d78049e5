"""What sketches and answers hang on beside the postings: when a lexicon or the model changes, they are made anew."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from hashlib import sha1
from pathlib import Path

from sqlite_utils import Database

from dedupe.score import MODEL
from offers.clock import stamp

HERE = Path(__file__).parent
OFFERS = HERE.parent / "offers"
#: Code and lists that say what a sketch is; and what a pair of them is judged by.
DRAWN_BY = (
    *(
        HERE / f"{name}.py"
        for name in (
            "block",
            "codes",
            "employer",
            "packing",
            "place",
            "shingles",
            "sketch",
            "title",
        )
    ),
    OFFERS / "text.py",
    *sorted((OFFERS / "lexicons").glob("*.*")),
    *(OFFERS / "taxonomy" / f"{name}.csv" for name in ("cities", "regions", "skills", "zones")),
)
JUDGED_BY = (
    MODEL,
    *(HERE / f"{name}.py" for name in ("deck", "employer", "kind", "packing", "score", "vetoes")),
    *sorted((HERE / "features").glob("*.py")),
)

#: What the sites' words are understood by: a change is noted; what stands in the file is read anew by `renormalise`.
READ_BY = (
    *sorted(
        file
        for room in ("cleaners", "normalisers", "readings")
        for file in (HERE.parent / "pipelines" / room).glob("*.py")
    ),
    *sorted((OFFERS / "lexicons").glob("*.*")),
    *sorted((OFFERS / "taxonomy").glob("*.csv")),
)

#: And what the search index holds of an offer.
INDEXED_BY = (
    *(OFFERS / f"{name}.py" for name in ("facets", "search", "stems", "text")),
    *(OFFERS / "taxonomy" / f"{name}.csv" for name in ("cities", "regions", "contracts")),
)

STAMP = "select sha1 from stamps where name = ?"
STAMPED = "insert or replace into stamps (name, sha1) values (?, ?)"
METHOD = "insert into methods (changed_at, part, before, after) values (?, ?, ?, ?)"
DRAW_ANEW = """
insert or ignore into undrawn (posting, content_hash) select id, content_hash from postings
"""
JUDGE_ANEW = (
    "delete from links",
    "insert or ignore into uncompared (posting) select posting from sketches",
    "insert or ignore into unsettled select id from postings",
)
INDEX_ANEW = "insert or ignore into unindexed (offer) select id from offers"


def renew(db: Database, now: datetime) -> None:
    """Forget what was made by other code, lists or weights than these, and note that it was; inside a transaction."""
    _changed(db, "read", READ_BY, now)
    if _changed(db, "drawn", DRAWN_BY, now):
        db.conn.execute(DRAW_ANEW)
    if _changed(db, "judged", JUDGED_BY, now):
        for sql in JUDGE_ANEW:
            db.conn.execute(sql)
    if _changed(db, "indexed", INDEXED_BY, now):
        db.conn.execute(INDEX_ANEW)


def _changed(db: Database, name: str, files: tuple[Path, ...], now: datetime) -> bool:
    digest, known = _digest(files), db.conn.execute(STAMP, [name]).fetchone()
    if known == (digest,):
        return False
    db.conn.execute(STAMPED, [name, digest])
    db.conn.execute(METHOD, [stamp(now), name, known[0] if known else None, digest])
    return True


@cache
def _digest(files: Iterable[Path]) -> str:
    return sha1(b"\0".join(file.read_bytes() for file in files)).hexdigest()
