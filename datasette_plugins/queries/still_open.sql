-- theme: time 28
-- parameters: town region sector occupation contract since until
with
today as (select max(day) as day from counted_days),
cells as (
  select f.opened_on, f.closed_on, f.first_seen_on, count(*) as offers
  from offer_facts f not indexed
  where f.opened_on >= coalesce(nullif(:since, ''), (select date(day, '-6 months') from today))
    and coalesce(f.closed_on, (select day from today)) >= f.first_seen_on
    and (:town = '' or f.city_code in (select code from cities where lower(:town) in (code, lower(label), label_ar, lower(label_en))))
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.opened_on, f.closed_on, f.first_seen_on
),
lives as (
  select
    cast(julianday(first_seen_on) - julianday(opened_on) as integer) as seen_at,
    cast(julianday(coalesce(closed_on, today.day)) - julianday(opened_on) as integer) as days,
    closed_on is not null as is_closed,
    offers
  from cells, today
),
turns as (
  select seen_at as day, sum(offers) as seen, 0 as gone, 0 as closed from lives group by 1
  union all
  select days, 0, sum(offers), sum(offers * is_closed) from lives group by 1
),
steps as (select day, sum(seen) as seen, sum(gone) as gone, sum(closed) as closed from turns group by day),
risks as (select *, sum(seen) over w - sum(gone) over w + gone as at_risk from steps window w as (order by day))
select
  day as after_days,
  at_risk,
  closed,
  gone - closed as censored,
  round(
    100 * case when max(closed = at_risk and at_risk > 0) over w then 0.0
    else exp(sum(case when at_risk > closed then ln(1 - 1.0 * closed / at_risk) end) over w) end,
    2
  ) as still_open_share
from risks
window w as (order by day)
order by day
