-- theme: sources 35
-- parameters: source
select
  c.source as source_code,
  s.title as source,
  c.postings,
  c.employer as employer_known_share,
  c.city as town_share,
  c.contract as contract_share,
  c.sector as sector_share,
  c.occupation as occupation_share,
  c.diploma as diploma_share,
  c.experience as experience_share,
  c.salary as pay_share,
  c.languages_asked as languages_share,
  c.skills as skills_share,
  c.published as published_share,
  c.deadline as deadline_share
from coverage c
join sources s on s.name = c.source
where :source = '' or c.source = :source
order by c.postings desc, c.source
