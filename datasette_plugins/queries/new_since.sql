-- theme: offers 2
-- parameters: town region sector occupation contract since
with
newest as (
  select f.offer, f.opened_on, f.employer, f.city_code, f.contract_code
  from offer_facts f
  where f.opened_on >= coalesce(nullif(:since, ''), (select date(max(day), '-7 days') from counted_days))
    and (:town = '' or f.city_code in (select code from cities where lower(:town) in (code, lower(label), label_ar, lower(label_en))))
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
  order by f.opened_on desc, f.offer desc
  limit 200
)
select
  n.offer,
  o.title,
  n.employer as employer_id,
  e.label as employer,
  n.city_code,
  case :_reader_lang when 'ar' then t.label_ar when 'en' then t.label_en else t.label end as town,
  n.contract_code,
  case :_reader_lang when 'ar' then k.label_ar when 'en' then k.label_en else k.label end as contract,
  n.opened_on
from newest n
join offers o on o.id = n.offer
left join facet_values e on e.id = n.employer
left join cities t on t.code = n.city_code
left join contracts k on k.code = n.contract_code
order by n.opened_on desc, n.offer desc
