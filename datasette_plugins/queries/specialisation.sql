-- theme: places 32
-- parameters: region contract since until
with
cells as (
  select f.region_code, f.occupation_code, count(*) as offers
  from offer_facts f
  where f.region_code is not null and f.occupation_code is not null
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.occupation_code, f.region_code
),
shares as (
  select
    region_code, occupation_code, offers,
    100.0 * offers / sum(offers) over (partition by region_code) as share,
    100.0 * sum(offers) over (partition by occupation_code) / sum(offers) over () as share_in_country
  from cells
)
select
  f.region_code,
  case :_reader_lang when 'ar' then r.label_ar when 'en' then r.label_en else r.label end as region,
  f.occupation_code,
  case :_reader_lang when 'ar' then o.label_ar when 'en' then o.label_en else o.label end as occupation,
  f.offers,
  round(f.share, 1) as share,
  round(f.share_in_country, 1) as share_in_country,
  round(f.share / f.share_in_country, 2) as quotient
from shares f
left join regions r on r.code = f.region_code
left join occupations o on o.code = f.occupation_code
where f.offers >= 5
  and (:region = '' or f.region_code = :region)
order by quotient desc, f.region_code, f.occupation_code
limit 500
