"""A day told by how far it is from now: "il y a 3 jours", "hier", "lundi dernier"."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from offers.taxonomy import lookup, rows, vocabulary
from offers.text import fold
from pipelines.normalisers.alternatives import any_of
from pipelines.normalisers.written_days import Forms, Match, Read

_LENGTHS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
_ABOUT = r"(?:plus d(?:e |')|pres d(?:e |')|environ |about |over |more than |ungefahr |اكثر من |حوالي |~|\+)?"
_AGO = r"(?:\bil y ?'?a|\bilya|\bya|\by a|\bdepuis|\bhace|\bvor|\bha|منذ|قبل|من)"
_HENCE = r"(?:\bdans|\bin|\bd'ici|\bsous|\breste|\ben|بعد|خلال|متبقي|باقي)"
_ONE = "un|une|an|a|uno|una|ein|eine|einem|einer|een|um|uma"
_GONE = r"(?:ago|passee?s?|plus tot|avant|geleden|fa|atras|مضت|مضي)"
_LEFT = r"(?:restante?s?|left|remaining|to go|متبقي\w*|متبق|باقي\w*)"


def _ago(match: Match, now: datetime, ahead: bool) -> date | None:
    return (now - _span(match)).date()


def _hence(match: Match, now: datetime, ahead: bool) -> date | None:
    return (now + _span(match)).date()


def _bare(match: Match, now: datetime, ahead: bool) -> date | None:
    """Read "3d" as three days ago; as a last day it would leave open from when it counts."""
    return None if ahead else _ago(match, now, ahead)


def _last_span(match: Match, now: datetime, ahead: bool) -> date | None:
    return (now - _LENGTHS[_units()[match["unit"]][0]]).date()


def _within(match: Match, now: datetime, ahead: bool) -> date | None:
    """Read "less than an hour ago": what is told in hours or less is of today."""
    return now.date() if _span(match) <= timedelta(days=1) else None


def _span(match: Match) -> timedelta:
    unit, count = _units()[match["unit"]]
    if said := match["n"]:
        number = said if said.isdigit() else lookup("numbers", said) or "1"
        count *= int(number)
    return count * _LENGTHS[unit]


@cache
def _units() -> dict[str, tuple[str, int]]:
    """Return {folded word: (unit, how many of it)}: "two days" is one word in Arabic."""
    units = {word: (code, 1) for word, code in vocabulary("time_units").items()}
    twos = {
        fold(two): (row["code"], 2) for row in rows("time_units") for two in row["two"].split("|")
    }
    return {**units, **twos}


def _day_word(match: Match, now: datetime, ahead: bool) -> date | None:
    return now.date() + timedelta(days=int(vocabulary("relative_days")[fold(match["said"])]))


def _weekday(match: Match, now: datetime, ahead: bool) -> date | None:
    """Read a weekday without a date: the last such day before today, or the next one after it."""
    wanted, today = int(vocabulary("weekdays")[match["weekday"]]), now.date()
    if ahead:
        return today + timedelta(days=(wanted - today.isoweekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.isoweekday() - wanted - 1) % 7 + 1)


def _any(words: Iterable[str]) -> str:
    return any_of((word for word in words if not word.isdigit()), "[ '-]")


@cache
def relative_forms() -> Forms:
    """Return the forms of a day told from now, in the order they are tried, each with its reader."""
    unit = rf"(?P<unit>{_any(_units())})(?![\w'])"
    number = rf"(?:(?P<n>\d{{1,4}}|(?:{_ONE}|{_any(vocabulary('numbers'))})(?= )) ?\+? ?)?"
    count = rf"{_ABOUT}{number}{unit}"
    words = _any(vocabulary("relative_days"))
    weekday = rf"(?P<weekday>{_any(vocabulary('weekdays'))})"
    at = r"(?:[ ,]*(?:a |at |على الساعه |-)?\d{1,2} ?[:h.](?: ?\d\d)?)?"
    less = r"(?:moins d(?:e |')|less than |اقل من )"
    forms: tuple[tuple[str, Read], ...] = (
        (rf"(?:{_AGO} )?{less}{number}{unit}", _within),
        (rf"(?<!\w)(?P<said>{words})(?![\w'])", _day_word),
        (rf"{_HENCE} {count}", _hence),
        (rf"{count} ?{_LEFT}", _hence),
        (rf"{_AGO} {count}", _ago),
        (rf"(?<!\w){count} ?{_GONE}\b", _ago),
        (rf"^(?:publiee? |posted |active )?{count}$", _bare),
        (rf"(?<!\w)(?:ال)?{unit} (?:derniere?|passee?|الماضي\w?)(?!\w)", _last_span),
        (r"\blast (?P<unit>week|month|year)\b", _last_span),
        (rf"^\D{{0,20}}?\b{weekday}(?: dernier| passe| prochain| الماضي)?\.?{at}$", _weekday),
        (rf"^(?:last|next|this) {weekday}$", _weekday),
    )  # fmt: skip
    return tuple((re.compile(pattern), read) for pattern, read in forms)
