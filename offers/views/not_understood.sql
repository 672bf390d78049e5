-- The words we did not understand, by field, most frequent first: what to add to a vocabulary.
select
  missed.value as field,
  case missed.value
    when 'city' then p.city
    when 'contract' then p.contract
    when 'remote' then p.remote
    when 'sector' then p.sector
    when 'occupation' then p.occupation
    when 'experience' then p.experience
    when 'diploma' then p.diploma
    when 'skills' then p.skills
    when 'languages' then p.languages
    when 'salary' then p.salary
    when 'positions' then p.positions
    when 'published' then p.published
    when 'deadline' then p.deadline
  end as words,
  count(*) as postings,
  count(distinct p.source) as sources,
  min(p.url) as example
from postings p, json_each(p.not_understood) missed
where p.not_understood <> '[]'
group by 1, 2
order by 3 desc, 1, 2
