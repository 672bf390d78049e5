-- theme: method 36
-- parameters: since until
with
daily as (
  select day, sum(open) as open, sum(abs(corrected)) as moved, sum(corrected) as corrected
  from offers_by_day
  where day >= coalesce(nullif(:since, ''), (select date(max(day), '-90 days') from counted_days))
    and day <= coalesce(nullif(:until, ''), '9999')
  group by day
),
changes as (
  select day, group_concat(part || ' ' || after, ', ') as changed from method_changes group by day
)
select
  d.day,
  c.changed,
  d.moved,
  d.corrected,
  d.open,
  round(100.0 * d.moved / nullif(d.open, 0), 2) as share
from daily d
left join changes c on c.day = d.day
where d.moved > 0 or c.day is not null
order by d.day desc
