"""Skills that are asked for more, and less: the last whole month beside the one before."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from math import sqrt
from typing import NamedTuple

from datasette_plugins.reading.trend_asked import Question
from datasette_plugins.reading.trend_chart import (
    Cell,
    Chart,
    apart,
    decimal,
    longest,
    month,
    number,
)
from offers.taxonomy import rows

#: A skill without a name stands for all offers that ask for any.
MONTHS = """
select month, offers from skill_months where skill_code = '' and month <= :month and offers >= :enough
order by month desc limit 3
"""
SKILLS = """
select month, skill_code, offers, of_offers, share from skills_trend where month in (:month, :before)
"""
#: A month is told from so many offers on, a skill from so many of the two months together.
ENOUGH_OFFERS, ENOUGH = 100, 20
#: A difference is told that chance makes fewer than once in twenty times.
FAR = 1.96
#: So many that rise, and so many that fall; so many where there is nothing to compare with.
MOST, MOST_ASKED = 8, 12


class Asked(NamedTuple):
    """Hold how many offers ask for a skill, of how many that ask for any: in a month, and in the one before."""

    code: str
    n: int
    of: int
    n_before: int
    of_before: int

    @property
    def share(self) -> float:
        return 100 * self.n / self.of

    @property
    def before(self) -> float:
        return 100 * self.n_before / self.of_before

    @property
    def change(self) -> float:
        return self.share - self.before

    @property
    def is_told(self) -> bool:
        """Tell whether enough offers say so, and more than chance would.

        >>> Asked("sql", 30, 100, 10, 100).is_told, Asked("sql", 12, 100, 10, 100).is_told
        (True, False)
        """
        both, of = self.n + self.n_before, self.of + self.of_before
        spread = sqrt(both / of * (1 - both / of) * (1 / self.of + 1 / self.of_before))
        return both >= ENOUGH and spread > 0 and abs(self.change) / 100 / spread > FAR


def compared(months: list[str], now: str) -> tuple[str, str] | None:
    """Choose the last whole month of MONTHS before the month NOW, and the one before it.

    >>> compared(["2026-11", "2026-10", "2026-09"], "2026-11"), compared(["2026-11", "2026-10"], "2026-11")
    (('2026-10', '2026-09'), None)
    """
    whole = [month for month in months if month < now]
    if len(whole) < 2 or _number(whole[0]) != _number(whole[1]) + 1:
        return None
    return whole[0], whole[1]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


async def charts(question: Question) -> list[Chart]:
    """Draw the skills that rise and fall; those most asked for, where there is nothing to compare yet."""
    now = question.last.isoformat()[:7]
    known = await question.rows(MONTHS, month=now, enough=ENOUGH_OFFERS)
    months = [month for month, _ in known]
    if pair := compared(months, now):
        skills = await _skills(question, *pair)
        told = sorted((one for one in skills if one.is_told), key=lambda one: -one.change)
        return [_changes(question, told, *pair)]
    if not months:
        title = question.reader.say("trend_skills_asked")
        return [Chart("skills", "bars", title, [question.reader.say("trend_too_few")], view="skills_trend", filtered=False)]  # fmt: skip
    return [_asked(question, await _skills(question, months[0], ""), months[0])]


async def _skills(question: Question, month: str, before: str) -> list[Asked]:
    found = await question.rows(SKILLS, month=month, before=before)
    of: Mapping[str, int] = {row["month"]: row["of_offers"] for row in found}
    counts = {(row["month"], row["skill_code"]): row["offers"] for row in found}
    codes = sorted({row["skill_code"] for row in found} & _told())
    return [
        Asked(code, counts.get((month, code), 0), of[month], counts.get((before, code), 0), of.get(before, 1))
        for code in codes
    ]  # fmt: skip


@cache
def _told() -> frozenset[str]:
    """Diplomas and languages have charts of their own elsewhere."""
    return frozenset(r["code"] for r in rows("skills") if r["kind"] not in ("diploma", "language"))


def _changes(question: Question, told: list[Asked], now: str, before: str) -> Chart:
    reader = question.reader
    rising = [one for one in told if one.change > 0][:MOST]
    falling = [one for one in told if one.change < 0][-MOST:]
    months = {"month": month(now, reader), "before": month(before, reader)}
    columns = [("skill", reader.say("trend_column_skill"))]
    columns += [("n", months["month"]), ("n_before", months["before"])]
    columns += [("share", f"{months['month']} (%)"), ("share_before", f"{months['before']} (%)")]
    columns.append(("change", reader.say("trend_column_change")))
    return Chart(
        name="skills",
        kind="skills",
        title=reader.say("trend_skills"),
        said=_changes_said(question, rising, falling, months),
        columns=columns,
        rows=[_line(question, one) for one in (*rising, *falling)],
        notes=[reader.say("trend_skills_how", **months), *_young(question, before)],
        words=months,
        view="skills_trend",
        where=[("month", now)],
        days=_days(question, before, now),
        filtered=False,
    )


def _days(question: Question, first: str, last: str) -> tuple[date, date]:
    """Return the first and last day of two months, as far as days are counted."""
    begins = date.fromisoformat(f"{last}-01")
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(f"{first}-01"), min(ends, question.last)


def _line(question: Question, one: Asked) -> list[Cell]:
    reader = question.reader
    return [
        Cell(one.code, reader.label("skills", one.code)),
        number(one.n, reader),
        number(one.n_before, reader),
        decimal(one.share, reader),
        decimal(one.before, reader),
        decimal(one.change, reader, sign=True),
    ]


def _changes_said(
    question: Question, rising: list[Asked], falling: list[Asked], months: dict[str, str]
) -> list[str]:
    reader, said = question.reader, []
    for key, one in (("rises", rising[:1]), ("falls", falling[-1:])):
        for skill in one:
            words = {
                "name": apart(reader.label("skills", skill.code)),
                "now": decimal(skill.share, reader).text,
                "then": decimal(skill.before, reader).text,
            }
            said.append(reader.say(f"trend_{key}", **words))
    return said or [reader.say("trend_nothing_moves", **months)]


def _young(question: Question, before: str) -> list[str]:
    """Say that of days before we read we know only what was open still."""
    begun = question.counted[0].isoformat()
    return [question.reader.say("trend_young", day=question.reader.day(begun))] if before < begun[:8] else []  # fmt: skip


def _asked(question: Question, skills: list[Asked], now: str) -> Chart:
    reader = question.reader
    most = sorted(skills, key=lambda one: (-one.n, one.code))[:MOST_ASKED]
    lines = [
        [Cell(one.code, reader.label("skills", one.code)), number(one.n, reader), decimal(one.share, reader)]
        for one in most
    ]  # fmt: skip
    said = [
        reader.say(
            "trend_most_asked",
            n=one.of,
            name=apart(reader.label("skills", one.code)),
            percent=decimal(one.share, reader).text,
            month=month(now, reader),
        )
        for one in most[:1]
    ]
    keys = ("skill", "offers", "share_asked")
    return Chart(
        name="skills",
        kind="bars",
        title=reader.say("trend_skills_asked"),
        said=said or [reader.say("trend_too_few")],
        columns=[(key, reader.say(f"trend_column_{key}")) for key in keys],
        rows=longest(lines, 1),
        notes=[reader.say("trend_skills_later")],
        view="skills_trend",
        where=[("month", now)],
        days=_days(question, now, now),
        filtered=False,
    )
