-- theme: civil 29
-- parameters: region since until
with
soonest as (
  select f.offer, f.deadline_on, f.employer, f.region_code, f.diploma_code
  from offer_facts f
  where f.contract_code in ('statutaire', 'contractuel')
    and f.closed_on is null
    and f.deadline_on >= coalesce(nullif(:since, ''), (select max(day) from counted_days))
    and f.deadline_on <= coalesce(nullif(:until, ''), '9999')
    and (:region = '' or f.region_code = :region)
  order by f.deadline_on, f.offer
  limit 300
)
select
  n.deadline_on,
  n.offer,
  o.title,
  n.employer as employer_id,
  e.label as employer,
  n.region_code,
  case :_reader_lang when 'ar' then r.label_ar when 'en' then r.label_en else r.label end as region,
  n.diploma_code,
  case :_reader_lang when 'ar' then d.label_ar when 'en' then d.label_en else d.label end as diploma,
  o.positions_count as positions
from soonest n
join offers o on o.id = n.offer
left join facet_values e on e.id = n.employer
left join regions r on r.code = n.region_code
left join diplomas d on d.code = n.diploma_code
order by n.deadline_on, n.offer
