-- theme: employers 21
-- parameters: region sector since until
with
again as (
  select f.employer, count(*) as reposts, round(avg(f.days_between), 1) as days_between
  from reposts f
  where f.employer is not null
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.employer
),
sizes as (
  select f.employer, count(*) as offers
  from offer_facts f
  where f.employer in (select employer from again)
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.employer
)
select
  a.employer as employer_id,
  e.label as employer,
  a.reposts,
  z.offers,
  round(100.0 * a.reposts / z.offers, 1) as share,
  a.days_between
from again a
join sizes z on z.employer = a.employer
join facet_values e on e.id = a.employer
order by a.reposts desc, a.employer
limit 100
