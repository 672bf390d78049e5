"""The market in motion: what each site shows on each day, and the truth about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from world.employers import employers, hiring
from world.lives import Life, Schedule, lives
from world.shown import Shown
from world.systems import equip, write_rows


@dataclass(frozen=True)
class _Day:
    """Keep what a site shows on a day, in its order and by ref."""

    order: list[Shown]
    by_ref: dict[str, Shown]


class Market:
    """Hold about SIZE postings of all sites, over DAYS days from START; the same for the same SEED.

    Sites that refuse to be read are shown where PERMITTED.

    >>> market = Market(seed=7, size=60, days=3, start=date(2026, 11, 2))
    >>> market.open("rekrute", 0) <= {ref for _, ref in market.truth(0)}
    True
    """

    def __init__(self, seed: int, size: int, days: int, start: date, permitted: bool = False):
        self.seed, self.size, self.days, self.start = seed, size, days, start
        schedule = Schedule(size=size, days=days, start=start, permitted=permitted)
        self.lives: list[Life] = lives(Random(seed), schedule)
        self.sources = tuple(sorted({life.source for life in self.lives}))
        self._days: dict[tuple[str, int], _Day] = {}

    def write_rows(self, folder: Path) -> None:
        """Write FOLDER's employers.csv and feeds.csv: the employers that have systems of their own."""
        hired = employers(Random(self.seed), hiring(self.size))  # the first that lives draws
        equip(hired)
        shown = [x for found in hired.values() for x in found]
        equipped = (x for x in shown if x.system and x.system.source in self.sources)
        write_rows(equipped, folder, self.start.isoformat())

    def date(self, day: int) -> date:
        """Give the date of DAY."""
        return self.start + timedelta(days=day)

    def shown(self, source: str, day: int) -> list[Shown]:
        """List what SOURCE shows on DAY, in its own order; sponsored postings stand there again."""
        return self._day(source, day).order

    def posting(self, source: str, ref: str, day: int) -> Shown | None:
        """Give the posting REF as SOURCE shows it on DAY; None where it is not open."""
        return self._day(source, day).by_ref.get(ref)

    def open(self, source: str, day: int) -> set[str]:
        """Give the refs of the postings that SOURCE shows on DAY."""
        return set(self._day(source, day).by_ref)

    def truth(self, day: int) -> dict[tuple[str, str], int]:
        """Map every (source, ref) shown up to and including DAY to the vacancy it tells of."""
        return {
            (x.source, x.ref): x.vacancy for x in self.lives if x.opens <= day and x.vacancy >= 0
        }

    def _day(self, source: str, day: int) -> _Day:
        if (source, day) not in self._days:
            now = [x.at(day) for x in self.lives if x.source == source and x.on(day)]
            self._days[source, day] = _Day(self._ordered(source, now, day), {x.ref: x for x in now})
        return self._days[source, day]

    def _ordered(self, source: str, now: list[Shown], day: int) -> list[Shown]:
        newest = sorted(now, key=lambda x: (x.edited, x.ref), reverse=True)
        if source == "emploi_ma":
            return _with_sponsors(newest)
        newest.sort(key=lambda x: (x.published, x.ref), reverse=True)
        if source == "anapec":
            return _unsorted_pages(newest, f"{self.seed}/{day}")
        return newest


def _with_sponsors(newest: list[Shown], page: int = 25) -> list[Shown]:
    """Put two sponsored postings at the head of each page, again and again."""
    sponsored = [x for x in newest if x.featured]
    others, order, turn = [x for x in newest if not x.featured], list(sponsored), 0
    for posting in others:
        if len(order) % page == 0 and order and sponsored:
            order += [sponsored[turn % len(sponsored)], sponsored[(turn + 1) % len(sponsored)]]
            turn += 1
        order.append(posting)
    return order


def _unsorted_pages(newest: list[Shown], salt: str, page: int = 15) -> list[Shown]:
    order: list[Shown] = []
    for start in range(0, len(newest), page):
        one = newest[start : start + page]
        Random(f"{salt}/{start}").shuffle(one)
        order += one
    return order


def duplicates(truth: Iterable[int]) -> float:
    """Give the share of postings whose vacancy was already told by another.

    >>> duplicates([1, 1, 2, 3])
    0.25
    """
    numbers = list(truth)
    return 1 - len(set(numbers)) / len(numbers) if numbers else 0.0
