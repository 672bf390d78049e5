-- theme: offers 1
-- parameters: town region sector occupation contract since until
with
counted as (
  select f.region_code, f.city_code, f.contract_code, count(*) as offers, sum(f.closed_on is null) as open
  from offer_facts f
  where (:town = '' or f.city_code in (select code from cities where lower(:town) in (code, lower(label), label_ar, lower(label_en))))
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.region_code, f.city_code, f.contract_code
)
select
  c.city_code,
  case :_reader_lang when 'ar' then t.label_ar when 'en' then t.label_en else t.label end as town,
  c.contract_code,
  case :_reader_lang when 'ar' then k.label_ar when 'en' then k.label_en else k.label end as contract,
  c.offers,
  c.open,
  round(100.0 * c.offers / sum(c.offers) over (), 1) as share
from counted c
left join cities t on t.code = c.city_code
left join contracts k on k.code = c.contract_code
order by c.offers desc, c.city_code, c.contract_code
limit 500
