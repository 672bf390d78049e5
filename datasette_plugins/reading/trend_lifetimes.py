"""How long offers stay open: the share still open so many days after they opened (Kaplan and Meier).

An offer that is still open is counted for the days that it was; one that we first saw some days after it
opened, from that day on. Else those that closed before we could see them would be missing from the young ones.
"""

from collections import Counter
from collections.abc import Iterable
from math import exp, log, sqrt
from typing import NamedTuple

from datasette_plugins.reading.trend_asked import Question
from datasette_plugins.reading.trend_chart import Cell, Chart, decimal, longest, number

#: What the view lifetimes has, of the offers that were open since :since; each key holds three numbers, for
#: a single one is sorted five times as fast, and without the index, whose every step is a seek.
LIVES = """
select (entry << 32) | (days << 1) | is_closed as life, count(*) as n
from (
  select
    cast(julianday(max(first_seen_on, :since)) - julianday(opened_on) as integer) as entry,
    cast(julianday(coalesce(closed_on, :last)) - julianday(opened_on) as integer) as days,
    closed_on is not null as is_closed
  from offer_facts not indexed
  where first_seen_on <= :last
    and coalesce(closed_on, :last) >= max(first_seen_on, :since)
    and offer % :every = 0
    and (:region = '' or region_code = :region)
    and (:sector = '' or sector_code = :sector)
    and (:contract = '' or contract_code = :contract)
)
group by life
"""
LAST = "select coalesce(max(offer), 0) from offer_facts"
#: Of more offers than so many, one in some is followed: the curve is the same within half a percent.
MOST = 400_000
#: The curve is told while so many offers are watched, and for so many days.
ENOUGH, LONGEST = 20, 365
#: Of a normal distribution, nineteen in twenty lie so near.
NEAR = 1.96
#: A share is a product of many: what is a half in whole numbers may be a little more.
HALF = 0.5 + 1e-9


class Life(NamedTuple):
    """Hold N offers that were watched from day ENTRY to day DAYS after they opened, and whether they closed then."""

    entry: int
    days: int
    is_closed: bool
    n: int


class Step(NamedTuple):
    """Hold a day of the curve: the offers watched, those that closed, the SHARE still open and its bounds."""

    day: int
    watched: int
    closed: int
    share: float
    low: float
    high: float


def unpack(life: int, n: int) -> Life:
    """Read a key of LIVES.

    >>> unpack((3 << 32) | (10 << 1) | 1, 7)
    Life(entry=3, days=10, is_closed=True, n=7)
    """
    return Life(life >> 32, (life & 0xFFFFFFFF) >> 1, bool(life & 1), n)


def survival(lives: Iterable[Life], enough: int = ENOUGH) -> list[Step]:
    """Follow the share of LIVES that is still open, day by day, from when ENOUGH are watched while they are.

    An offer is watched from the beginning of the day of its entry to the end of its last.

    >>> [step.share for step in survival([Life(0, 1, True, 5), Life(0, 2, False, 5)], 1)]
    [1.0, 0.5, 0.5]
    """
    entries: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    for life in lives:
        entries[life.entry] += life.n
        ends[life.days] += life.n
        closed[life.days] += life.n * life.is_closed
    steps: list[Step] = []
    watched, share, spread = 0, 1.0, 0.0
    for day in range(min(LONGEST, max(ends, default=-1)) + 1):
        watched += entries[day]
        if watched >= enough and share:
            gone = closed[day]
            share *= 1 - gone / watched
            spread += gone / (watched * (watched - gone)) if gone < watched else 0
            steps.append(Step(day, watched, gone, share, *bounds(share, spread)))
        elif steps:
            break
        watched -= ends[day]
    return steps


def bounds(share: float, spread: float) -> tuple[float, float]:
    """Bound SHARE on both sides, nineteen times in twenty (Greenwood's SPREAD, on the scale of log(-log)).

    >>> bounds(1.0, 0.0), tuple(round(bound, 3) for bound in bounds(0.5, 0.01))
    ((1.0, 1.0), (0.399, 0.593))
    """
    if not 0 < share < 1:
        return share, share
    wide = exp(NEAR * sqrt(spread) / -log(share))
    return share**wide, share ** (1 / wide)


def median(steps: Iterable[Step]) -> int | None:
    """Return the first day on which half or fewer are still open; None where the curve does not come down so far."""
    return next((step.day for step in steps if step.share <= HALF), None)


async def charts(question: Question) -> list[Chart]:
    """Draw how long offers stay open."""
    bound = {"since": question.first.isoformat(), "last": question.last.isoformat()}
    [(last,)] = await question.rows(LAST)
    every = 1 + last // MOST
    rows = await question.rows(LIVES, **bound, **question.chosen.cell, every=every)
    lives = [unpack(*row) for row in rows]
    steps, reader = survival(lives), question.reader
    keys = ("day_of_life", "watched", "closed", "share", "low", "high")
    half = median(steps)
    return [
        Chart(
            name="lifetimes",
            kind="lifetimes",
            title=reader.say("trend_lifetimes"),
            said=_said(question, lives, steps),
            columns=[(key, reader.say(f"trend_column_{key}")) for key in keys],
            rows=longest([_row(step, question) for step in steps], 3),
            notes=[*_how(question, every, steps), reader.say("trend_lifetimes_band")],
            words={"median": reader.say("trend_median", n=half) if half is not None else "",
                   "at": str(half or 0), "axis": reader.say("trend_column_day_of_life")},
            view="lifetimes",
            where=[(f"{p}_code", code) for p, code in question.chosen.cell.items() if code],
            days=(question.first, question.last),
        )
    ]  # fmt: skip


def _how(question: Question, every: int, steps: list[Step]) -> list[str]:
    say, said = question.reader.say, [question.reader.say("trend_lifetimes_how")]
    if steps and steps[0].day:
        said.append(say("trend_begins", n=steps[0].day))
    return [*said, say("trend_sampled", every=every)] if every > 1 else said


def _row(step: Step, question: Question) -> list[Cell]:
    reader = question.reader
    counts = (step.day, step.watched, step.closed)
    shares = (step.share, step.low, step.high)
    return [*(number(n, reader) for n in counts), *(decimal(100 * n, reader) for n in shares)]


def _said(question: Question, lives: list[Life], steps: list[Step]) -> list[str]:
    reader, half = question.reader, median(steps)
    if not steps:
        return [reader.say("trend_too_few")]
    if half is None:
        share = decimal(100 * steps[-1].share, reader).text
        said = [reader.say("trend_still_open", n=steps[-1].day, percent=share)]
    else:
        said = [reader.say("trend_half_closed", n=half)]
    whole, gone = sum(life.n for life in lives), sum(life.n for life in lives if life.is_closed)
    return [*said, reader.say("trend_counted_on", n=whole), reader.say("trend_of_them_closed", n=gone)]  # fmt: skip
