"""What people decided, as clustering must hold it: who stands together, and who never may.

Postings that people put together count as one: what speaks for one of them speaks for all, so a
veto between them, or between one of them and a neighbour of the other, has no say any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from dedupe.cluster import Key, clusters
from dedupe.overrides import DIFFERENT, SAME, Decision, Identity, decisions

POSTING = "select id from postings where source = ? and ref = ?"


@dataclass(frozen=True)
class Constraints:
    """Number the groups that people made: who is in each, and which never share an offer."""

    group: Mapping[int, int] = field(default_factory=dict)  # posting → its group
    members: Mapping[int, list[int]] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()

    def together(self, posting: int) -> list[int]:
        """List whom people put together with POSTING, itself too."""
        return self.members[self.group[posting]] if posting in self.group else [posting]

    def settled(self, left: int, right: int) -> bool:
        """Say whether people decided on the pair, in one word or by a chain."""
        if left not in self.group or right not in self.group:
            return False
        ends = _pair(self.group[left], self.group[right])
        return ends[0] == ends[1] or ends in self.apart

    def clusters(
        self, keys: Mapping[int, Key], scores: Mapping[tuple[int, int], float], same: float
    ) -> list[list[int]]:
        """Part the postings of KEYS as dedupe.cluster does, and as people decided.

        >>> people = Constraints({1: 0, 2: 0, 3: 1}, {0: [1, 2], 1: [3]}, frozenset({(0, 1)}))
        >>> people.clusters({1: ("a",), 2: ("b",), 3: ("c",)}, {(1, 2): 0.0, (2, 3): 0.9}, same=0.6)
        [[1, 2], [3]]
        """
        if self.group.keys().isdisjoint(keys):
            return clusters(keys, scores, same)
        lead = {
            id: min((p for p in self.together(id) if p in keys), key=keys.__getitem__)
            for id in keys
        }
        parts = clusters({id: keys[id] for id in lead.values()}, self._scores(lead, scores), same)
        followers: dict[int, list[int]] = {}
        for id, leader in lead.items():
            followers.setdefault(leader, []).append(id)
        whole = [
            sorted((f for p in part for f in followers[p]), key=keys.__getitem__) for part in parts
        ]
        return sorted(whole, key=lambda part: keys[part[0]])

    def _scores(
        self, lead: Mapping[int, int], scores: Mapping[tuple[int, int], float]
    ) -> dict[tuple[int, int], float]:
        """Score the leaders: by the strongest pair between their groups, or 0 where people part them."""
        strongest: dict[tuple[int, int], float] = {}
        for (left, right), score in scores.items():
            if (ends := _pair(lead[left], lead[right]))[0] != ends[1]:
                strongest[ends] = max(score, strongest.get(ends, 0.0))
        leaders = {self.group[id]: leader for id, leader in lead.items() if id in self.group}
        for one, other in self.apart:
            if one in leaders and other in leaders:
                strongest[_pair(leaders[one], leaders[other])] = 0.0
        return strongest


def constraints(db: Database) -> Constraints:
    """Read what people decided that holds now; a posting that is not there keeps its place in a chain."""
    standing = decisions(db)
    groups = _groups(standing)
    members: dict[int, list[int]] = {number: [] for number in groups.values()}
    for identity, number in groups.items():
        members[number] += [row[0] for row in db.conn.execute(POSTING, identity)]
    apart = {_pair(groups[d.left], groups[d.right]) for d in standing if d.verdict == DIFFERENT}
    return Constraints(
        {posting: number for number, found in members.items() for posting in found},
        {number: sorted(found) for number, found in members.items()},
        frozenset(apart),
    )


def _groups(standing: list[Decision]) -> dict[Identity, int]:
    """Number the groups in the order of their oldest decision."""
    members: dict[Identity, list[Identity]] = {}
    for decision in standing:
        ours, theirs = (members.setdefault(one, [one]) for one in (decision.left, decision.right))
        if decision.verdict == SAME and ours is not theirs:
            ours, theirs = sorted((ours, theirs), key=len, reverse=True)
            ours += theirs
            members |= dict.fromkeys(theirs, ours)
    numbers: dict[int, int] = {}
    return {one: numbers.setdefault(id(group), len(numbers)) for one, group in members.items()}


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)
