"""The narrow tables that charts and questions count from: a row an offer, and its skills, languages and sources.

They hold what is known of an offer today; how many offers each skill, month and pair of sources has is
kept beside them as they change. What was counted on past days is the ledger's, and never changes.
"""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from offers.taxonomy import rows
from offers.text import fold

THESE = "(select value from json_each(:ids))"
#: Pay is told in dirhams a month of 191 hours: 2,288 hours a year (Code du travail, article 184) by twelve.
FACTS = f"""
insert into offer_facts
select
  o.id,
  min(coalesce(o.published_on, o.first_seen), substr(o.first_seen, 1, 10)),
  substr(o.first_seen, 1, 10),
  o.closed_on,
  o.region_code, o.city_code, o.sector_code, o.contract_code, o.occupation_code, o.diploma_code,
  o.level_code, o.remote_code, o.language, o.experience_min,
  (select v.id from facet_values v where v.field = 'employer' and v.code = fold(o.employer)),
  o.is_agency,
  case when o.salary_currency = 'MAD'
    then round(o.salary_min * 191 / json_extract(:hours, '$.' || o.salary_period)) end,
  case when o.salary_currency = 'MAD'
    then round(o.salary_max * 191 / json_extract(:hours, '$.' || o.salary_period)) end,
  o.salary_tax, o.deadline_on, o.sources, o.repost_of
from offers o where o.id in {THESE}
"""
SKILLS = f"""
insert or ignore into offer_skills
select o.id, skill.value from offers o, json_each(o.skill_codes) skill where o.id in {THESE}
"""
LANGUAGES = f"""
insert or ignore into offer_languages
select o.id, asked.key, asked.value from offers o, json_each(o.languages_asked) asked where o.id in {THESE}
"""
SOURCES = f"""
insert into offer_sources select distinct offer, source from postings where offer in {THESE}
"""
FORGET = tuple(
    f"delete from {table} where offer in {THESE}"
    for table in ("offer_facts", "offer_skills", "offer_languages", "offer_sources")
)
#: A skill without a name stands for every offer that asks for one at all: what shares are taken of.
MONTHS = f"""
insert into skill_months (month, skill_code, offers)
select substr(f.opened_on, 1, 7), s.skill_code, :sign * count(*)
from offer_facts f join offer_skills s on s.offer = f.offer where f.offer in {THESE} group by 1, 2
union all
select substr(f.opened_on, 1, 7), '', :sign * count(*)
from offer_facts f
where f.offer in {THESE} and exists (select 1 from offer_skills s where s.offer = f.offer)
group by 1
on conflict (month, skill_code) do update set offers = offers + excluded.offers
"""
#: A source paired with itself has all its offers.
PAIRS = f"""
insert into source_pairs (one, other, offers, open, alone, open_alone)
select
  a.source, b.source, :sign * count(*), :sign * sum(f.closed_on is null), :sign * sum(f.sources = 1),
  :sign * sum(f.sources = 1 and f.closed_on is null)
from offer_facts f join offer_sources a on a.offer = f.offer
join offer_sources b on b.offer = f.offer and b.source >= a.source
where f.offer in {THESE} group by 1, 2
on conflict (one, other) do update set
  offers = offers + excluded.offers, open = open + excluded.open,
  alone = alone + excluded.alone, open_alone = open_alone + excluded.open_alone
"""
NONE_LEFT = (
    "delete from skill_months where offers <= 0",
    "delete from source_pairs where offers <= 0",
)


def write_facts(db: Database, offers: Sequence[int]) -> None:
    """Write what is known of OFFERS in place of what was; those that are gone leave the tables.

    Call it inside a transaction.
    """
    db.conn.create_function("fold", 1, _fold, deterministic=True)
    bound = {"ids": json.dumps(offers), "hours": json.dumps(_hours())}
    _count(db, bound, -1)
    for sql in (*FORGET, FACTS, SKILLS, LANGUAGES, SOURCES):
        db.conn.execute(sql, bound)
    _count(db, bound, 1)
    for sql in NONE_LEFT:
        db.conn.execute(sql)


def _count(db: Database, bound: dict[str, str], sign: int) -> None:
    for sql in (MONTHS, PAIRS):
        db.conn.execute(sql, {**bound, "sign": sign})


def _hours() -> dict[str, int]:
    return {row["code"]: int(row["hours"]) for row in rows("pay_periods")}


def _fold(name: str | None) -> str | None:
    return fold(name) if name else None
