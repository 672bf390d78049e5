"""The day that a date means, in whatever form a site prints it."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

from offers.clock import MOROCCO
from offers.taxonomy import vocabulary
from offers.text import fold, squeeze, unaccented

FIRST_YEAR, YEARS_AHEAD, LONGEST = 2000, 5, 120

Match = re.Match[str]


def read_date(text: str | None, now: datetime, *, ahead: bool = False) -> str | None:
    """Return the day that TEXT means as ISO 8601, in Morocco; the day stands before the month.

    Where no year is given, it is the last such day up to NOW; with AHEAD, for what is still to
    come, the next one. With AHEAD a span of days means its end, else its beginning.

    >>> now = datetime(2026, 11, 21, 9, tzinfo=MOROCCO)
    >>> read_date("Publiée il y a 3 jours", now), read_date("24 يوليوز 2026", now)
    ('2026-11-18', '2026-07-24')
    >>> read_date("8 May-14:55", now), read_date("31/02/2026", now)
    ('2026-05-08', None)
    """
    if not text:
        return None
    plain = unaccented(squeeze(text[:LONGEST])).replace("’", "'").replace("´", "'")
    for pattern, read in _forms():
        matches = list(pattern.finditer(plain))
        for match in reversed(matches) if ahead else matches:
            if day := _possible(read, match, now, ahead):
                return day.isoformat()
        if matches:
            return None  # it has this form, and no such day exists
    return None


Read = Callable[[Match, datetime, bool], date]


def _possible(read: Read, match: Match, now: datetime, ahead: bool) -> date | None:
    try:
        day = read(match, now.astimezone(MOROCCO), ahead)
    except (ValueError, OverflowError):
        return None
    return day if FIRST_YEAR <= day.year <= now.year + YEARS_AHEAD else None


def _epoch(match: Match, now: datetime, ahead: bool) -> date:
    digits = match[0]
    seconds = int(digits) / (1000 if len(digits) == 13 else 1)
    return datetime.fromtimestamp(seconds, MOROCCO).date()


def _iso(match: Match, now: datetime, ahead: bool) -> date:
    year, month, day, hour, minute, zone = match.groups()
    if not zone:
        return date(int(year), int(month), int(day))
    zone = "+00:00" if zone in ("z", "utc", "gmt") else zone
    zone = zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
    at = datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{hour}:{minute}:00{zone}")
    return at.astimezone(MOROCCO).date()


def _mail(match: Match, now: datetime, ahead: bool) -> date:
    return parsedate_to_datetime(match[0]).astimezone(MOROCCO).date()


def _numeric(match: Match, now: datetime, ahead: bool) -> date:
    day, month, year = (int(n) for n in match.groups())
    return date(year + 2000 if year < 100 else year, month, day)


def _compact(match: Match, now: datetime, ahead: bool) -> date:
    return date(*(int(n) for n in match.groups()))


def _named(match: Match, now: datetime, ahead: bool) -> date:
    day, month, year = int(match["day"]), _months()[fold(match["month"])], match["year"]
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _without_year(day, month, now, ahead)


def _short(match: Match, now: datetime, ahead: bool) -> date:
    return _without_year(int(match[1]), int(match[2]), now, ahead)


def _without_year(day: int, month: int, now: datetime, ahead: bool) -> date:
    # A clock in another zone may be a day before ours: tomorrow is still "up to now".
    today = now.date()
    step, edge = (1, today) if ahead else (-1, today + timedelta(days=1))
    for year in range(today.year, today.year + 9 * step, step):  # 29 February may be years away
        with suppress(ValueError):
            when = date(year, month, day)
            if (when >= edge) if ahead else (when <= edge):
                return when
    raise ValueError(f"no year has a day {day} in month {month}")


def _ago(match: Match, now: datetime, ahead: bool) -> date:
    return (now - _span(match)).date()


def _hence(match: Match, now: datetime, ahead: bool) -> date:
    return (now + _span(match)).date()


def _span(match: Match) -> timedelta:
    words = match["n"]
    unit = fold(match["unit"])
    number = int(words) if words and words.isdigit() else _DUAL.get(unit, 1)
    per = next(span for start, span in _UNITS if unit.startswith(start))
    return number * per


def _day_word(match: Match, now: datetime, ahead: bool) -> date:
    return now.date() + timedelta(days=_DAYS[fold(match[0])])


_DAYS = {
    fold(word): days
    for days, words in (
        (
            0,
            "aujourd'hui|aujourd hui|ce jour|today|just posted|just now|a l'instant|maintenant|اليوم|الآن",
        ),
        (-1, "hier|yesterday|أمس|البارحة"),
        (-2, "avant-hier|avant hier|أول أمس"),
        (1, "demain|tomorrow|غدا"),
    )
    for word in words.split("|")
}
# "Two days" is one word in Arabic.
_DUAL = {
    fold(word): 2 for word in ("يومين", "أسبوعين", "شهرين", "ساعتين", "سنتين", "عامين", "دقيقتين")
}
# What a unit's name begins with; "mo" before "m", "min" before "m".
_UNITS = (
    *((start, timedelta(seconds=1)) for start in ("sec", "ثاني", "ثواني")),
    *((start, timedelta(minutes=1)) for start in ("min", "mn", "دقيق", "دقاي")),
    *((start, timedelta(days=30)) for start in ("mo", "شهر", "شهور", "اشهر")),
    *((start, timedelta(days=7)) for start in ("sem", "w", "اسبوع", "اسابيع")),
    *((start, timedelta(hours=1)) for start in ("h", "ساع")),
    *((start, timedelta(days=365)) for start in ("an", "y", "سن", "عام", "اعوام")),
    *((start, timedelta(days=1)) for start in ("j", "d", "يوم", "ايام")),
)
_UNIT = (
    r"(?P<unit>secondes?|sec|minutes?|min|mn|heures?|hours?|hrs?|h|jours?|days?|j|d|semaines?|sem|weeks?|wk|w"
    r"|mois|months?|mos?|ans?|annees?|years?|yrs?|y|ثاني\w*|ثواني|دقيق\w*|دقايق|ساع\w*|يوم\w*|ايام"
    r"|اسبوع\w*|اسابيع|شهر\w*|شهور|اشهر|سن\w*|عام\w*|اعوام)\b"
)
_N = r"(?:plus d(?:e |')|environ |about |over |more than |~)?(?:(?P<n>\d{1,4}|une?|an?|one)?\s?\+?\s?)"
_ZONE = r"(z|utc|gmt|[+-]\d\d:?\d\d|[+-]\d\d\b)?"
_DAY_MONTH = (
    r"(?<!\d)(?P<day>\d{{1,2}})(?:er|ere|st|nd|rd|th)?[ .\-/]*(?:de |of )?(?P<month>{month})\b\.?"
    r"(?:[ ,.\-/]+(?:de )?(?P<year>\d{{4}}|\d\d(?![\d:h]))(?!\d))?"
)
_MONTH_DAY = (
    r"(?<![a-z])(?P<month>{month})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
    r"(?:,? ?(?P<year>\d{{4}}))?"
)
_TIME = r"(?:[t ]+(\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)? ?" + _ZONE + ")?"


@cache
def _months() -> dict[str, int]:
    return {key: int(code) for key, code in vocabulary("months").items() if not key.isdigit()}


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Read], ...]:
    """Return the forms of a date, in the order they are tried, each with its reader."""
    month = "|".join(sorted(_months(), key=lambda word: (-len(word), word)))
    words = "|".join(sorted((_spaced(word) for word in _DAYS), key=len, reverse=True))
    forms = (
        (r"^(?:\d{13}|1\d{9})$", _epoch),
        (r"^(20\d\d)([01]\d)([0-3]\d)$", _compact),
        (r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)" + _TIME, _iso),
        (r"(?<![\d/.-])(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d\d)(?!\d)", _numeric),
        (r"\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|z|gmt|utc)\b", _mail),
        (_DAY_MONTH.format(month=month), _named),
        (_MONTH_DAY.format(month=month), _named),
        (rf"(?:\bdans|\bin|\bd'ici|بعد|خلال) {_N}{_UNIT}", _hence),
        (rf"(?:\bil y a|\bya|\bdepuis|منذ|قبل) {_N}{_UNIT}", _ago),
        (rf"{_N}{_UNIT} ?(?:ago|passes?|plus tot)\b", _ago),
        (rf"^{_N}{_UNIT}$", _ago),
        (rf"(?<!\w)(?:{words})(?!\w)", _day_word),
        (r"^\D*?(\d{1,2})[/.](\d{1,2})\D*(?:\d\d[:h]\d\d)?\D*$", _short),
    )
    return tuple((re.compile(pattern), read) for pattern, read in forms)


def _spaced(key: str) -> str:
    return key.replace(" ", "[ '-]")
