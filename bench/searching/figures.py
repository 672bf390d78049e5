"""A made-up catalogue with a past: skills, pay, copies on other sites, and a ledger as daily runs would have kept it."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bench.searching.made import HASTE, TODAY
from dedupe.counting import count_all
from dedupe.progress import Tell, silent
from offers.clock import MOROCCO
from offers.database import connect, writing

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=MOROCCO)
#: Whole numbers from an offer's id that look like chance and never change: multiplied by primes, divided by others.
LIVE = """
update offers set
  closed_on = case when closed_on is not null
    then min(date(substr(first_seen, 1, 10), '+' || (1 + id * 7919 % 83) || ' days'), :today) end,
  salary_max = salary_min * (1 + id % 5 / 4.0) * (1 + id % 37 / 12.0),
  salary_min = salary_min * (1 + id % 37 / 12.0),
  salary_currency = case when salary_min is not null then 'MAD' end,
  salary_period = case when salary_min is not null then 'month' end,
  salary_tax = case id % 3 when 0 then 'net' when 1 then 'gross' end,
  occupation_code = (select code from numbered_occupations where n = id * 104729 % :occupations),
  is_agency = id * 31 % 9 = 0,
  skill_codes = (
    select json_group_array(distinct code) from numbered_skills
    where n in (id * 7 % :skills, id * 131 % 97, id * 8191 % 41, id * 524287 % 211)
  ),
  sources = 1 + (id % 5 < 2),
  repost_of = case when id % 40 = 0 then id - 30 * (id > 40) end
"""
COPY = """
insert into postings (source, ref, url, title, content_hash, first_seen, run, offer)
select (select code from numbered_sources where n = id * 17 % :sources), 'copy' || id, 'https://copy.example/' || id,
  title, 'copy' || id, first_seen, 1, id
from offers where sources = 2
"""
NUMBERED = """
create temp table numbered_{table} as
select row_number() over (order by {code}) - 1 as n, {code} as code from {table}
"""
DAYS = """
insert into counted_days (day, counted_at)
select distinct first_seen_on, first_seen_on || 'T07:00:00Z' from offer_facts where first_seen_on < :today
"""
#: The past as the facts have it: each offer opened on the day it was first seen, and closed on the day it was.
COUNTED = """
insert into day_counts (day, region_code, sector_code, contract_code, open, opened, closed)
with
events as (
  select first_seen_on as day, region_code, sector_code, contract_code, 1 as opened, 0 as closed from offer_facts
  union all
  select closed_on, region_code, sector_code, contract_code, 0, 1 from offer_facts where closed_on is not null
),
daily as (
  select day, coalesce(region_code, '') as r, coalesce(sector_code, '') as s, coalesce(contract_code, '') as c,
    sum(opened) as opened, sum(closed) as closed
  from events group by 1, 2, 3, 4
),
cells as (select distinct r, s, c from daily),
every as (
  select d.day, r, s, c, coalesce(e.opened, 0) as opened, coalesce(e.closed, 0) as closed
  from counted_days d cross join cells left join daily e using (day, r, s, c)
)
select day, r, s, c, sum(opened - closed) over (partition by r, s, c order by day), opened, closed from every
"""


def give_past(path: Path, tell: Tell = silent) -> None:
    """Give the made-up catalogue at PATH skills, pay, copies and a ledger of all its days."""
    with closing(connect(path)) as db:
        for pragma in HASTE:
            db.conn.execute(f"pragma {pragma}").fetchall()
        with writing(db):
            _enrich(db.conn)
        count_all(db, tell, NOW, None)
        with writing(db):
            db.conn.execute("delete from day_counts")
            db.conn.execute(DAYS, {"today": TODAY.isoformat()})
            db.conn.execute(COUNTED)
            db.conn.execute("delete from day_counts where open = 0 and opened = 0 and closed = 0")
        db.conn.execute("analyze")


def _enrich(connection: sqlite3.Connection) -> None:
    bound = {"today": TODAY.isoformat()}
    for name, code in (("skills", "code"), ("occupations", "code"), ("sources", "name")):
        connection.execute(NUMBERED.format(table=name, code=code))
        connection.execute(f"create unique index temp.{name}_by_n on numbered_{name} (n)")
        [bound[name]] = connection.execute(f"select count(*) from {name}").fetchone()
    for sql in (
        LIVE,
        COPY,
        "delete from undrawn",
        "insert or ignore into uncounted select id from offers",
    ):
        connection.execute(sql, bound if ":" in sql else {})
