-- theme: pay 26
-- parameters: region contract since until
with
counted as (
  select f.sector_code, count(*) as offers, sum(f.pay_min is not null or f.pay_max is not null) as stated
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
  c.stated,
  round(100.0 * c.stated / c.offers, 1) as share
from counted c
left join sectors s on s.code = c.sector_code
order by c.offers desc, c.sector_code
