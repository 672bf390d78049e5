-- theme: offers 10
-- parameters: region sector occupation contract since until
with
daily as (
  select f.opened_on, f.remote_code, count(*) as offers
  from offer_facts f not indexed
  where f.remote_code is not null
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and f.opened_on >= :since
    and f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.opened_on, f.remote_code
)
select
  substr(opened_on, 1, 7) as month,
  sum(offers) as mode_stated,
  sum(case when remote_code = 'remote' then offers else 0 end) as remote,
  sum(case when remote_code = 'hybrid' then offers else 0 end) as hybrid,
  round(100.0 * sum(case when remote_code in ('remote', 'hybrid') then offers else 0 end) / sum(offers), 1) as share
from daily
group by 1
order by 1 desc
