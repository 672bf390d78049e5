-- theme: time 27
-- parameters: town region sector occupation contract since until
with
today as (select max(day) as day from counted_days),
cells as (
  select f.sector_code, f.opened_on, f.closed_on, f.first_seen_on, count(*) as offers
  from offer_facts f
  where +f.opened_on >= coalesce(nullif(:since, ''), (select date(day, '-6 months') from today))
    and coalesce(f.closed_on, (select day from today)) >= f.first_seen_on
    and (:town = '' or f.city_code in (select code from cities where lower(:town) in (code, lower(label), label_ar, lower(label_en))))
    and (:region = '' or f.region_code = :region)
    and (:sector = '' or f.sector_code = :sector)
    and (:occupation = '' or f.occupation_code = :occupation)
    and (:contract = '' or f.contract_code = :contract or (:contract = 'stage*' and f.contract_code like 'stage%'))
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
  group by f.sector_code, f.opened_on, f.closed_on, f.first_seen_on
),
lives as (
  select
    sector_code,
    case
      when first_seen_on = opened_on then 0 else cast(julianday(first_seen_on) - julianday(opened_on) as integer)
    end as seen_at,
    cast(julianday(coalesce(closed_on, today.day)) - julianday(opened_on) as integer) as days,
    closed_on is not null as is_closed,
    sum(offers) as offers
  from cells, today
  group by 1, 2, 3, 4
),
turns as (
  select sector_code, seen_at as day, sum(offers) as seen, 0 as gone, 0 as closed from lives group by 1, 2
  union all
  select sector_code, days, 0, sum(offers), sum(offers * is_closed) from lives group by 1, 2
),
steps as (
  select 1 as is_all, null as sector_code, day, sum(seen) as seen, sum(gone) as gone, sum(closed) as closed from turns group by day
  union all
  select 0, sector_code, day, sum(seen), sum(gone), sum(closed) from turns where sector_code is not null group by sector_code, day
),
risks as (
  select *, sum(seen) over w - sum(gone) over w + gone as at_risk
  from steps
  window w as (partition by is_all, sector_code order by day)
),
kept as (
  select
    *,
    case when max(closed = at_risk and at_risk > 0) over w then 0.0
    else exp(sum(case when at_risk > closed then ln(1 - 1.0 * closed / at_risk) end) over w) end as still_open
  from risks
  window w as (partition by is_all, sector_code order by day)
)
select
  k.sector_code,
  case
    when not k.is_all then case :_reader_lang when 'ar' then s.label_ar when 'en' then s.label_en else s.label end
    when :_reader_lang = 'ar' then 'كل القطاعات'
    when :_reader_lang = 'en' then 'All sectors'
    else 'Tous les secteurs'
  end as sector,
  sum(k.gone) as offers,
  sum(k.closed) as closed,
  sum(k.gone) - sum(k.closed) as censored,
  case when sum(k.closed) >= 5 then min(case when k.closed and k.still_open <= 0.75 + 1e-9 then k.day end) end as first_quartile_days,
  case when sum(k.closed) >= 5 then min(case when k.closed and k.still_open <= 0.5 + 1e-9 then k.day end) end as median_days,
  case when sum(k.closed) >= 5 then min(case when k.closed and k.still_open <= 0.25 + 1e-9 then k.day end) end as third_quartile_days
from kept k
left join sectors s on s.code = k.sector_code
group by k.is_all, k.sector_code
order by k.is_all desc, sum(k.gone) desc, k.sector_code
