-- theme: offers 5
-- parameters: by:sector,region region sector contract since until
with
daily as (
  select f.sector_code as code, f.opened_on, count(*) as offers
  from offer_facts f
  where :by <> 'region' and f.sector_code is not null
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.sector_code, f.opened_on
  union all
  select f.region_code, f.opened_on, count(*)
  from offer_facts f
  where :by = 'region' and f.region_code is not null
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.region_code, f.opened_on
),
monthly as (
  select code, substr(opened_on, 1, 7) as month, sum(offers) as offers from daily group by 1, 2
),
compared as (
  select
    code, month, offers,
    case when lag(month) over w = strftime('%Y-%m', month || '-01', '-1 month') then lag(offers) over w end as before
  from monthly
  window w as (partition by code order by month)
)
select
  c.month,
  c.code as group_code,
  case :_reader_lang
    when 'ar' then coalesce(r.label_ar, s.label_ar)
    when 'en' then coalesce(r.label_en, s.label_en)
    else coalesce(r.label, s.label)
  end as "group",
  c.offers,
  c.before,
  round(100.0 * (c.offers - c.before) / c.before, 1) as change
from compared c
left join sectors s on :by <> 'region' and s.code = c.code
left join regions r on :by = 'region' and r.code = c.code
order by c.month desc, c.offers desc, c.code
