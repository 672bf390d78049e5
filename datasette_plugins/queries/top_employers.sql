-- theme: employers 18
-- parameters: town region sector occupation contract since until
with
counted as (
  select f.employer, count(*) as offers, sum(f.closed_on is null) as open, max(f.is_agency) as is_agency, max(f.opened_on) as last_opened_on
  from offer_facts f
  where f.employer is not null
    and (:town = '' or f.city_code in (select code from cities where lower(:town) in (code, lower(label), label_ar, lower(label_en))))
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.employer
)
select
  c.employer as employer_id,
  e.label as employer,
  c.is_agency,
  c.offers,
  c.open,
  round(100.0 * c.offers / sum(c.offers) over (), 1) as share,
  c.last_opened_on
from counted c
join facet_values e on e.id = c.employer
order by c.offers desc, c.employer
limit 100
