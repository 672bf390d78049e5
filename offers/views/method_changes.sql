-- One line a change of ours to how offers are read, merged or found: and how many offers were moved on that day.
select
  m.id,
  m.changed_at,
  date(m.changed_at, '+1 hour') as day,
  m.part,
  m.before,
  m.after,
  coalesce((select sum(abs(c.corrected)) from day_counts c where c.day = date(m.changed_at, '+1 hour')), 0) as corrected
from methods m
where m.before is not null
