"""What a visitor of /trends chose: a region, a sector, a contract, and how many days."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from datasette_plugins.reading.reader import Reader
from offers.taxonomy import codes

DAYS = "select day from counted_days order by day"

#: The parts of a cell of the ledger, and the vocabulary of each.
VOCABULARIES = {"region": "regions", "sector": "sectors", "contract": "contracts"}
#: So many days may be looked at; the first is what a visitor who chose nothing sees.
SPANS = (90, 30, 365)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Hold what was chosen: codes, or nothing."""

    region: str = ""
    sector: str = ""
    contract: str = ""
    days: int = SPANS[0]

    @property
    def cell(self) -> dict[str, str]:
        return {part: getattr(self, part) for part in VOCABULARIES}

    def params(self) -> list[tuple[str, str]]:
        """Write it as an address does, the usual left out.

        >>> Chosen(region="06", days=30).params()
        [('region', '06'), ('days', '30')]
        """
        days = [("days", str(self.days))] if self.days != SPANS[0] else []
        return [(part, code) for part, code in self.cell.items() if code] + days

    def but(self, **other: str) -> "Chosen":
        """Choose OTHER instead."""
        return replace(self, **other)  # type: ignore[arg-type]  # parts alone, never the days: mypy cannot tell


def read_chosen(args: Mapping[str, str]) -> Chosen:
    """Read the parameters of an address; what is no code of ours chooses nothing.

    >>> read_chosen({"region": "06", "sector": "nope", "days": "7"})
    Chosen(region='06', sector='', contract='', days=90)
    """
    cell = {part: args.get(part) or "" for part in VOCABULARIES}
    known = {p: code for p, code in cell.items() if code in codes(VOCABULARIES[p])}
    days = {str(n): n for n in SPANS}.get(args.get("days") or "", SPANS[0])
    return Chosen(**known, days=days)


@dataclass(frozen=True)
class Question:
    """Ask DB for figures of the days that runs COUNTED, as READER chose."""

    db: Any
    reader: Reader
    chosen: Chosen
    counted: list[date] = field(default_factory=list)
    #: Where Datasette shows our tables, and how an address of ours is written in full.
    tables: str = ""
    site: str = ""

    @property
    def last(self) -> date:
        return self.counted[-1]

    @property
    def first(self) -> date:
        """The first day that is shown."""
        return max(self.counted[0], self.last - timedelta(days=self.chosen.days - 1))

    @property
    def shown(self) -> list[date]:
        """Every day that is shown, counted or not."""
        days = (self.last - self.first).days + 1
        return [self.first + timedelta(days=n) for n in range(days)]

    async def rows(self, sql: str, **bound: Any) -> list[Any]:
        """Run SQL with the values BOUND to its names."""
        return list((await self.db.execute(sql, bound)).rows)


async def counted_days(db: Any) -> list[date]:
    """Return the days on which offers were counted, in order."""
    return [date.fromisoformat(day) for (day,) in (await db.execute(DAYS)).rows]
