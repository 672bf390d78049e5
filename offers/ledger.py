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
    """Hold where an offer is counted, and since when it is closed."""

    region: str
    sector: str
    contract: str
    closed_on: str | None = None

    @property
    def cell(self) -> tuple[str, str, str]:
        return self[:3]

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


#: A cell, and the column that counts it.
Entry = tuple[tuple[str, str, str], str]

STATES = """
select offer, coalesce(region_code, ''), coalesce(sector_code, ''), coalesce(contract_code, ''), closed_on
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
#: Offers that were merged away since they were last counted, and those that they went to. Aliases stand first
#: (cross join): the planner would rather scan the million facts.
LED = """
select a.id, a.offer from offer_aliases a cross join offer_facts f on f.offer = a.id
where a.id in (select value from json_each(:ids)) or a.offer in (select value from json_each(:ids))
"""
LAST_DAY = "select day from counted_days order by day desc limit 1"
UPTO = "select max(last_posting) from counted_days"
LAST_RUN = "select max(day) from counted_days where last_posting is not null"
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
    """Enter what changed of OFFERS since they were last counted; call it inside a transaction.

    Those that were merged away are counted with the offers that they went to.
    """
    since, upto = _last_run(db, now), db.conn.execute(UPTO).fetchone()[0]
    led = dict(db.conn.execute(LED, {"ids": json.dumps(offers)}).fetchall())
    these = sorted({*offers, *led, *led.values()})
    before = _states(db, these)
    write_facts(db, these)
    after = _states(db, these)
    bound = {"ids": json.dumps([id for id in these if id not in before]), "upto": upto}
    came = dict(db.conn.execute(CAME, bound).fetchall())
    _enter(db, entries(before, after, came, led, since), now)


def end_day(db: Database, now: datetime, last_posting: int | None) -> None:
    """Note that all postings up to LAST_POSTING are counted; call it inside a transaction."""
    bound = {"day": open_day(db, now), "at": stamp(now), "last_posting": last_posting}
    db.conn.execute(COUNTED, bound)


def entries(
    before: Mapping[int, State],
    after: Mapping[int, State],
    came: Mapping[int, str],
    led: Mapping[int, int],
    since: str,
) -> Counter[Entry]:
    """Count what leads from BEFORE to AFTER, by cell and column.

    CAME says how offers came that were not there, LED where those went that are gone, SINCE the day
    they were last counted on.

    >>> here, there = State("01", "it", "cdi"), State("06", "it", "cdi", "2026-11-21")
    >>> moved = entries({7: here}, {7: there}, {}, {}, "2026-11-20")
    >>> [(cell[0], column, n) for (cell, column), n in sorted(moved.items())]
    [('01', 'corrected', -1), ('06', 'closed', 1), ('06', 'corrected', 1)]
    """
    found: Counter[Entry] = Counter()
    taken = {offer for id, offer in led.items() if id in before and before[id].is_open}
    for id in before.keys() | after.keys():
        was, now = before.get(id), after.get(id)
        if was and now:
            found.update(_turned(was, now, since, id in taken))
        elif now and now.is_open:
            found[now.cell, came.get(id, "corrected")] += 1
        elif was and was.is_open:
            found[was.cell, "corrected"] -= 1
    return Counter({entry: n for entry, n in found.items() if n})


def _turned(was: State, now: State, since: str, took: bool) -> Counter[Entry]:
    """Count what became of an offer that was counted before; whether it TOOK an open one in.

    One that took an open offer in did not open again; one that is left with what closed before the
    last count did not close: its open postings are counted elsewhere.
    """
    found: Counter[Entry] = Counter()
    if was.is_open:
        found[was.cell, "corrected"] -= 1
        found[now.cell, "corrected"] += 1
    if now.closed_on is None and not was.is_open:
        found[now.cell, "corrected" if took else "reopened"] += 1
    elif now.closed_on is not None and was.is_open:
        lived = now.closed_on >= since
        found[now.cell, "closed" if lived else "corrected"] += 1 if lived else -1
    return found


def _enter(db: Database, moved: Mapping[Entry, int], now: datetime) -> None:
    day = open_day(db, now)
    for ((region, sector, contract), column), n in sorted(moved.items()):
        sql = ENTER.format(column=column, sign=OPENS[column])
        bound = {"day": day, "region": region, "sector": sector, "contract": contract, "n": n}
        db.conn.execute(sql, bound)


def _last_run(db: Database, now: datetime) -> str:
    """Return the day of the last run that counted all; today, where the clock was set back since."""
    [last] = db.conn.execute(LAST_RUN).fetchone()
    return min(last or "", now.date().isoformat())


def _states(db: Database, offers: Sequence[int]) -> dict[int, State]:
    rows = db.conn.execute(STATES, {"ids": json.dumps(offers)})
    return {row[0]: State(*row[1:]) for row in rows}
