-- theme: profiles 11
-- parameters: sector diploma region contract since until
with
cells as (
  select f.sector_code, f.diploma_code, count(*) as offers
  from offer_facts f
  where f.diploma_code is not null and f.sector_code is not null
    and (:sector = '' or f.sector_code = :sector)
    and (:region = '' or f.region_code = :region)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.diploma_code, f.sector_code
),
shares as (
  select *, round(100.0 * offers / sum(offers) over (partition by sector_code), 1) as share from cells
)
select
  f.sector_code,
  case :_reader_lang when 'ar' then s.label_ar when 'en' then s.label_en else s.label end as sector,
  f.diploma_code,
  case :_reader_lang when 'ar' then d.label_ar when 'en' then d.label_en else d.label end as diploma,
  f.offers,
  f.share
from shares f
left join sectors s on s.code = f.sector_code
left join diplomas d on d.code = f.diploma_code
where (:diploma = '' or f.diploma_code = :diploma)
order by f.sector_code, d.rank, f.diploma_code
