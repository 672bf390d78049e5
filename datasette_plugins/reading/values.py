"""What offers can be filtered by: the numbers of values, as the search index keeps them, at hand in memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from offers.facets import Facet, word

FRESH = "select id, field, code, label from facet_values where id > :last order by id"


@dataclass(slots=True)
class Values:
    """Know the number of every value, and the value of every number; grows as the database does."""

    fields: list[str] = field(default_factory=lambda: [""])
    kinds: bytearray = field(default_factory=lambda: bytearray(1))  # by number: its place in fields
    codes: list[str] = field(default_factory=lambda: [""])
    labels: dict[Facet, str] = field(default_factory=dict)
    numbers: dict[Facet, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return len(self.codes) - 1

    def learn(self, rows: Iterable[tuple[int, str, str, str | None]]) -> None:
        """Take in ROWS of facet_values, in the order of ids."""
        for id, name, code, label in rows:
            self.codes += [""] * (id - self.last)
            self.kinds.extend(bytes(len(self.codes) - len(self.kinds)))
            if name not in self.fields:
                self.fields.append(name)
            self.codes[id], self.kinds[id] = code, self.fields.index(name)
            self.numbers[name, code] = id
            if label:
                self.labels[name, code] = label

    def any_of(self, name: str, codes: Iterable[str]) -> str:
        """Ask the index for any of CODES in the field NAME; for nothing, where no offer ever had one."""
        known = [self.numbers[name, code] for code in codes if (name, code) in self.numbers]
        return "(" + " OR ".join(f'"{word(number)}"' for number in known or [0]) + ")"

    def counted(
        self, blobs: Sequence[bytes], fields: Collection[str] | None = None
    ) -> dict[str, Counter[str]]:
        """Count the values of offers from their facets.value_ids: {field: {code: offers}}; of FIELDS alone."""
        numbers = np.bincount(np.frombuffer(b"".join(blobs), dtype="<i4"))
        some = np.flatnonzero(numbers)
        return self._parted(some, numbers[some], fields)

    def named(self, counts: Iterable[tuple[int, int]]) -> dict[str, Counter[str]]:
        """Part (number of a value, offers) by fields; numbers that were met after the last learning are left."""
        pairs = np.array([(number, n) for number, n in counts], dtype="int64").reshape(-1, 2)
        return self._parted(pairs[:, 0], pairs[:, 1])

    def _parted(
        self, some: np.ndarray, counts: np.ndarray, wanted: Collection[str] | None = None
    ) -> dict[str, Counter[str]]:
        """Part values by fields, all of a field at a time: a common word has thousands of employers."""
        known = some <= self.last
        some, counts = some[known], counts[known]
        fields = np.frombuffer(self.kinds, dtype="u1")[some]
        found: dict[str, Counter[str]] = {}
        for kind in np.unique(fields).tolist():
            if wanted is not None and self.fields[kind] not in wanted:
                continue
            of_kind = fields == kind
            codes = map(self.codes.__getitem__, some[of_kind].tolist())
            found[self.fields[kind]] = Counter(
                dict(zip(codes, counts[of_kind].tolist(), strict=True))
            )
        return found


_KNOWN: dict[str, Values] = {}


async def values(db: Any) -> Values:
    """Return all values that DB knows by now."""
    known = _KNOWN.setdefault(str(db.path or db.memory_name), Values())
    known.learn((await db.execute(FRESH, {"last": known.last})).rows)
    return known


def least(blobs: Sequence[bytes], worth: Mapping[int | None, float]) -> np.ndarray:
    """Return for each of BLOBS, facets.value_ids, the least WORTH of its values; infinity where none has one.

    >>> from offers.facets import pack
    >>> least([pack([1, 2]), pack([3])], {1: 7, 2: 5})
    array([ 5., inf])
    """
    if not blobs:
        return np.empty(0)
    numbers = np.frombuffer(b"".join(blobs), dtype="<i4")
    table = np.full(int(numbers.max()) + 1, np.inf)
    for number, value in worth.items():
        if number is not None and number < len(table):
            table[number] = value
    ends = np.cumsum([len(blob) // 4 for blob in blobs])
    return np.minimum.reduceat(table[numbers], np.concatenate(([0], ends[:-1])))


def days(first: date, count: int) -> list[str]:
    """List COUNT days from FIRST on.

    >>> days(date(2026, 11, 30), 2)
    ['2026-11-30', '2026-12-01']
    """
    return [(first + timedelta(days=n)).isoformat() for n in range(count)]
