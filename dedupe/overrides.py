"""What people decided of two postings: kept by source and ref, and never against one another."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from offers.clock import stamp

#: A posting's source and ref: what survives recrawls and imports.
Identity = tuple[str, str]

SAME, DIFFERENT = "same", "different"
#: What stands in the log where a decision was taken back: nothing holds any more.
WITHDRAWN = "withdrawn"

ALL = "select * from overrides order by id"
LIVE = """
select * from overrides where replaced_by is null and verdict <> 'withdrawn' order by id
"""
INSERT = """
insert into overrides
  (left_source, left_ref, right_source, right_ref, verdict, why, who, decided_at)
values (?, ?, ?, ?, ?, ?, ?, ?)
"""
REPLACE = """
update overrides set replaced_by = ?1
where id <> ?1 and replaced_by is null
  and left_source = ?2 and left_ref = ?3 and right_source = ?4 and right_ref = ?5
"""
UNSETTLE = "insert or ignore into unsettled select id from postings where source = ? and ref = ?"


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one decision, as it was made; REPLACED_BY names the later one on the same pair."""

    id: int
    left: Identity
    right: Identity
    verdict: str
    why: str
    who: str
    decided_at: str
    replaced_by: int | None

    def __str__(self) -> str:
        """Write the decision as a clause, to be named in a sentence."""
        are = "are one" if self.verdict == SAME else "are two"
        return f"{name(self.left)} and {name(self.right)} {are} (decision {self.id}, {self.who})"


class Contradiction(Exception):
    """A decision cannot hold beside those in CHAIN, which hold already."""

    def __init__(self, left: Identity, right: Identity, verdict: str, chain: Sequence[Decision]):
        self.chain = list(chain)
        are = "one vacancy" if verdict == SAME else "two vacancies"
        standing = "; ".join(map(str, chain))
        super().__init__(
            f"{name(left)} and {name(right)} cannot be {are}, for people decided: {standing}. "
            "Decide one of these anew first."
        )


def name(identity: Identity) -> str:
    """Write a posting's identity as people type it.

    >>> name(("rekrute", "123"))
    'rekrute:123'
    """
    return ":".join(identity)


def decisions(db: Database, replaced: bool = False) -> list[Decision]:
    """List the decisions that hold, the oldest first; with REPLACED, the whole log."""
    return [
        Decision(row[0], (row[1], row[2]), (row[3], row[4]), *row[5:])
        for row in db.conn.execute(ALL if replaced else LIVE)
    ]


def decide(
    db: Database, left: Identity, right: Identity, verdict: str, why: str, who: str, now: datetime
) -> int:
    """Keep that LEFT and RIGHT are the SAME or DIFFERENT, and mark them to be drawn again.

    Replaces an earlier decision on the pair. Raises Contradiction where it cannot hold beside the
    others, ValueError where it is about one posting. Call it inside a transaction.
    """
    left, right = sorted((left, right))
    if left == right:
        raise ValueError(f"{name(left)} is one posting: name two.")
    others = [d for d in decisions(db) if (d.left, d.right) != (left, right)]
    if chain := against(others, left, right, verdict):
        raise Contradiction(left, right, verdict, chain)
    return _log(db, left, right, verdict, why, who, now)


def withdraw(db: Database, decision: Decision, why: str, who: str, now: datetime) -> int:
    """Take DECISION back and mark its postings to be drawn again; the log keeps it, and this too.

    Raises ValueError where it holds no more. Call it inside a transaction.
    """
    if decision not in decisions(db):
        raise ValueError(f"Decision {decision.id} holds no more.")
    return _log(db, decision.left, decision.right, WITHDRAWN, why, who, now)


def _log(
    db: Database, left: Identity, right: Identity, verdict: str, why: str, who: str, now: datetime
) -> int:
    cursor = db.conn.execute(INSERT, [*left, *right, verdict, why, who, stamp(now)])
    made = int(cursor.lastrowid or 0)
    db.conn.execute(REPLACE, [made, *left, *right])
    for identity in (left, right):
        db.conn.execute(UNSETTLE, identity)
    return made


def against(
    standing: Sequence[Decision], left: Identity, right: Identity, verdict: str
) -> list[Decision]:
    """Return those of the STANDING decisions that VERDICT on LEFT and RIGHT would contradict, as a chain."""
    if verdict == DIFFERENT:
        return path(standing, left).get(right, [])
    ours, theirs = path(standing, left), path(standing, right)
    for decision in standing:
        if decision.verdict == DIFFERENT:
            for one, other in ((decision.left, decision.right), (decision.right, decision.left)):
                if one in ours and other in theirs:
                    return [*ours[one], decision, *theirs[other]]
    return []


def path(standing: Iterable[Decision], start: Identity) -> dict[Identity, list[Decision]]:
    """Return all that people said to be one with START, itself too, with the decisions that lead there."""
    doors: dict[Identity, list[tuple[Identity, Decision]]] = {}
    for decision in standing:
        if decision.verdict == SAME:
            doors.setdefault(decision.left, []).append((decision.right, decision))
            doors.setdefault(decision.right, []).append((decision.left, decision))
    found: dict[Identity, list[Decision]] = {start: []}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there, decision in doors.get(here, ()):
            if there not in found:
                found[there] = [*found[here], decision]
                waiting.append(there)
    return found


def said(standing: Sequence[Decision], left: Identity, right: Identity) -> list[Decision]:
    """Return the decisions that settle LEFT and RIGHT between them: one, or a chain; none where nobody did."""
    return against(standing, left, right, DIFFERENT) or against(standing, left, right, SAME)
