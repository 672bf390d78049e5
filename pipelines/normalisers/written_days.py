"""A day written out, in figures or with the month's name."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from email.utils import mktime_tz, parsedate_tz
from functools import cache

from offers.clock import MOROCCO
from offers.taxonomy import vocabulary

Match = re.Match[str]
#: A reader of one form: raises ValueError where no such day exists, None where it is another form.
Read = Callable[[Match, datetime, bool], date | None]
Forms = tuple[tuple[re.Pattern[str], Read], ...]

#: Two figures of a year mean no year before this one: no posting is older.
FIRST_SHORT_YEAR = 2010

_MONTH = r"(?P<month>[a-z]{3,10}|[\u0621-\u064a]{2,8}(?: (?:الاول|الثاني))?)(?![a-z\u0621-\u064a])\.?(?: ?/ ?[\u0621-\u064a]{2,8})?"
_OF = r"(?:del? |of |من )?(?:شهر )?"
_SEP = r"[ ,،.\-/]"
_TH = r"(?:er|ere|re|eme|e|st|nd|rd|th|o)?"
_CLOCK = r"(?! ?(?:[\d:h]|[.]\d|am\b|pm\b|heure))"
_YEAR = rf"(?:{_SEP}{{0,3}}(?:del? |of |سنه |عام )?(?P<year>\d{{4}}|'?\d\d{_CLOCK})(?!\d))?"
_TO = r" ?(?:au|a|to|until|till|bis|tot|al|الي|حتي|[-–—]) ?"
_TIME = (
    r"(?:(?:t| +-? ?)(\d\d):?(\d\d)(?::?\d\d(?:[.,]\d+)?)? ?"
    r"(z|utc|gmt|[+-]\d\d:?\d\d|[+-]\d\d\b)?)?"
)
_MAIL_ZONE = r"(?:[+-]\d{4}|[a-z]{1,4})\b"


def _epoch(match: Match, now: datetime, ahead: bool) -> date:
    digits = match[1]
    seconds = int(digits) / (1000 if len(digits) == 13 else 1)
    return datetime.fromtimestamp(seconds, MOROCCO).date()


def _iso(match: Match, now: datetime, ahead: bool) -> date:
    year, month, day, hour, minute, zone = match.groups()
    written = date(int(year), int(month), int(day))
    # The last minute of a day, or midnight after it, closes that day, wherever the clock hangs.
    if not zone or hour == "24" or (ahead and (hour, minute) == ("23", "59")):
        return written
    zone = "+00:00" if zone in ("z", "utc", "gmt") else zone
    zone = zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
    at = datetime.fromisoformat(f"{written.isoformat()}T{hour}:{minute}:00{zone}")
    return at.astimezone(MOROCCO).date()


def _mail(match: Match, now: datetime, ahead: bool) -> date:
    parsed = parsedate_tz(match[0])
    if not parsed:
        raise ValueError(f"no such moment: {match[0]}")
    date(*parsed[:3])  # mktime would carry a 31 February into March
    return datetime.fromtimestamp(mktime_tz(parsed), MOROCCO).date()


def _numeric(match: Match, now: datetime, ahead: bool) -> date:
    day, month, year = int(match["day"]), int(match["month"]), _year(match["year"])
    # Day and month are only turned where no month has that number.
    return date(year, month, day) if month <= 12 else date(year, day, month)


def _numeric_span(match: Match, now: datetime, ahead: bool) -> date | None:
    """Read the start of "du 13/09 au 13/11/2026", whose year stands at its end."""
    if ahead:
        return None
    year, month = _year(match["year"]), int(match["month"])
    return date(year - (month > int(match["last"])), month, int(match["day"]))


def _named(match: Match, now: datetime, ahead: bool) -> date | None:
    month = _months().get(match["month"])
    if month is None:
        return None
    day = int(match["day"]) if match["day"].isdigit() else 1  # Arabic has a word for the first
    if not match["year"]:
        return without_year(day, month, now, ahead)
    return date(_year(match["year"]), month, day)


def _named_span(match: Match, now: datetime, ahead: bool) -> date | None:
    """Read the start of "du 13 au 20 novembre 2026", whose month and year stand at its end."""
    last = _months().get(match["month"])
    first = _months().get(match["from"]) if match["from"] else last
    if ahead or last is None or first is None:
        return None
    day = int(match["day"])
    if not match["year"]:
        return without_year(day, first, now, ahead)
    return date(_year(match["year"]) - (first > last), first, day)


def _short(match: Match, now: datetime, ahead: bool) -> date:
    return without_year(int(match["day"]), int(match["month"]), now, ahead)


def _year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    if year >= 100:
        return year
    if year + 2000 < FIRST_SHORT_YEAR:
        raise ValueError(f"a year written {digits}")
    return year + 2000


def without_year(day: int, month: int, now: datetime, ahead: bool) -> date:
    """Return the last such day up to NOW, or with AHEAD the next one."""
    # A clock in another zone may be a day before ours: tomorrow is still "up to now".
    today = now.date()
    step, edge = (1, today) if ahead else (-1, today + timedelta(days=1))
    for year in range(today.year, today.year + 9 * step, step):  # 29 February may be years away
        with suppress(ValueError):
            when = date(year, month, day)
            if (when >= edge) if ahead else (when <= edge):
                return when
    raise ValueError(f"no year has a day {day} in month {month}")


@cache
def _months() -> dict[str, int]:
    return {key: int(code) for key, code in vocabulary("months").items() if not key.isdigit()}


@cache
def written_forms() -> Forms:
    """Return the forms of a day written out, in the order they are tried, each with its reader."""
    first = r"(?<!\d)(?P<day>\d{1,2})"
    figures = r"(?<![\d/.-])(?P<day>\d{1,2}) ?[-/.،] ?(?P<month>\d{1,2})"
    year = r"(?P<year>\d{4}|\d\d)(?![\d:h])"
    forms: tuple[tuple[str, Read], ...] = (
        (r"^(\d{13}|1\d{9})(?:\.0)?$", _epoch),
        (r"^(20\d\d)([01]\d)([0-3]\d)(?:t?(\d\d)(\d\d)(?:\d\d)?(z)?)?$", _iso),
        (r"(?<!\d)(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})(?!\d)" + _TIME, _iso),
        (rf"{figures}{_TO}\d{{1,2}} ?[-/.] ?(?P<last>\d{{1,2}}) ?[-/.] ?{year}", _numeric_span),
        (rf"{figures} ?[-/.،] ?{year}", _numeric),
        (rf"\d{{1,2}} [a-z]{{3}} \d{{4}} \d\d:\d\d(?::\d\d)? {_MAIL_ZONE}", _mail),
        (
            rf"{first}{_TH}(?: {_OF}(?P<from>[a-z]{{3,10}}|[\u0621-\u064a]{{2,8}}))?{_TO}"
            rf"\d{{1,2}}{_TH}{_SEP}{{0,3}}{_OF}{_MONTH}{_YEAR}",
            _named_span,
        ),
        (rf"{first}{_TH}{_SEP}{{0,3}}{_OF}{_MONTH}{_YEAR}", _named),
        (rf"(?<!\w)(?P<day>فاتح){_SEP}{{1,3}}{_OF}{_MONTH}{_YEAR}", _named),
        (rf"(?<!\d)(?P<year>\d{{4}}){_SEP}{{1,3}}{_MONTH}{_SEP}{{1,3}}(?P<day>\d{{1,2}})(?!\d)", _named),
        (
            rf"(?<![a-z\u0621-\u064a]){_MONTH} ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
            r"(?:(?:,? ?| \d\d:\d\d(?::\d\d)? (?:[a-z]{3,4} )?)(?P<year>\d{4}))?(?!\d)",
            _named,
        ),
        (r"^\D*?(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:\D{1,9}\d\d?[:h](?:\d\d)?)?\D{0,40}$", _short),
    )  # fmt: skip
    return tuple((re.compile(pattern), read) for pattern, read in forms)
