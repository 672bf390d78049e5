-- theme: sources 33
-- parameters: source
with
each as (
  select one as source_code, offers, alone, open, open_alone from source_pairs where one = other
),
counted as (
  select 0 as is_all, source_code, offers, alone, open, open_alone from each
  union all
  select
    1, null, (select count(*) from offer_facts), sum(alone),
    (select count(*) from offer_facts where closed_on is null), sum(open_alone)
  from each
  where :source = ''
)
select
  c.source_code,
  case
    when not c.is_all then s.title
    when :_reader_lang = 'ar' then 'كل المواقع'
    when :_reader_lang = 'en' then 'All sites'
    else 'Tous les sites'
  end as source,
  c.offers,
  c.alone,
  round(100.0 * c.alone / nullif(c.offers, 0), 1) as share,
  c.open,
  c.open_alone,
  round(100.0 * c.open_alone / nullif(c.open, 0), 1) as open_share
from counted c
left join sources s on s.name = c.source_code
where :source = '' or c.source_code = :source
order by c.is_all desc, c.alone desc, c.source_code
