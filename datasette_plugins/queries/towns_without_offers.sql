-- theme: places 31
-- parameters: region
select
  f.code as city_code,
  case :_reader_lang when 'ar' then f.label_ar when 'en' then f.label_en else f.label end as town,
  f.region_code,
  case :_reader_lang when 'ar' then r.label_ar when 'en' then r.label_en else r.label end as region,
  f.population
from cities f
left join regions r on r.code = f.region_code
where (f.kind is null or f.kind = 'town')
  and not exists (
    select 1
    from facet_values v
    join facet_counts n on n.kind = 'all' and n.value = v.id and n.n > 0
    where v.field = 'city' and v.code = f.code
  )
    and (:region = '' or f.region_code = :region)
order by f.population desc, f.code
limit 500
