-- theme: profiles 13
-- parameters: diploma region sector
with
counted as (
  select f.diploma_code, f.occupation_code, count(*) as open, sum(f.contract_code like 'stage%') as internships
  from offer_facts f
  where f.diploma_code is not null
    and f.closed_on is null
    and (f.experience_min < 1 or f.level_code = 'intern' or f.contract_code in ('anapec', 'premier_emploi', 'alternance'))
    and (:diploma = '' or f.diploma_code = :diploma)
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
  group by f.diploma_code, f.occupation_code
)
select
  c.diploma_code,
  case :_reader_lang when 'ar' then d.label_ar when 'en' then d.label_en else d.label end as diploma,
  c.occupation_code,
  case :_reader_lang when 'ar' then o.label_ar when 'en' then o.label_en else o.label end as occupation,
  c.open,
  coalesce(c.internships, 0) as internships
from counted c
left join diplomas d on d.code = c.diploma_code
left join occupations o on o.code = c.occupation_code
order by c.open desc, c.diploma_code, c.occupation_code
