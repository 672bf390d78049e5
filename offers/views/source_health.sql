-- One line a source: its last run, how many postings are open, and how much of each we understood.
select
  s.name,
  s.title,
  s.kind,
  (select max(r.started_at) from runs r where r.source = s.name) as last_run,
  (select r.outcome from runs r where r.source = s.name order by r.id desc limit 1) as outcome,
  count(p.id) as postings,
  sum(p.closed_on is null) as open,
  round(100.0 * count(p.company) / max(count(p.id), 1)) as company_pct,
  round(100.0 * count(p.city_code) / max(count(p.id), 1)) as city_pct,
  round(100.0 * count(p.contract_code) / max(count(p.id), 1)) as contract_pct,
  round(100.0 * count(p.published_on) / max(count(p.id), 1)) as published_pct,
  round(100.0 * count(p.deadline_on) / max(count(p.id), 1)) as deadline_pct,
  round(100.0 * count(p.description) / max(count(p.id), 1)) as text_pct
from sources s
left join postings p on p.source = s.name
group by s.name
