"""How far back a list is read that never forgets, and which days are past."""

import re
from datetime import date, datetime, timedelta

from offers.taxonomy import lookup
from offers.text import squeeze

_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)")
_NUMBERS = re.compile(r"\b(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})\b")
_WORDS = re.compile(r"\b(\d{1,2})(?:er)? ([^\W\d_]{3,12})\.? (\d{4})\b")


def day_of(text: str | None) -> date | None:
    """Give the day that TEXT names in full; None where it names none.

    >>> day_of("2026-11-02T09:30:00"), day_of("14 أبريل 2026"), day_of("le 1er décembre 2026")
    (datetime.date(2026, 11, 2), datetime.date(2026, 4, 14), datetime.date(2026, 12, 1))
    >>> day_of("31/02/2026"), day_of("dans 3 jours")
    (None, None)
    """
    said = squeeze((text or "")[:200])
    if found := _ISO.search(said):
        parts = found[1], found[2], found[3]
    elif found := _NUMBERS.search(said):
        parts = found[3], found[2], found[1]
    elif found := _WORDS.search(said):
        parts = found[3], lookup("months", found[2]) or "0", found[1]
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def since(now: datetime, days: int) -> date:
    """Give the first day of a window of DAYS before NOW."""
    return now.date() - timedelta(days=days)


def is_past(deadline: str | None, now: datetime) -> bool:
    """Say whether DEADLINE names a day before today.

    >>> is_past("20/11/2026", datetime(2026, 11, 21, 9)), is_past("21/11/2026", datetime(2026, 11, 21, 9))
    (True, False)
    """
    day = day_of(deadline)
    return day is not None and day < now.date()
