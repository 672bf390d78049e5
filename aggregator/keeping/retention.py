"""Which backups stay: the newest of each of the last days, weeks and months that have one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

WRITTEN = "%Y-%m-%dT%H%M%S"
_NAME = re.compile(r"(?P<of>.+)-(?P<at>\d{4}-\d\d-\d\dT\d{6})\.db")


@dataclass(frozen=True)
class Retention:
    """For how many days, weeks and months a backup is kept."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 6


USUAL = Retention()


def named(db: Path, now: datetime) -> str:
    """Return the name of the backup that is made of DB at the moment NOW: it is told in UTC.

    >>> named(Path("/srv/aggregator.db"), datetime.fromisoformat("2026-11-22T09:30:00+01:00"))
    'aggregator-2026-11-22T083000.db'
    """
    return f"{db.stem}-{now.astimezone(UTC):{WRITTEN}}.db"


def made(name: str) -> datetime | None:
    """Return when the backup called NAME was made; None where that is no backup's name.

    >>> made("aggregator-2026-11-22T083000.db").isoformat()
    '2026-11-22T08:30:00+00:00'
    >>> made("aggregator-2026-11-22T083000.db.part"), made("aggregator-2026-13-22T083000.db")
    (None, None)
    """
    if not (found := _NAME.fullmatch(name)):
        return None
    try:
        return datetime.strptime(found["at"], WRITTEN).replace(tzinfo=UTC)
    except ValueError:  # the 45th of a month: somebody else's name
        return None


def of(db: Path, names: Iterable[str]) -> list[str]:
    """Return those of NAMES that backups of DB have.

    >>> of(Path("a.db"), ["a-2026-11-22T083000.db", "b-2026-11-22T083000.db", "a-notes.db"])
    ['a-2026-11-22T083000.db']
    """
    found = ((_NAME.fullmatch(name), name) for name in names if made(name))
    return [name for match, name in found if match and match["of"] == db.stem]


def kept(names: Iterable[str], now: datetime, keep: Retention = USUAL) -> set[str]:
    """Return those of the backups NAMES that stay, seen from NOW: the newest of each period, as KEEP says.

    One may stand for its day, its week and its month. What is dated after NOW, by a clock that was
    wrong then or is wrong now, is judged like the others; but the newest that is not always stays.

    >>> week = [f"aggregator-2026-11-{day:02}T020000.db" for day in range(9, 23)]
    >>> now = datetime.fromisoformat("2026-11-22T09:00:00+01:00")
    >>> sorted(name[16:21] for name in kept(week, now, Retention(3, 2, 1)))
    ['11-15', '11-20', '11-21', '11-22']
    """
    dated = {name: at for name in names if (at := made(name))}
    order = sorted(dated, key=lambda name: (dated[name] <= now, dated[name], name), reverse=True)
    order[1:] = sorted(order[1:], key=lambda name: (dated[name], name), reverse=True)
    found: set[str] = set()
    for period, number in ((_day, keep.daily), (_week, keep.weekly), (_month, keep.monthly)):
        found.update(_newest_of_each(order, dated, period, number))
    return found


def _newest_of_each(
    order: list[str], dated: dict[str, datetime], period: Callable[[datetime], str], number: int
) -> list[str]:
    """Return the first of each period, as they stand in ORDER, for NUMBER periods."""
    first: dict[str, str] = {}
    for name in order:
        first.setdefault(period(dated[name]), name)
    return list(first.values())[:number]


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def _week(at: datetime) -> str:
    return f"{at:%G-%V}"


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}"
