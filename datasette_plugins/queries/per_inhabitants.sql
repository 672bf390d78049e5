-- theme: places 30
-- parameters: sector contract since until
with
counted as (
  select f.region_code, count(*) as offers, sum(f.closed_on is null) as open
  from offer_facts f
  where f.region_code is not null
    and (:sector = '' or f.sector_code = :sector)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.region_code
),
people as (select region_code, sum(population) as population from cities group by region_code)
select
  r.code as region_code,
  case :_reader_lang when 'ar' then r.label_ar when 'en' then r.label_en else r.label end as region,
  p.population,
  coalesce(c.offers, 0) as offers,
  coalesce(c.open, 0) as open,
  round(10000.0 * coalesce(c.offers, 0) / p.population, 2) as per_ten_thousand,
  round(10000.0 * coalesce(c.open, 0) / p.population, 2) as open_per_ten_thousand
from regions r
left join people p on p.region_code = r.code
left join counted c on c.region_code = r.code
order by per_ten_thousand desc, r.code
