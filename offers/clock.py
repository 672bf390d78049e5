"""What time it is, and how a moment is written: in Morocco's time for people, in UTC for the file."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

MOROCCO = ZoneInfo("Africa/Casablanca")


def moment(said: str | None) -> datetime:
    """Return the moment SAID in ISO 8601, or the present one, in Morocco's time.

    A time without a zone is Morocco's. Raises ValueError where SAID is no moment.

    >>> moment("2026-11-21T09:00").isoformat()
    '2026-11-21T09:00:00+01:00'

    When Ramadan begins an hour comes twice; the second comes later.

    >>> moment("2026-02-15T02:10+00:00") - moment("2026-02-15T02:50+01:00")
    datetime.timedelta(seconds=1200)
    """
    read = datetime.fromisoformat(said) if said else datetime.now(UTC)
    here = (read if read.tzinfo else read.replace(tzinfo=MOROCCO)).astimezone(MOROCCO)
    # Two moments of one zone are compared by what their clocks show: so each has the zone of its hour alone.
    return here.replace(tzinfo=timezone(here.utcoffset() or timedelta()), fold=0)


def stamp(at: datetime) -> str:
    """Write the moment AT as UTC, to the second: every time in the file has this form.

    >>> stamp(datetime.fromisoformat("2026-11-21T09:00:00+01:00"))
    '2026-11-21T08:00:00Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
