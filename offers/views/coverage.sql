-- One line a source: of its open postings, the share (in percent) of which we know each field.
select
  source,
  count(*) as postings,
  round(100 * avg(employer is not null), 1) as employer,
  round(100 * avg(city_code is not null), 1) as city,
  round(100 * avg(region_code is not null), 1) as region,
  round(100 * avg(contract_code is not null), 1) as contract,
  round(100 * avg(working_time_code is not null), 1) as working_time,
  round(100 * avg(remote_code is not null), 1) as work_mode,
  round(100 * avg(experience_min is not null or experience_max is not null), 1) as experience,
  round(100 * avg(diploma_code is not null), 1) as diploma,
  round(100 * avg(level_code is not null), 1) as level,
  round(100 * avg(positions_count is not null), 1) as positions,
  round(100 * avg(salary_min is not null or salary_max is not null), 1) as salary,
  round(100 * avg(language is not null), 1) as language,
  round(100 * avg(languages_asked <> '{}'), 1) as languages_asked,
  round(100 * avg(sector_code is not null), 1) as sector,
  round(100 * avg(occupation_code is not null), 1) as occupation,
  round(100 * avg(isco_code is not null), 1) as isco,
  round(100 * avg(skill_codes <> '[]'), 1) as skills,
  round(100 * avg(published_on is not null), 1) as published,
  round(100 * avg(deadline_on is not null), 1) as deadline,
  round(100 * avg(apply_code is not null), 1) as apply
from postings
where closed_on is null
group by source
order by source
