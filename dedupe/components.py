"""What must be drawn together, found for many postings at once."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sqlite_utils import Database

from dedupe.constraints import Constraints

ROWS = """
select id, source, ref, offer, published_on, first_seen, closed_on, deadline_on
from postings where id in (select value from json_each(?))
"""
# A link between postings that met in no block was added to show why: it ties nothing together.
LEFT = """
select left, right from links
where left in (select value from json_each(?)) and verdict = 'same' and met
"""
RIGHT = """
select left, right from links
where right in (select value from json_each(?)) and verdict = 'same' and met
"""
OF_OFFERS = "select id from postings where offer in (select value from json_each(?))"

Row = dict[str, Any]


@dataclass(slots=True)
class Reached:
    """Hold postings, with all that stand with any of them now, or stood with it until now."""

    rows: dict[int, Row] = field(default_factory=dict)
    # By a link that was found by blocks, or by people.
    joined: set[tuple[int, int]] = field(default_factory=set)

    def components(self) -> list[list[int]]:
        """Part the postings into those that a chain of links or decisions joins, in order."""
        return _connected(sorted(self.rows), self.joined)


def reach(db: Database, starts: Iterable[int], people: Constraints) -> Reached:
    """Find all that links, decisions and the offers drawn until now lead to from STARTS.

    An offer leads on, since its postings are drawn again together; but it joins nothing.
    """
    found, offers, edge = Reached(), set[int](), sorted(set(starts))
    while edge:
        rows = _rows(db, edge)
        found.rows |= rows
        met = _linked(db, edge) | _together(rows, people)
        found.joined |= met
        fresh = {row["offer"] for row in rows.values() if row["offer"]} - offers
        offers |= fresh
        ends = {posting for pair in met for posting in pair} | _of_offers(db, fresh)
        edge = sorted(ends - found.rows.keys())
    return found


def _rows(db: Database, postings: Sequence[int]) -> dict[int, Row]:
    cursor = db.conn.execute(ROWS, [json.dumps(postings)])
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def _linked(db: Database, postings: Sequence[int]) -> set[tuple[int, int]]:
    chosen = json.dumps(postings)
    return {pair for query in (LEFT, RIGHT) for pair in db.conn.execute(query, [chosen])}


def _together(postings: Iterable[int], people: Constraints) -> set[tuple[int, int]]:
    """Pair the first of those that people put together with each of the others."""
    groups = (people.together(posting) for posting in postings if posting in people.group)
    return {(group[0], other) for group in groups for other in group[1:]}


def _of_offers(db: Database, offers: set[int]) -> set[int]:
    if not offers:
        return set()
    return {row[0] for row in db.conn.execute(OF_OFFERS, [json.dumps(sorted(offers))])}


def _connected(nodes: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    rows, columns = np.searchsorted(np.array(nodes, dtype=np.int64), ends).T
    table = coo_array(
        (np.ones(len(rows), dtype=np.int8), (rows, columns)), (len(nodes), len(nodes))
    )
    count, labels = connected_components(table, directed=False)
    found: list[list[int]] = [[] for _ in range(count)]
    for node, label in zip(nodes, labels.tolist(), strict=True):
        found[label].append(node)
    return found
