-- theme: employers 22
-- parameters: since
with
firsts as (
  select f.employer, min(f.opened_on) as first_opened_on, count(*) as offers, sum(f.closed_on is null) as open, max(f.is_agency) as is_agency
  from offer_facts f
  where f.employer is not null
  group by f.employer
)
select
  f.employer as employer_id,
  e.label as employer,
  f.is_agency,
  f.first_opened_on,
  f.offers,
  f.open
from firsts f
join facet_values e on e.id = f.employer
where f.first_opened_on >= coalesce(nullif(:since, ''), (select date(max(day), '-30 days') from counted_days))
order by f.first_opened_on desc, f.offers desc, f.employer
limit 500
