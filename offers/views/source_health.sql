-- One line a source that was read: what its last run was worth, and since when it is so where that is bad.
-- A run that goes on, or that the operator stopped, has no verdict and is passed over.
with judged as (
  select
    s.name as source,
    (select max(id) from runs where source = s.name) as last,
    (select max(id) from runs where source = s.name and verdict is not null) as told,
    (select max(id) from runs where source = s.name and verdict = 'good') as good
  from sources s
), bad as (
  select j.source, count(*) as runs, min(r.id) as first
  from judged j
  join runs r on r.source = j.source and r.verdict <> 'good' and r.id > coalesce(j.good, 0)
  group by j.source
)
select
  j.source,
  t.verdict,
  coalesce(b.runs, 0) as bad_runs,
  (select started_at from runs where id = b.first) as bad_since,
  (select started_at from runs where id = j.good) as last_good,
  l.started_at as last_run,
  l.outcome as last_outcome,
  j.told as run
from judged j
left join runs l on l.id = j.last
left join runs t on t.id = j.told
left join bad b on b.source = j.source
order by j.source
