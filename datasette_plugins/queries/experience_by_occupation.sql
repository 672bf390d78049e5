-- theme: profiles 12
-- parameters: occupation region sector contract since until
with
cells as (
  select f.occupation_code, f.experience_min as years, count(*) as offers
  from offer_facts f
  where f.occupation_code is not null
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.occupation_code, f.experience_min
),
ranked as (
  select
    *,
    sum(offers) over (partition by occupation_code order by years rows unbounded preceding) as upto,
    sum(offers) over (partition by occupation_code) as stated
  from cells
  where years is not null
),
medians as (
  select
    occupation_code,
    max(stated) as stated,
    (min(case when upto >= stated / 2.0 then years end) + min(case when upto > stated / 2.0 then years end)) / 2.0 as median,
    sum(case when years < 1 then offers else 0 end) as beginners,
    sum(case when years >= 5 then offers else 0 end) as seniors
  from ranked
  group by occupation_code
),
totals as (select occupation_code, sum(offers) as offers from cells group by occupation_code)
select
  t.occupation_code,
  case :_reader_lang when 'ar' then o.label_ar when 'en' then o.label_en else o.label end as occupation,
  t.offers,
  coalesce(m.stated, 0) as stated,
  case when m.stated >= 5 then m.median end as median_years,
  case when m.stated >= 5 then round(100.0 * m.beginners / m.stated, 1) end as beginner_share,
  case when m.stated >= 5 then round(100.0 * m.seniors / m.stated, 1) end as senior_share
from totals t
left join medians m on m.occupation_code = t.occupation_code
left join occupations o on o.code = t.occupation_code
order by t.offers desc, t.occupation_code
