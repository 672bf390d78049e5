"""How well the merge does on pairs that people judged: the whole road, in a database of its own.

Twice: the model in use, which may have been trained on these very pairs, and models of folds by
employer, so that no pair judges itself.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from aggregator.importing import posting_of, source_of
from dedupe.evaluate import Measure, labelled
from dedupe.run import run
from dedupe.score import load_model
from dedupe.sketch import COLUMNS, Sketch, sketch
from dedupe.train import cross_judge
from offers.database import connect
from pipelines.road import Road

#: What a label may say; anything else ("unsure") judges nothing.
LABELS = {"same": True, "different": False}

Key = tuple[str, str]
#: A pair as people judged it, by the keys of its postings.
Judged = tuple[bool, Key, Key]
FOUND = "select source, ref, offer from postings"
WORDS = "select title, company, city from postings where source = ? and ref = ?"
ROWS = f"select {', '.join(COLUMNS)} from postings"


@dataclass(frozen=True)
class Mistake:
    """Hold a pair that was judged wrongly: what people say, the score, and what it was made of."""

    same: bool
    left: dict[str, Any]
    right: dict[str, Any]
    score: float
    why: list[dict]

    @property
    def certainty(self) -> float:
        """Return how sure the wrong answer was."""
        return 1 - self.score if self.same else self.score


@dataclass(frozen=True)
class Crossed:
    """What models of folds say, none of which saw the employers it judges."""

    folds: int
    measure: Measure
    mistakes: list[Mistake]  # the surest first


@dataclass(frozen=True)
class Evaluation:
    """What the pairs say of the merge, and what could not be judged by them."""

    measure: Measure
    in_sample: bool  # the model in use was trained on this file
    crossed: Crossed | None
    postings: int
    refused: int
    unjudged: int
    broken: list[str] = field(default_factory=list)


def evaluate(
    pairs: Path,
    corpus: Path | None,
    now: datetime,
    step: Callable[..., None],
    folds: int = 5,
) -> Evaluation:
    """Send the postings of PAIRS and of CORPUS down the road and the merge; measure what ended together.

    With FOLDS, models that are trained on the other folds' pairs judge each pair, too.
    """
    broken: list[str] = []
    with TemporaryDirectory() as folder:
        database = str(Path(folder) / "aggregator.db")
        with ExitStack() as stack:
            roads = Roads(stack, {"DATABASE": database, "NOW": now.isoformat()})
            for _, row in _objects(corpus, broken) if corpus else ():
                roads.take(row)
            judged, unjudged = judged_pairs(pairs, roads, broken)
        db = connect(database)
        run(db, now, step)
        found = {(source, ref): offer for source, ref, offer in db.conn.execute(FOUND)}
        crossed = cross(db, judged, folds) if folds else None
        db.close()
    in_sample = checksum(pairs) in load_model().trained_on
    measure = labelled(judged, found)
    return Evaluation(measure, in_sample, crossed, len(found), roads.refused, unjudged, broken)


def checksum(file: Path) -> str:
    """Name the content of FILE, as a model names what it was trained on."""
    return hashlib.sha1(file.read_bytes()).hexdigest()


def cross(db: Database, judged: Sequence[Judged], folds: int) -> Crossed:
    """Judge each pair by a model of the other folds; a pair that did not arrive is never found."""
    keys = {key for _, left, right in judged for key in (left, right)}
    drawn = sketches(db, keys)
    arrived = [at for at, (_, left, right) in enumerate(judged) if left in drawn and right in drawn]
    pairs = [(judged[at][0], drawn[judged[at][1]], drawn[judged[at][2]]) for at in arrived]
    said = dict(zip(arrived, cross_judge(pairs, folds), strict=True))
    answers = [said[at].verdict == "same" if at in said else False for at in range(len(judged))]
    truth = [same for same, _, _ in judged]
    wrong = [
        Mistake(same, _words(db, left), _words(db, right), said[at].score, said[at].why)
        if at in said
        else Mistake(same, _words(db, left), _words(db, right), 0.0, [{"veto": "refused"}])
        for at, (same, left, right) in enumerate(judged)
        if answers[at] != same
    ]
    wrong.sort(key=lambda one: -one.certainty)
    return Crossed(folds, Measure.count(zip(truth, answers, strict=True)), wrong)


def sketches(db: Database, keys: Collection[Key] | None = None) -> dict[Key, Sketch]:
    """Draw the sketches of the postings of KEYS, or of all."""
    rows = (row for row in db.query(ROWS) if keys is None or (row["source"], row["ref"]) in keys)
    return {(one.source, one.ref): one for one in map(sketch, rows)}


def _words(db: Database, key: Key) -> dict[str, Any]:
    found = next(iter(db.query(WORDS, key)), {})
    return {"source": key[0], "ref": key[1]} | found


def judged_pairs(pairs: Path, roads: "Roads", broken: list[str]) -> tuple[list[Judged], int]:
    """Send both postings of each pair in PAIRS down ROADS; return the judged ones, and how many are not."""
    judged, unjudged = [], 0
    for number, row in _objects(pairs, broken):
        if not all(isinstance(row.get(side), dict) for side in "ab"):
            broken.append(f"{pairs.name}, line {number}: it has no a and b")
            continue
        left, right = (roads.take(row[side]) for side in "ab")
        if (label := LABELS.get(str(row.get("label")).lower())) is None:
            unjudged += 1
        else:
            judged.append((label, left, right))
    return judged, unjudged


class Roads:
    """A road a source, opened when its first posting comes; a posting is known by its site and address."""

    def __init__(self, stack: ExitStack, settings: dict[str, Any]):
        self.stack, self.settings = stack, settings
        self.roads: dict[str, Road] = {}
        self.refused = 0

    def take(self, row: dict[str, Any]) -> Key:
        """Send ROW's posting down its road and return the key it is known by."""
        source = source_of(str(row.get("site") or "import"))
        if source.name not in self.roads:
            self.roads[source.name] = self.stack.enter_context(Road(source, self.settings))
        posting = posting_of(row)
        posting.url = _address(row, posting.url)
        posting.ref = posting.url
        self.refused += self.roads[source.name].take(posting) is not None
        return source.name, posting.ref


def _address(row: dict[str, Any], said: str | None) -> str:
    """Return the posting's address; one that is none, or missing, is invented, so that it is judged.

    >>> _address({"title": "Maçon"}, "3797122085")
    'https://no-address.invalid/3797122085'
    """
    if said and said.startswith(("http://", "https://")):
        return said
    content = json.dumps(row, sort_keys=True).encode()
    return f"https://no-address.invalid/{quote(said or hashlib.sha1(content).hexdigest())}"


def _objects(file: Path, broken: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects in FILE, one a line, by the line's number; note each line that holds none."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        yield from _read(lines, file.name, broken)


def _read(
    lines: Iterable[str], name: str, broken: list[str]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            broken.append(f"{name}, line {number}: {error}")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            broken.append(f"{name}, line {number}: it is not an object")
