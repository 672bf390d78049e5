-- theme: profiles 14
-- parameters: language sector region since until
with
asked as (
  select f.sector_code, l.language, count(*) as offers
  from offer_languages l
  join offer_facts f on f.offer = l.offer
  where f.sector_code is not null
    and (:sector = '' or f.sector_code = :sector)
    and (:region = '' or f.region_code = :region)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.sector_code, l.language
),
sizes as (
  select f.sector_code, count(*) as offers
  from offer_facts f
  where f.sector_code is not null
    and (:sector = '' or f.sector_code = :sector)
    and (:region = '' or f.region_code = :region)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.sector_code
)
select
  a.sector_code,
  case :_reader_lang when 'ar' then s.label_ar when 'en' then s.label_en else s.label end as sector,
  a.language as language_code,
  case :_reader_lang when 'ar' then g.label_ar when 'en' then g.label_en else g.label end as language,
  a.offers,
  z.offers as of_offers,
  round(100.0 * a.offers / z.offers, 1) as share
from asked a
join sizes z on z.sector_code = a.sector_code
left join sectors s on s.code = a.sector_code
left join languages g on g.code = a.language
where :language = '' or a.language = :language
order by a.sector_code, a.offers desc, a.language
