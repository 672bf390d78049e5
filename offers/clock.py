"""What time it is, and how a moment is written: in Morocco's time for people, in UTC for the file."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MOROCCO = ZoneInfo("Africa/Casablanca")


def moment(said: str | None) -> datetime:
    """Return the moment SAID in ISO 8601, or the present one, in Morocco's time.

    A time without a zone is Morocco's. Raises ValueError where SAID is no moment.

    >>> moment("2026-11-21T09:00").isoformat()
    '2026-11-21T09:00:00+01:00'
    """
    if not said:
        return datetime.now(MOROCCO)
    read = datetime.fromisoformat(said)
    return read.astimezone(MOROCCO) if read.tzinfo else read.replace(tzinfo=MOROCCO)


def stamp(at: datetime) -> str:
    """Write the moment AT as UTC, to the second: every time in the file has this form.

    >>> stamp(datetime.fromisoformat("2026-11-21T09:00:00+01:00"))
    '2026-11-21T08:00:00Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
