-- theme: offers 6
-- parameters: region sector contract since until
with
monthly as (
  select substr(f.day, 1, 7) as month, count(distinct f.day) as days, sum(f.opened) as opened, sum(f.closed) as closed
  from offers_by_day f
  where f.day >= coalesce(
      nullif(:since, ''), (select strftime('%Y-%m-01', max(day), '-5 months') from counted_days)
    )
    and f.day <= coalesce(nullif(:until, ''), '9999')
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
  group by 1
),
compared as (
  select
    month, days, opened, closed,
    case
      when lag(month) over w = strftime('%Y-%m', month || '-01', '-1 month') then 1.0 * lag(opened) over w / lag(days) over w
    end as a_day_before
  from monthly
  window w as (order by month)
)
select
  month,
  days,
  opened,
  closed,
  round(1.0 * opened / days, 1) as opened_a_day,
  round(100.0 * (1.0 * opened / days - a_day_before) / nullif(a_day_before, 0), 1) as change
from compared
order by month desc
