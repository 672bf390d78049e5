-- One line a region, town or rural commune: where it lies, who lives there, and the offers that are open.
with
in_region as (select region_code, count(*) as n from offer_facts where closed_on is null group by 1),
in_town as (select city_code, count(*) as n from offer_facts where closed_on is null group by 1),
people as (select region_code, sum(population) as n from cities group by 1)
select
  'region' as kind, r.code, r.label, r.label_ar, r.label_en, r.code as region_code,
  people.n as population, null as lat, null as lon, coalesce(o.n, 0) as open
from regions r
left join people on people.region_code = r.code
left join in_region o on o.region_code = r.code
union all
select
  coalesce(c.kind, 'town'), c.code, c.label, c.label_ar, c.label_en, c.region_code,
  c.population, c.lat, c.lon, coalesce(o.n, 0)
from cities c
left join in_town o on o.city_code = c.code
