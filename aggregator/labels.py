"""What people decided, as labelled pairs in the form that evaluate and train read."""

from typing import Any

from sqlite_utils import Database

from dedupe.overrides import Identity, decisions
from offers.posting import WORDS

ROW = f"select url, published_on, {', '.join(WORDS)} from postings where source = ? and ref = ?"


def labels(db: Database) -> tuple[list[dict[str, Any]], int]:
    """Write each decision that holds as one pair; count those whose postings are not there."""
    standing = decisions(db)
    pairs = [
        {"label": d.verdict, "a": left, "b": right}
        for d in standing
        if (left := _said(db, d.left)) and (right := _said(db, d.right))
    ]
    return pairs, len(standing) - len(pairs)


def _said(db: Database, identity: Identity) -> dict[str, Any] | None:
    """Tell what the posting says, in its site's words; the day is ours, since "yesterday" passes."""
    row = next(iter(db.query(ROW, identity)), None)
    if row is None:
        return None
    row["published"] = row.pop("published_on") or row["published"]
    source, ref = identity
    return {"site": source, "ref": ref} | {k: v for k, v in row.items() if v is not None}
