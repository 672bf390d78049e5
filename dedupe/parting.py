"""Part components into the offers they hold: cluster what is joined, cut what came back late."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

import numpy as np
from sqlite_utils import Database

from dedupe.compare import Sketches, judge_all
from dedupe.components import Reached
from dedupe.constraints import Constraints
from dedupe.reposts import part_reposts
from dedupe.score import Judged, Model
from dedupe.summary import Summary

#: In a larger component only the pairs found by blocking count: the others would be too many.
LARGEST = 250
#: Pairs judged at once: enough for the batch to pay, little memory.
PAIRS = 50_000

LINKS = """
select left, right, score from links
where left in (select value from json_each(?)) and met
"""
DROP_INNER = """
delete from links where left in (select value from json_each(?)) and not met
"""

Pair = tuple[int, int]


@dataclass(slots=True)
class Parted:
    """Hold parts, which is a repost of which, and the answers on pairs within that no block brought."""

    parts: list[list[int]] = field(default_factory=list)
    older: dict[int, int] = field(default_factory=dict)  # a part → the part it is a repost of
    inner: list[tuple[Judged, np.ndarray]] = field(default_factory=list)  # with which pairs of it

    def add(self, parts: Sequence[list[int]], older: Mapping[int, int]) -> None:
        """Take in the parts of one more component."""
        first = len(self.parts)
        self.older |= {first + later: first + earlier for later, earlier in older.items()}
        self.parts += parts


def part(
    db: Database,
    reached: Reached,
    people: Constraints,
    sketches: Sketches,
    model: Model,
    summary: Summary,
) -> Parted:
    """Cluster each component of REACHED, and tell which part is a repost of which.

    Pairs that share no block are judged too, so that none within an offer is in conflict.
    """
    components = reached.components()
    several = [component for component in components if len(component) > 1]
    summary.capped.update(["component"] * sum(len(c) > LARGEST for c in several))
    scores = _scores(db, several)
    judged = list(_judge(_unjudged(several, scores), sketches, model))
    _add(several, judged, scores)
    found, scored = Parted(), iter(scores)
    for component in components:
        if len(component) == 1:
            found.parts.append(component)
            continue
        rows = {id: reached.rows[id] for id in component}
        keys = {id: (row["source"], row["ref"]) for id, row in rows.items()}
        parts = people.clusters(keys, next(scored), model.same)
        found.add(*part_reposts(parts, rows, people.together))
    found.inner = list(_inner(found.parts, judged))
    return found


def drop_inner(db: Database, postings: Sequence[int]) -> None:
    """Forget the answers on pairs of POSTINGS that no block brought: they hang on who stood with whom."""
    db.conn.execute(DROP_INNER, [json.dumps(postings)])


def _scores(db: Database, components: Sequence[Sequence[int]]) -> list[dict[Pair, float]]:
    """Read, for each component, how the pairs found by blocks scored."""
    at = _numbered(components)
    found: list[dict[Pair, float]] = [{} for _ in components]
    for left, right, score in db.conn.execute(LINKS, [json.dumps(list(at))]):
        if at[left] == at.get(right):
            found[at[left]][left, right] = score
    return found


def _unjudged(
    components: Sequence[Sequence[int]], scores: Sequence[Mapping[Pair, float]]
) -> Iterator[Pair]:
    for component, known in zip(components, scores, strict=True):
        if len(component) <= LARGEST:
            yield from (pair for pair in combinations(component, 2) if pair not in known)


def _judge(pairs: Iterator[Pair], sketches: Sketches, model: Model) -> Iterator[Judged]:
    while some := list(islice(pairs, PAIRS)):
        yield judge_all(np.array(some, dtype=np.int64), sketches, model)


def _add(
    components: Sequence[Sequence[int]], judged: Iterable[Judged], to: list[dict[Pair, float]]
) -> None:
    at = _numbered(components)
    for answers in judged:
        for pair, score in zip(_ends(answers), answers.scores.tolist(), strict=True):
            to[at[pair[0]]][pair] = score


def _inner(
    parts: Sequence[Sequence[int]], judged: Iterable[Judged]
) -> Iterator[tuple[Judged, np.ndarray]]:
    """Choose what is shown: whoever stands in one offer has a link with its reasons."""
    home = _numbered(parts)
    for answers in judged:
        yield answers, np.flatnonzero([home[a] == home[b] for a, b in _ends(answers)])


def _ends(judged: Judged) -> Iterator[Pair]:
    ids, pairs = judged.pairs.deck.ids, judged.pairs
    return zip(ids[pairs.left].tolist(), ids[pairs.right].tolist(), strict=True)


def _numbered(groups: Iterable[Iterable[int]]) -> dict[int, int]:
    return {posting: nth for nth, group in enumerate(groups) for posting in group}
