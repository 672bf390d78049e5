-- theme: offers 3
-- parameters: days town region sector occupation contract
with
today as (select max(day) as day from counted_days),
soonest as (
  select f.offer, f.deadline_on, f.employer, f.city_code, f.contract_code
  from offer_facts f
  where f.closed_on is null
    and f.deadline_on >= (select day from today)
    and f.deadline_on <= (
      select date(day, '+' || min(max(coalesce(nullif(cast(:days as integer), 0), 7), 1), 365) || ' days') from today
    )
    and (:town = '' or f.city_code in (select code from cities where lower(:town) in (code, lower(label), label_ar, lower(label_en))))
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
  order by f.deadline_on, f.offer
  limit 200
)
select
  s.offer,
  o.title,
  s.employer as employer_id,
  e.label as employer,
  s.city_code,
  case :_reader_lang when 'ar' then t.label_ar when 'en' then t.label_en else t.label end as town,
  s.contract_code,
  case :_reader_lang when 'ar' then k.label_ar when 'en' then k.label_en else k.label end as contract,
  s.deadline_on
from soonest s
join offers o on o.id = s.offer
left join facet_values e on e.id = s.employer
left join cities t on t.code = s.city_code
left join contracts k on k.code = s.contract_code
order by s.deadline_on, s.offer
