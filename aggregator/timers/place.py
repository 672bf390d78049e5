"""Where we are installed, and whose the catalogue is: what a crontab line and the units are made of."""

import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

#: An update is started so often, in minutes; each source keeps a schedule of its own.
EVERY = 15


@dataclass(frozen=True)
class Place:
    """Name the installed PROGRAM, the file DB it keeps, the USER who owns it, what MORE an update is told.

    Raises ValueError where a path has a line break: no crontab and no unit can name it.
    """

    program: Path
    db: Path
    user: str
    more: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if any("\n" in str(said) for said in (self.program, self.db, self.user, *self.more)):
            raise ValueError(
                "a crontab and a unit are made of lines: no name may hold a line break"
            )

    @property
    def folder(self) -> Path:
        """The folder of the file: everything that an update writes stands in it."""
        return self.db.parent

    @property
    def update(self) -> tuple[str, ...]:
        """The words of one update."""
        return (str(self.program), "update", "--cron", "--db", str(self.db), *self.more)


def installed() -> Path:
    """Return the program of the environment that this process runs in."""
    return Path(sys.executable).with_name("aggregator")


def spread(who: str, every: int = EVERY) -> int:
    """Return the minute of WHO: the same each time, and not everybody's.

    >>> spread("one.example:/srv/a.db"), spread("other.example:/srv/a.db")
    (8, 6)
    """
    return int.from_bytes(sha256(who.encode("utf-8", "surrogateescape")).digest()[:8]) % every
