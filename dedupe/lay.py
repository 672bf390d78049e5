"""Bring the index of blocks up to date with the sketches, and tell which older pairs that turned.

Whoever draws a sketch writes its row (insert, on conflict do update: never replace, which no
trigger sees), and no more: triggers note in `unlaid` whose blocks are not in the index yet, and in
`stale` what still stands there of postings that changed or went.
"""

import json
from dataclasses import dataclass

import numpy as np
from sqlite_utils import Database

from dedupe.candidates import NONE, are_few, gained, meeting, ordered
from dedupe.standing import AT_ONCE, Drawn, load, slices
from dedupe.turned import Change, change, turned_few, turned_many

UNLAID = """
select posting, rank, blocks from unlaid join sketches using (posting) order by rank, posting
"""
STALE = "select posting, rank, blocks from stale"
OLDER = """
select exists (select 1 from stale)
or exists (select 1 from sketches where posting not in (select posting from unlaid))
"""
TAKE_OUT = "delete from blocks where block = ? and rank = ? and posting = ?"
PUT_IN = "insert into blocks (block, rank, posting) values "
#: Rows that one statement puts in: SQLite takes 32,766 values; more rows than these gain nothing.
ROWS = 400
LINKED = """
select left, right from links where met and left in (select value from json_each(:postings))
union select left, right from links where met and right in (select value from json_each(:postings))
"""
UNLINK = "delete from links where left = ? and right = ?"
UNSETTLE = "insert or ignore into unsettled (posting) values (?)"
GAIN = "insert or ignore into gained (left, right) values (?, ?)"
LOSE = "delete from gained where left = ? and right = ?"


@dataclass(frozen=True, slots=True)
class Laid:
    """Tell how many postings were laid, and which older pairs became candidates or ceased to be."""

    postings: int
    gained: np.ndarray
    lapsed: np.ndarray


def lay(db: Database) -> Laid:
    """Bring the index up to date; call it inside a transaction.

    Links that were judged since both ends met in a block, and meet no more, are deleted and their
    ends unsettled; older pairs that meet now are kept in `gained`, for candidates to yield, until
    its caller has judged them and deletes them.
    """
    new, old = load(db, UNLAID), load(db, STALE)
    postings = np.union1d(new.posting, old.posting)
    if not len(postings):
        return Laid(0, NONE, NONE)
    met, parted = NONE, NONE
    if db.conn.execute(OLDER).fetchone()[0]:
        changed = change(old, new)
        _write(db, changed)
        turned = turned_few if are_few(db, len(postings)) else turned_many
        met, parted = turned(db, changed)
    else:
        _write_all(db, new)
    db.conn.execute("delete from unlaid")
    db.conn.execute("delete from stale")
    return Laid(len(new.posting), _gain(db, met, postings), _lapse(db, parted, postings))


def _write(db: Database, changed: Change) -> None:
    """Write in the order of the key: each page of the index is written once."""
    for some in slices(_by_key(changed.left), AT_ONCE):
        db.conn.executemany(TAKE_OUT, some.tolist())
    for some in slices(_by_key(changed.came), AT_ONCE):
        _put_in(db, some)


def _by_key(rows: np.ndarray) -> np.ndarray:
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def _write_all(db: Database, drawn: Drawn) -> None:
    """Write the whole index, of postings that come by rank; never all of its rows at once."""
    owner = np.repeat(np.arange(len(drawn.posting), dtype=np.int32), drawn.count)
    for some in slices(np.argsort(drawn.block, kind="stable"), AT_ONCE):
        there = owner[some]
        _put_in(db, np.column_stack((drawn.block[some], drawn.rank[there], drawn.posting[there])))


def _put_in(db: Database, rows: np.ndarray) -> None:
    """Put many rows in by one statement: a third of the time that one at a time takes."""
    whole = len(rows) // ROWS * ROWS
    for some, size in ((rows[:whole], ROWS), (rows[whole:], 1)):
        sql = PUT_IN + ", ".join(["(?, ?, ?)"] * size)
        db.conn.executemany(sql, some.reshape(-1, 3 * size).tolist())


def _gain(db: Database, met: np.ndarray, postings: np.ndarray) -> np.ndarray:
    """Keep those of the pairs that MET which are candidates; those of POSTINGS are found anyway."""
    met = ordered(_apart_from(met, postings))
    met = met[_are_candidates(db, met)]
    db.conn.executemany(GAIN, met.tolist())
    return met


def _lapse(db: Database, parted: np.ndarray, postings: np.ndarray) -> np.ndarray:
    """Delete the links of pairs that are candidates no more, and unsettle their ends."""
    parted = ordered(parted)
    waiting = gained(db)
    gone = waiting[~_are_candidates(db, waiting)]
    db.conn.executemany(LOSE, gone.tolist())

    linked = _linked(db, np.union1d(parted[:, 0], postings))
    concerned = _listed(linked, parted) | np.isin(linked, postings).any(axis=1)
    linked = linked[concerned]
    lapsed = ordered(linked[~_are_candidates(db, linked)])
    db.conn.executemany(UNLINK, lapsed.tolist())
    db.conn.executemany(UNSETTLE, [(end,) for end in np.unique(lapsed).tolist()])
    return lapsed


def _apart_from(pairs: np.ndarray, postings: np.ndarray) -> np.ndarray:
    return pairs[~np.isin(pairs, postings).any(axis=1)]


def _linked(db: Database, postings: np.ndarray) -> np.ndarray:
    """Read the links, of those that met, with an end in POSTINGS."""
    cursor = db.conn.execute(LINKED, {"postings": json.dumps(postings.tolist())})
    return np.array(cursor.fetchall(), np.int64).reshape(-1, 2)


def _are_candidates(db: Database, pairs: np.ndarray) -> np.ndarray:
    """Tell of each of PAIRS whether it is a candidate as the sketches stand."""
    found = np.zeros(len(pairs), bool)
    if len(pairs):
        for chunk in meeting(db, np.unique(pairs[:, 0])).chunks:
            found |= _listed(pairs, chunk)
    return found


def _listed(pairs: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell of each of PAIRS whether it is among OTHERS; all are sorted left < right."""
    beyond = 1 + max(pairs.max(initial=0), others.max(initial=0))
    return np.isin(pairs @ (beyond, 1), others @ (beyond, 1))
