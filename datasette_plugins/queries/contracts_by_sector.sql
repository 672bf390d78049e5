-- theme: offers 8
-- parameters: region since until
with
cells as (
  select f.sector_code, f.contract_code, count(*) as offers
  from offer_facts f
  where f.contract_code is not null
    and (:region = '' or f.region_code = :region)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.contract_code, f.sector_code
),
counted as (
  select
    sector_code,
    sum(offers) as offers,
    sum(case when contract_code = 'cdi' then offers else 0 end) as cdi,
    sum(case when contract_code = 'cdd' then offers else 0 end) as cdd,
    sum(case when contract_code = 'interim' then offers else 0 end) as interim,
    sum(case when contract_code like 'stage%' then offers else 0 end) as internships
  from cells
  group by sector_code
)
select
  c.sector_code,
  case :_reader_lang when 'ar' then s.label_ar when 'en' then s.label_en else s.label end as sector,
  c.offers,
  round(100.0 * c.cdi / c.offers, 1) as cdi_share,
  round(100.0 * c.cdd / c.offers, 1) as cdd_share,
  round(100.0 * c.interim / c.offers, 1) as interim_share,
  round(100.0 * c.internships / c.offers, 1) as internship_share
from counted c
left join sectors s on s.code = c.sector_code
order by c.offers desc, c.sector_code
