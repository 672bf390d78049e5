-- theme: employers 20
-- parameters: region contract since until
with
counted as (
  select f.sector_code, count(*) as offers, count(f.is_agency) as known, sum(f.is_agency) as agencies
  from offer_facts f
  where (:region = '' or f.region_code = :region)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.sector_code
)
select
  c.sector_code,
  case :_reader_lang when 'ar' then s.label_ar when 'en' then s.label_en else s.label end as sector,
  c.offers,
  c.known as employer_known,
  coalesce(c.agencies, 0) as agencies,
  case when c.known >= 5 then round(100.0 * c.agencies / c.known, 1) end as share
from counted c
left join sectors s on s.code = c.sector_code
order by c.offers desc, c.sector_code
