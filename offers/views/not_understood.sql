-- The words we did not understand, by field, most frequent first: what to add to a vocabulary.
select 'city' as field, city as words, count(*) as postings
from postings where city is not null and city_code is null and region_code is null group by city
union all
select 'contract', contract, count(*)
from postings where contract is not null and contract_code is null group by contract
union all
select 'published', published, count(*)
from postings where published is not null and published_on is null group by published
union all
select 'deadline', deadline, count(*)
from postings where deadline is not null and deadline_on is null group by deadline
order by 3 desc
