-- theme: pay 25
-- parameters: pay_tax region sector occupation since until
with
paid as (
  select
    case
      when f.experience_min < 1 then 0 when f.experience_min < 3 then 1 when f.experience_min < 5 then 3
      when f.experience_min < 10 then 5 when f.experience_min >= 10 then 10
    end as years,
    f.pay
  from pay_stated f
  where f.experience_min is not null and (:pay_tax = '' or f.pay_tax = :pay_tax)
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
),
ranked as (
  select years, pay, row_number() over (partition by years order by pay) as place, count(*) over (partition by years) as n
  from paid
)
select
  years as from_years,
  max(n) as n,
  case when max(n) >= 5 then cast(round(avg(case when place in ((n + 1) / 2, n / 2 + 1) then pay end)) as integer) end as median_pay
from ranked
group by years
order by years
