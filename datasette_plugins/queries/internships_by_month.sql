-- theme: offers 9
-- parameters: region sector occupation since until
with
monthly as (
  select substr(f.opened_on, 1, 7) as month, f.region_code, count(*) as offers
  from offer_facts f
  where f.contract_code in ('stage', 'stage_pfe', 'stage_preembauche', 'stage_observation')
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by 1, 2
)
select
  m.month,
  m.region_code,
  case :_reader_lang when 'ar' then r.label_ar when 'en' then r.label_en else r.label end as region,
  m.offers,
  round(100.0 * m.offers / sum(m.offers) over (partition by m.month), 1) as share
from monthly m
left join regions r on r.code = m.region_code
order by m.month desc, m.offers desc, m.region_code
