"""Offers open, opened and closed by day, as the ledger has them; a day without a run is a gap, not a zero."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from datasette_plugins.reading.trend_asked import Question
from datasette_plugins.reading.trend_chart import Cell, Chart, day, decimal, longest, number

BY_DAY = """
select
  day, sum(open) as open, sum(opened) as opened, sum(found) as found, sum(reopened) as reopened,
  sum(closed) as closed, sum(corrected) as corrected
from day_counts
where day between :since and :last
  and (:region = '' or region_code = :region)
  and (:sector = '' or sector_code = :sector)
  and (:contract = '' or contract_code = :contract)
group by day
"""
#: What was stamped for the first time is no change.
CHANGES = """
select day, part, corrected from method_changes
where before is not null and day between :since and :last
order by id
"""
COUNTS = ("open", "opened", "found", "reopened", "closed", "corrected")
WEEK = 7
#: Where nothing was counted.
NONE = Cell(None, "—")
Changes = list[dict[str, Any]]


class Day(NamedTuple):
    """Hold what the ledger counted on a day."""

    open: int = 0
    opened: int = 0
    found: int = 0
    reopened: int = 0
    closed: int = 0
    corrected: int = 0


class Series(NamedTuple):
    """Hold days and the means of the week up to each; days that were not counted are in none of them."""

    days: dict[date, Day]
    opened: dict[date, float]
    closed: dict[date, float]


def reference(counted: Sequence[date], today: date) -> date | None:
    """Return the last counted day a week or more before TODAY: what came since is the week's.

    >>> days = [date(2026, 11, n) for n in (1, 2, 9)]
    >>> reference(days, days[2]), reference(days, days[1])
    (datetime.date(2026, 11, 2), None)
    """
    place = bisect_right(counted, today - timedelta(days=WEEK))
    return counted[place - 1] if place else None


def means(counted: Sequence[date], flows: Sequence[int]) -> dict[date, float]:
    """Return the mean of FLOWS a day over the week up to each of the days COUNTED.

    A run after a gap enters what changed since the run before: all days between share it.

    >>> days = [date(2026, 11, n) for n in (1, 2, 3, 9, 10)]
    >>> means(days, [5, 1, 1, 12, 2])
    {datetime.date(2026, 11, 9): 1.8571428571428572, datetime.date(2026, 11, 10): 2.0}
    """
    upto = dict(zip(counted, accumulate(flows), strict=True))
    found = {}
    for today in counted:
        if (since := reference(counted, today)) is not None:
            found[today] = (upto[today] - upto[since]) / (today - since).days
    return found


async def series(question: Question) -> Series:
    """Read the days that are shown, and the week before that their means need."""
    since = reference(question.counted, question.first) or question.counted[0]
    bound = _bound(since, question.last) | question.chosen.cell
    rows = await question.rows(BY_DAY, **bound)
    known = {row["day"]: Day(*(row[column] for column in COUNTS)) for row in rows}
    counted = [found for found in question.counted if found >= since]
    days = {found: known.get(found.isoformat(), Day()) for found in counted}
    return Series(
        days,
        means(counted, [one.opened for one in days.values()]),
        means(counted, [one.closed for one in days.values()]),
    )


async def charts(question: Question) -> list[Chart]:
    """Draw the offers open day by day, and those opened and closed."""
    found, bound = await series(question), _bound(question.first, question.last)
    changes = [dict(row) for row in await question.rows(CHANGES, **bound)]
    return [_open(question, found, changes), _flow(question, found, changes)]


def _open(question: Question, found: Series, changes: Changes) -> Chart:
    reader, moved = question.reader, {row["day"] for row in changes}
    rows = []
    for one in question.shown:
        counts = found.days.get(one)
        cells = [number(n, reader) for n in counts] if counts else [NONE] * len(COUNTS)
        mark = Cell(1, reader.say("trend_yes")) if one.isoformat() in moved else Cell(None, "")
        rows.append([day(one, reader), *cells, mark])
    keys = ("day", *COUNTS, "changed")
    return _chart(question, "open", _open_said(question, found), keys, rows, changes)


def _open_said(question: Question, found: Series) -> list[str]:
    reader, last = question.reader, question.last
    since = next(one for one in question.counted if one >= question.first)
    now, then = found.days[last].open, found.days[since].open
    said = [reader.say("trend_open_now", n=now, day=reader.day(last.isoformat()))]
    if since != last:
        key = "trend_same" if now == then else "trend_more" if now > then else "trend_fewer"
        said.append(reader.say(key, n=abs(now - then), day=reader.day(since.isoformat())))
    return said


def _flow(question: Question, found: Series, changes: Changes) -> Chart:
    reader, rows = question.reader, []
    # On the first day of all, nothing stands before to have changed since.
    for one in (one for one in question.shown if one > question.counted[0]):
        counts = found.days.get(one)
        rows.append(
            [
                day(one, reader),
                number(counts.opened, reader) if counts else NONE,
                decimal(found.opened.get(one), reader),
                number(counts.closed, reader) if counts else NONE,
                decimal(found.closed.get(one), reader),
            ]
        )
    keys = ("day", "opened", "opened_mean", "closed", "closed_mean")
    return _chart(question, "flow", _flow_said(question, found), keys, rows, changes)


def _flow_said(question: Question, found: Series) -> list[str]:
    reader = question.reader
    since = reference(question.counted, question.last) or question.counted[0]
    if since == question.last:
        return [reader.say("trend_one_day", day=reader.day(since.isoformat()))]
    week = [one for at, one in found.days.items() if at > since]
    new, gone = sum(one.opened for one in week), sum(one.closed for one in week)
    return [
        reader.say("trend_opened_since", n=new, day=reader.day(since.isoformat())),
        reader.say("trend_closed_since", n=gone),
    ]


def _chart(
    question: Question,
    name: str,
    said: list[str],
    keys: tuple[str, ...],
    rows: list[list[Cell]],
    changes: Changes,
) -> Chart:
    reader = question.reader
    days = _bound(question.first, question.last)
    where = [("day__gte", days["since"]), ("day__lte", days["last"])]
    return Chart(
        name=name,
        kind=name,
        title=reader.say(f"trend_{name}"),
        said=said,
        columns=[(key, reader.say(f"trend_column_{key}")) for key in keys],
        rows=longest(rows, 1),
        notes=[reader.say(f"trend_{name}_how"), *_notes(question, changes)],
        words={"gap": reader.say("trend_gap")},
        view="offers_by_day",
        where=where + [(f"{p}_code", code) for p, code in question.chosen.cell.items() if code],
        days=(question.first, question.last),
    )


def _notes(question: Question, changes: Changes) -> list[str]:
    """Say when runs were missing, and when a change of ours may have moved the counts."""
    reader, said = question.reader, []
    if missing := len(set(question.shown) - set(question.counted)):
        said.append(reader.say("trend_gaps", n=missing))
    for row in changes:
        part = reader.say(f"trend_part_{row['part']}")
        said.append(
            reader.say("trend_changed", n=row["corrected"], day=reader.day(row["day"]), part=part)
        )
    return said


def _bound(since: date, last: date) -> dict[str, str]:
    return {"since": since.isoformat(), "last": last.isoformat()}
