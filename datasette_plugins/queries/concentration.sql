-- theme: employers 23
-- parameters: region since until
with
cells as (
  select f.sector_code, f.employer, count(*) as offers
  from offer_facts f
  where f.sector_code is not null and f.employer is not null and coalesce(f.is_agency, 0) = 0 and f.closed_on is null
    and (:region = '' or f.region_code = :region)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.sector_code, f.employer
),
ranked as (
  select
    sector_code, offers,
    row_number() over (partition by sector_code order by offers desc, employer) as place,
    100.0 * offers / sum(offers) over (partition by sector_code) as share
  from cells
),
counted as (
  select
    sector_code,
    sum(offers) as open,
    count(*) as employers,
    round(sum(case when place <= 10 then share else 0 end), 1) as top_ten_share,
    round(sum(share * share)) as herfindahl
  from ranked
  group by sector_code
)
select
  c.sector_code,
  case :_reader_lang when 'ar' then s.label_ar when 'en' then s.label_en else s.label end as sector,
  c.open,
  c.employers,
  case when c.employers >= 5 then c.top_ten_share end as top_ten_share,
  case when c.employers >= 5 then c.herfindahl end as herfindahl
from counted c
left join sectors s on s.code = c.sector_code
order by c.open desc, c.sector_code
