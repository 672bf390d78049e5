-- theme: offers 4
-- parameters: region sector contract since until
with
daily as (
  select
    f.day, sum(f.open) as open, sum(f.opened) as opened, sum(f.found) as found, sum(f.reopened) as reopened,
    sum(f.closed) as closed, sum(f.corrected) as corrected
  from offers_by_day f
  where f.day >= coalesce(nullif(:since, ''), (select date(max(day), '-90 days') from counted_days))
    and f.day <= coalesce(nullif(:until, ''), '9999')
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
  group by f.day
)
select
  day,
  open,
  opened,
  found,
  reopened,
  closed,
  corrected,
  round(avg(open) over week, 1) as open_mean,
  round(avg(opened) over week, 1) as opened_mean,
  round(avg(closed) over week, 1) as closed_mean
from daily
window week as (order by julianday(day) range between 6 preceding and current row)
order by day desc
