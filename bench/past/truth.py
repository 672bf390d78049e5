"""What is true of a market's postings and vacancies, day by day, for whoever reads every list whole."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlsplit

from pipelines.closing import MISSES
from pipelines.recheck import GONE
from world.lives import Life
from world.market import Market
from world.server import World
from world.shown import Shown
from world.sites import address

#: The sites that print each posting's last day under a label; others say it in the text, if at all.
LABELLED = frozenset(
    ("rekrute", "emploi_public", "marocemploi", "onejob", "careers", "greenhouse", "recruitee", "workday")
)  # fmt: skip
#: Whose pages leave out the end of the text, where it is said.
CUT = frozenset(("anapec",))

#: Says after how many lists without it a posting of a source is known to be gone: (life, day) → lists.
Patience = Callable[[Life, int], int]


@dataclass(frozen=True, slots=True)
class Lived:
    """Hold a posting: what it tells of, when it is first met, and on which days it is open at the end."""

    source: str
    ref: str
    vacancy: int
    region: str
    met: int
    open: frozenset[int]


@dataclass(slots=True)
class Day:
    """Count what a day brought, of postings or vacancies."""

    opened: int = 0
    reopened: int = 0
    closed: int = 0
    open: int = 0


def lived(market: Market, sources: Collection[str], days: range, patience: Patience) -> list[Lived]:
    """Live through the postings that SOURCES show on DAYS; what is no vacancy is left out."""
    towns = {life.vacancy: life.draft.vacancy.town.region for life in market.lives}
    found = []
    for life in market.lives:
        met = next((day for day in days if life.on(day)), None)
        if life.source in sources and life.vacancy >= 0 and met is not None:
            opened = frozenset(_open(life, range(met, days.stop), market, patience))
            region = towns[life.vacancy]
            found.append(Lived(life.source, life.ref, life.vacancy, region, met, opened))
    return found


def _open(life: Life, days: range, market: Market, patience: Patience) -> Iterable[int]:
    """Yield the DAYS at whose end LIFE is open: it was named of late, and its last day is not past."""
    missed, last = 0, None
    for day in days:
        if life.on(day):
            missed, last = 0, printed(life, life.at(day))
        else:
            missed += 1
        if missed and missed >= patience(life, day):
            return
        if last is None or market.date(day) <= last:
            yield day


def printed(life: Life, shown: Shown) -> date | None:
    """Give the last day to apply that SHOWN prints, under its label or in its text."""
    if life.source.partition(".")[0] in LABELLED:
        return shown.deadline
    until = life.start + timedelta(days=life.draft.until)  # an edit puts off the label alone
    said = any(f"{until:%d/%m/%Y}" in line for line in shown.text.gives)
    return until if said and life.source not in CUT else None


def at_once(life: Life, day: int) -> int:
    """Know that a posting is gone as soon as its list leaves it out."""
    return 1


def stated(market: Market, rechecked: Callable[[str], bool]) -> Patience:
    """Follow our stated rule: at once where its page says so and is asked, else at the second list."""
    web = World(market)

    def patience(life: Life, day: int) -> int:
        if not rechecked(life.source):
            return MISSES
        asked = urlsplit(address(life.at(life.opens)))
        web.day = day
        return 1 if web.answer(asked.netloc, quote(asked.path)).status in GONE else MISSES

    return patience


def told(lives: Iterable[tuple[int, frozenset[int]]], days: range) -> dict[int, Day]:
    """Count what each of DAYS brought of LIVES: the day each was met, and those at whose end it is open.

    >>> told([(0, frozenset((0, 1))), (1, frozenset((1, 3)))], range(4))[3]
    Day(opened=0, reopened=1, closed=0, open=1)
    """
    found = {day: Day() for day in days}
    for met, opened in lives:
        for day in days:
            is_open, was_open = day in opened, day - 1 in opened
            found[day].open += is_open
            found[day].opened += is_open and day == met
            found[day].reopened += is_open and not was_open and day != met
            found[day].closed += was_open and not is_open
    return found


def vacancies(postings: Iterable[Lived]) -> dict[int, tuple[str, int, frozenset[int]]]:
    """Put POSTINGS together: each vacancy's region, the day it is first met, and the days it is open."""
    found: dict[int, tuple[str, int, frozenset[int]]] = {}
    for one in postings:
        region, met, opened = found.get(one.vacancy, (one.region, one.met, frozenset[int]()))
        found[one.vacancy] = (region, min(met, one.met), opened | one.open)
    return found


def refs(postings: Iterable[Lived]) -> dict[int, list[tuple[str, str]]]:
    """List the postings of each vacancy, by source and ref."""
    found: dict[int, list[tuple[str, str]]] = {}
    for one in sorted(postings, key=lambda p: (p.source, p.ref)):
        found.setdefault(one.vacancy, []).append((one.source, one.ref))
    return found


def by_source(postings: Iterable[Lived], days: range) -> dict[str, dict[int, Day]]:
    """Count what each of DAYS brought, source by source."""
    lives: dict[str, list[tuple[int, frozenset[int]]]] = {}
    for one in postings:
        lives.setdefault(one.source, []).append((one.met, one.open))
    return {source: told(found, days) for source, found in lives.items()}


def by_region(postings: Iterable[Lived], day: int) -> Counter[str]:
    """Count the vacancies that are open at the end of DAY, region by region."""
    return Counter(region for region, _, opened in vacancies(postings).values() if day in opened)
