"""The day that a date means, in whatever form a site prints it."""

from datetime import date, datetime
from functools import cache, lru_cache

from offers.clock import MOROCCO
from offers.text import apostrophes, squeeze, unaccented, visible
from pipelines.normalisers.relative_days import relative_forms
from pipelines.normalisers.written_days import Forms, Match, Read, written_forms

FIRST_YEAR, YEARS_AHEAD, LONGEST = 2000, 5, 120


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
    return _read(text[:LONGEST], now.astimezone(MOROCCO), ahead)


@lru_cache(maxsize=4096)
def _read(text: str, moment: datetime, ahead: bool) -> str | None:
    plain = squeeze(unaccented(apostrophes(visible(text))))
    for pattern, read in _forms():
        matches = list(pattern.finditer(plain))
        if not matches:
            continue
        answers = [_possible(read, match, moment, ahead) for match in matches]
        of_this_form = [day for day, known in answers if known]
        days = [day for day in of_this_form if day]
        if days:
            return days[-1 if ahead else 0].isoformat()
        if of_this_form:
            return None  # it has this form, and no such day exists
    return None


@cache
def _forms() -> Forms:
    return (*written_forms(), *relative_forms())


def _possible(read: Read, match: Match, now: datetime, ahead: bool) -> tuple[date | None, bool]:
    """Return the day, if there is such a day, and whether the words have this form at all."""
    try:
        day = read(match, now, ahead)
    except (ValueError, OverflowError, OSError):
        return None, True
    if day is None:
        return None, False
    return (day if FIRST_YEAR <= day.year <= now.year + YEARS_AHEAD else None), True
