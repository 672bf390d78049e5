-- One line a region, town or rural commune: where it lies, who lives there, and the offers that are open.
with
open_offers as (
  select v.field, v.code, c.n from facet_values v
  join facet_counts c on c.kind = 'all' and c.value = v.id
  where v.field in ('region', 'city')
),
people as (select region_code, sum(population) as n from cities group by 1)
select
  'region' as kind, r.code, r.label, r.label_ar, r.label_en, r.code as region_code,
  people.n as population, null as lat, null as lon, coalesce(o.n, 0) as open
from regions r
left join people on people.region_code = r.code
left join open_offers o on o.field = 'region' and o.code = r.code
union all
select
  coalesce(c.kind, 'town'), c.code, c.label, c.label_ar, c.label_en, c.region_code,
  c.population, c.lat, c.lon, coalesce(o.n, 0)
from cities c
left join open_offers o on o.field = 'city' and o.code = c.code
