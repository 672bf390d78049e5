-- theme: pay 24
-- parameters: by:occupation,sector,contract,region pay_tax region sector occupation contract since until
with
paid as (
  select
    case :by when 'sector' then f.sector_code when 'contract' then f.contract_code when 'region' then f.region_code else f.occupation_code end as code,
    f.pay
  from pay_stated f
  where (:pay_tax = '' or f.pay_tax = :pay_tax)
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
),
ranked as (
  select code, pay, row_number() over (partition by code order by pay) as place, count(*) over (partition by code) as n
  from paid
  where code is not null
),
counted as (
  select
    code,
    max(n) as n,
    min(case when place >= n * 0.25 then pay end) as first,
    min(case when place > n * 0.25 then pay end) as first_next,
    min(case when place >= n * 0.5 then pay end) as second,
    min(case when place > n * 0.5 then pay end) as second_next,
    min(case when place >= n * 0.75 then pay end) as third,
    min(case when place > n * 0.75 then pay end) as third_next
  from ranked
  group by code
)
select
  c.code as group_code,
  case :_reader_lang
    when 'ar' then coalesce(o.label_ar, s.label_ar, k.label_ar, r.label_ar)
    when 'en' then coalesce(o.label_en, s.label_en, k.label_en, r.label_en)
    else coalesce(o.label, s.label, k.label, r.label)
  end as "group",
  c.n,
  case when c.n >= 5 then cast(round((c.first + c.first_next) / 2) as integer) end as first_quartile,
  case when c.n >= 5 then cast(round((c.second + c.second_next) / 2) as integer) end as median_pay,
  case when c.n >= 5 then cast(round((c.third + c.third_next) / 2) as integer) end as third_quartile
from counted c
left join sectors s on :by = 'sector' and s.code = c.code
left join contracts k on :by = 'contract' and k.code = c.code
left join regions r on :by = 'region' and r.code = c.code
left join occupations o on :by not in ('sector', 'contract', 'region') and o.code = c.code
order by c.n desc, c.code
