"""How many offers were open, opened and closed, day by day: entered by each run, and never worked out again.

A cell is a region, a sector and a contract. What a run finds changed since offers were last counted is
entered on the day of the run: on no day before. So a figure stays as it was published, whatever changes
in how we read or merge; what such a change moves is entered as a correction, on the day that it moved.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from offers.clock import stamp
from offers.facts import write_facts


class State(NamedTuple):
    """Hold where an offer is counted, and whether it is open."""

    region: str
    sector: str
    contract: str
    is_open: bool

    @property
    def cell(self) -> tuple[str, str, str]:
        return self[:3]


#: A cell, and the column that counts it.
Entry = tuple[tuple[str, str, str], str]

STATES = """
select offer, coalesce(region_code, ''), coalesce(sector_code, ''), coalesce(contract_code, ''), closed_on is null
from offer_facts where offer in (select value from json_each(:ids))
"""
#: How an offer that was never counted came: with a source that we had not read before, or new on one that we had.
#: A source counts as read when its list was once read whole, or after a week.
CAME = """
with begun as (
  select source, min(ended_at) as first, min(case when complete then ended_at end) as whole
  from runs where ended_at is not null group by source
),
known as (
  select source, min(coalesce(whole, '9999'), strftime('%Y-%m-%dT%H:%M:%SZ', first, '+7 days')) as since
  from begun
)
select
  p.offer,
  case
    when :upto is null then 'found'
    when min(p.id) <= :upto then 'corrected'
    when max(p.first_seen > k.since) then 'opened'
    else 'found'
  end
from postings p left join known k on k.source = p.source
where p.offer in (select value from json_each(:ids))
group by p.offer
"""
LAST_DAY = "select day from counted_days order by day desc limit 1"
UPTO = "select max(last_posting) from counted_days"
NEW_DAY = "insert into counted_days (day, counted_at) values (:day, :at)"
CARRIED = """
insert into day_counts (day, region_code, sector_code, contract_code, open)
select :day, region_code, sector_code, contract_code, open from day_counts where day = :last and open <> 0
"""
COUNTED = """
update counted_days set counted_at = :at, last_posting = coalesce(:last_posting, last_posting) where day = :day
"""
#: The columns of day_counts that change how many are open, and by how much.
OPENS = {"opened": 1, "found": 1, "reopened": 1, "corrected": 1, "closed": -1}
ENTER = """
insert into day_counts (day, region_code, sector_code, contract_code, {column}, open)
values (:day, :region, :sector, :contract, :n, :n * {sign})
on conflict (day, region_code, sector_code, contract_code)
do update set {column} = {column} + excluded.{column}, open = open + excluded.open
"""


def open_day(db: Database, now: datetime) -> str:
    """Return the day that is being counted, its stock carried over from the day before; call it inside a transaction.

    Where the clock was set back it is the last day that was counted: the past is not written to.
    """
    today = now.date().isoformat()
    [last] = db.conn.execute(LAST_DAY).fetchone() or [""]
    if today > last:
        bound = {"day": today, "last": last, "at": stamp(now)}
        db.conn.execute(NEW_DAY, bound)
        db.conn.execute(CARRIED, bound)
    return max(today, last)


def count_offers(db: Database, offers: Sequence[int], now: datetime) -> None:
    """Enter what changed of OFFERS since they were last counted; call it inside a transaction."""
    day, upto = open_day(db, now), db.conn.execute(UPTO).fetchone()[0]
    before = _states(db, offers)
    write_facts(db, offers)
    after = _states(db, offers)
    bound = {"ids": json.dumps([id for id in offers if id not in before]), "upto": upto}
    came = dict(db.conn.execute(CAME, bound))
    for (cell, column), n in sorted(entries(before, after, came).items()):
        region, sector, contract = cell
        sql = ENTER.format(column=column, sign=OPENS[column])
        bound = {"day": day, "region": region, "sector": sector, "contract": contract, "n": n}
        db.conn.execute(sql, bound)


def end_day(db: Database, now: datetime, last_posting: int | None) -> None:
    """Note that all postings up to LAST_POSTING are counted; call it inside a transaction."""
    bound = {"day": open_day(db, now), "at": stamp(now), "last_posting": last_posting}
    db.conn.execute(COUNTED, bound)


def entries(
    before: Mapping[int, State], after: Mapping[int, State], came: Mapping[int, str]
) -> Counter[Entry]:
    """Count what leads from BEFORE to AFTER, by cell and column; CAME says how offers came that were not there.

    >>> here, there = State("01", "it", "cdi", True), State("06", "it", "cdi", True)
    >>> moved = entries({7: here}, {7: there._replace(is_open=False)}, {})
    >>> [(cell[0], column, n) for (cell, column), n in sorted(moved.items())]
    [('01', 'corrected', -1), ('06', 'closed', 1), ('06', 'corrected', 1)]
    """
    found: Counter[Entry] = Counter()
    for id in before.keys() | after.keys():
        was, now = before.get(id), after.get(id)
        if was is None:
            if now is not None and now.is_open:
                found[now.cell, came.get(id, "corrected")] += 1
        else:
            found.update(_turned(was, now))
    return Counter({entry: n for entry, n in found.items() if n})


def _turned(was: State, now: State | None) -> Counter[Entry]:
    """Count what became of an offer that was counted before."""
    found: Counter[Entry] = Counter()
    if was.is_open and (now is None or now.cell != was.cell):
        found[was.cell, "corrected"] -= 1
        if now is not None:
            found[now.cell, "corrected"] += 1
    if now is not None and was.is_open != now.is_open:
        found[now.cell, "reopened" if now.is_open else "closed"] += 1
    return found


def _states(db: Database, offers: Sequence[int]) -> dict[int, State]:
    rows = db.conn.execute(STATES, {"ids": json.dumps(offers)})
    return {
        id: State(region, sector, contract, bool(open))
        for id, region, sector, contract, open in rows
    }
