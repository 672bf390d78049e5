"""How well the merge does on pairs that people judged: the whole road, in a database of its own."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from aggregator.importing import posting_of, source_of
from dedupe.evaluate import Measure, labelled
from dedupe.run import run
from offers.database import connect
from pipelines.road import Road

#: What a label may say; anything else ("unsure") judges nothing.
LABELS = {"same": True, "different": False}

Key = tuple[str, str]
FOUND = "select source, ref, offer from postings"


@dataclass
class Evaluation:
    """What the pairs say of the merge, and what could not be judged by them."""

    measure: Measure
    postings: int
    refused: int
    unjudged: int
    broken: list[str] = field(default_factory=list)


def evaluate(
    pairs: Path, corpus: Path | None, now: datetime, step: Callable[[int, int], None]
) -> Evaluation:
    """Send the postings of PAIRS and of CORPUS down the road and the merge; measure what ended together."""
    broken: list[str] = []
    with TemporaryDirectory() as folder:
        database = str(Path(folder) / "aggregator.db")
        with ExitStack() as stack:
            roads = Roads(stack, {"DATABASE": database, "NOW": now.isoformat()})
            for row in _objects(corpus, broken) if corpus else ():
                roads.take(row)
            judged, unjudged = judged_pairs(pairs, roads, broken)
        db = connect(database)
        run(db, now, step)
        found = {(source, ref): offer for source, ref, offer in db.conn.execute(FOUND)}
        db.close()
    return Evaluation(labelled(judged, found), len(found), roads.refused, unjudged, broken)


def judged_pairs(
    pairs: Path, roads: "Roads", broken: list[str]
) -> tuple[list[tuple[bool, Key, Key]], int]:
    """Send both postings of each pair in PAIRS down ROADS; return the judged ones, and how many are not."""
    judged, unjudged = [], 0
    for row in _objects(pairs, broken):
        left, right = (roads.take(row.get(side) or {}) for side in "ab")
        if (label := LABELS.get(row.get("label", ""))) is None:
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


def _objects(file: Path, broken: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the objects in FILE, one a line; note each line that holds none, by its number."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        yield from _read(lines, file.name, broken)


def _read(lines: Iterable[str], name: str, broken: list[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            broken.append(f"{name}, line {number}: {error}")
            continue
        if isinstance(row, dict):
            yield row
        else:
            broken.append(f"{name}, line {number}: it is not an object")
