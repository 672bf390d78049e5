-- theme: offers 7
-- parameters: region sector occupation contract since until
with
daily as (
  select f.opened_on, count(*) as offers
  from offer_facts f
  where (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and f.opened_on >= :since
    and f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.opened_on
),
counted as (
  select (strftime('%w', opened_on) + 6) % 7 + 1 as weekday, count(*) as days, sum(offers) as offers
  from daily
  group by 1
)
select
  weekday,
  offers,
  days,
  round(1.0 * offers / days, 1) as offers_a_day,
  round(100.0 * offers / sum(offers) over (), 1) as share
from counted
order by weekday
