update runs set verdict = case
  when outcome in ('ok', 'incomplete') then 'good'
  when outcome = 'empty' then 'silent'
  when outcome in ('blocked', 'robots') then 'refused'
  when outcome = 'drift' then 'layout'
  else 'broken'
end
where verdict is null and outcome is not null and outcome <> 'interrupted';
-- A row of runs is long, and a page asks for the last good one of every source.
create index runs_by_verdict on runs (source, verdict);
